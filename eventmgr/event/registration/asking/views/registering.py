"""Asking for a place, without an account; with an invitation in the capacity and for the delegation that were
chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial
from hmac import compare_digest

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.fields import LABELS
from eventmgr.event.forms.participant_types.types import Entrant
from eventmgr.event.forms.questions import PREFIX
from eventmgr.event.invitations import letters
from eventmgr.event.invitations import queries as invitations
from eventmgr.event.invitations.errors import InvitationVoid
from eventmgr.event.invitations.forms import TypedCodeForm
from eventmgr.event.invitations.models import Invitation
from eventmgr.event.invitations.services import read_code
from eventmgr.event.registration.applicant import Applicant, identity_key
from eventmgr.event.registration.asking import services
from eventmgr.event.registration.asking.admission import check_invitation, check_open, check_type
from eventmgr.event.registration.asking.forms import RegistrationForm, registration_form
from eventmgr.event.registration.asking.handling import told
from eventmgr.event.registration.asking.queries import get_asked, get_form
from eventmgr.event.registration.asking.views.blueprint import bp
from eventmgr.event.registration.asking.views.receiving import (
    check_takes_files,
    is_valid,
    received,
    take_files,
    visible,
    with_files,
)
from eventmgr.event.registration.counting.queries import count_chosen
from eventmgr.event.registration.errors import AlreadyRegistered, InvitationNeeded, RegistrationClosed
from eventmgr.event.registration.letters.announcing import SEND_LINK
from eventmgr.event.registration.letters.writing import my_token, spoken_code
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import tell_places
from eventmgr.event.registration.queries.rows import find_live
from eventmgr.event.registration.states import places_left
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound, Refusal, TooMany, WrongLink
from eventmgr.ground.i18n import _, _l, language
from eventmgr.ground.text import folded, organization_name
from eventmgr.identity.accounts.access import act_by_link
from eventmgr.identity.directory.queries import list_organization_names as list_suggestions
from eventmgr.identity.privacy.queries import find_privacy_notice
from eventmgr.tools.taxonomy.mobile import normalize_mobile
from eventmgr.tools.web import tokens
from eventmgr.tools.web.forms import Form, LineField, PersonNameField
from eventmgr.tools.web.once import ids_of_post
from eventmgr.tools.web.pages import form_page
from eventmgr.tools.web.rate_limits.asked_links import ask_for_link, limit_asking
from eventmgr.tools.web.rate_limits.limits import caller, limit, limit_all
from eventmgr.tools.web.rate_limits.mail_limits import may_write
from eventmgr.tools.web.rate_limits.proof_of_work import WorkNeeded, check_work, crowd_rules, sent_on, work_if_crowded
from eventmgr.tools.web.requests.accepted import without_token
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import never_kept
from eventmgr.tools.web.responses.cache import cached_page

_FORMS, _FORMS_FOR_ONE_ADDRESS = 120, 20
"""Whole offices register from behind one address, and some give the mailbox of the office for all."""


class LinkForm(Form):
    """Who asks for the link to be sent again, or comes back with the code that the organizers read out."""

    name = PersonNameField(LABELS["name"], longest=50)
    title = LineField(LABELS["title"], longest=100)
    mobile = LineField(LABELS["mobile"], longest=40)
    code = LineField(_l("Code from the organizers"), longest=20)


@bp.route("/events/<slug>/register/", methods=["GET"])
@cached_page("event", "unit", "sector")
def register(slug: str) -> ResponseReturnValue:
    """The form, the same for everybody: it has no token, and its one-time id is made when it is filled in or sent."""
    return _blank(slug)


@bp.route("/events/<slug>/register/", methods=["POST"])
@without_token
def send(slug: str) -> ResponseReturnValue:
    """Check what was typed, ask for the place, go to the participant's own page. `switch`, a button for those without
    scripts, shows what was typed in another language (`?lang=`) and does nothing else."""
    known = get_form(slug)
    event, form = known.event, registration_form(known.asked, typed=request.form)
    take_files(form, known.event_id, partial(check_takes_files, event))
    if "switch" in request.form or not is_valid(form, known.event_id):
        return answer(*page(event, form))
    return take(event, known.event_id, form, form.applicant(language()))


def take(
    event: Event,
    event_id: int,
    form: RegistrationForm,
    applicant: Applicant,
    *,
    invitation: Invitation | None = None,
) -> ResponseReturnValue:
    """Ask for the place, and go to the own page; or the form again, with what is wrong."""
    try:
        notify = slow_down(event_id, applicant)
        registration = write(lambda: _register(event, applicant, form, notify=notify, invitation=invitation))
    except WorkNeeded as needed:
        needed.fields = with_files(form, sent_on())
        raise
    except Refusal as refusal:
        told = answer(*refused(event, form, refusal))
        if isinstance(refusal, TooMany):
            told.headers["Retry-After"] = str(refusal.retry_after)
        return told
    if not notify:
        flash(
            _(
                "Many e-mails were sent to this address recently, so none was sent this time. Save the address "
                "of this page."
            ),
            "warning",
        )
    return redirect(url_for("registration.show", token=my_token(registration)), 303)


def _register(
    event: Event, applicant: Applicant, form: RegistrationForm, *, notify: bool, invitation: Invitation | None
) -> Registration:
    act = act_by_link(None, applicant.name)
    form_id, earlier_id = ids(form, event, act.at)
    return services.register(
        event, applicant, act=act, form_id=form_id, earlier_id=earlier_id, notify=notify, invitation=invitation
    )


def ids(form: RegistrationForm, event: Event, at: datetime) -> tuple[str | None, str | None]:
    """The id that a script gave the form, or those of a page where none ran; a program that sends no such field is told
    that somebody is registered already."""
    if form.form_id.given or "form_id" not in request.form:
        return form.form_id.given, None
    return ids_of_post(form, f"register:{event.id}", at=at)


@bp.route("/events/<slug>/register/link", methods=["GET", "POST"])
def send_link(slug: str) -> ResponseReturnValue:
    """Send the link of a registration again to the address it holds; the answer never tells whether there is one. With
    the code that the organizers read out it opens the page at once."""
    event = visible(slug)
    form = LinkForm()
    if request.method == "POST" and form.validate():
        work_if_crowded(f"link:{event.id}", clock.now())
        try:
            identity = identity_key(normalize_mobile(form.mobile.data or ""), form.name.data or "")
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            if form.code.data:
                limit_asking("link", clock.now())
                return _open_by_code(event, form, identity)
            wanted = {"event_id": event.id, "identity": identity}
            ask_for_link(SEND_LINK, wanted, scope="link", whose=f"{event.id}:{identity}", at=clock.now())
            return render_template("event/registration/link_sent.html", event=event)
    return form_page("event/registration/send_link.html", form, event=event)


def _open_by_code(event: Event, form: LinkForm, identity: str) -> ResponseReturnValue:
    """The own page of whoever has this name, number and code; the refusal does not tell which of them is wrong."""
    limit(f"code:{event.id}:{identity}", most=5, per_seconds=3600, at=clock.now())
    registration = find_live(event.id, identity)
    typed = folded(form.code.data or "").encode()
    if registration is not None and compare_digest(folded(spoken_code(registration)).encode(), typed):
        return redirect(url_for("registration.show", token=my_token(registration)), 303)
    wrong = _("Name, mobile number and code do not match, or a newer code has been issued. Contact the organizers.")
    form.refuse(Refusal(wrong, field="code"))
    return form_page("event/registration/send_link.html", form, event=event)


@bp.route("/events/<slug>/register/organizations")
def suggest_organizations(slug: str) -> ResponseReturnValue:
    """Known organizations that fit what is being typed, as options of the form's list."""
    visible(slug)
    asked = next((name for name in query if name.startswith(PREFIX)), "organization")
    start = folded(organization_name(query.text(asked)))[:60]
    answer = make_response(
        render_template("event/registration/_organizations.html", organizations=list_suggestions(start))
    )
    answer.headers["Cache-Control"] = "private, max-age=60"
    return answer


def _blank(slug: str) -> tuple[str, int]:
    """The fresh form; or, with status 200 too, the page that says why there is none."""
    event = visible(slug)
    try:
        check_open(event, at=clock.now(), by_hand=False)
    except RegistrationClosed as refusal:
        return render_template(
            "event/registration/closed.html",
            event=event,
            message=refusal.message,
            needs_invitation=isinstance(refusal, InvitationNeeded),
        ), 200
    preset = {"unit": query.get("unit"), "sector": query.get("sector"), "province": None}
    return page(event, registration_form(get_asked(event), preset=preset))


def page(event: Event, form: RegistrationForm, *, registered: bool = False) -> tuple[str, int]:
    """The page with the form, and its status."""
    notice = find_privacy_notice(event.id)
    form.notice_version.data = str(notice.version if notice else 0)
    left = places_left(event)
    tell_places(form, event.id, count_chosen)
    html = render_template(
        "event/registration/register.html",
        event=event,
        form=form,
        notice=notice,
        left=left,
        registered=registered,
        uses=told(event.legal_bases, form.purposes()),
    )
    return html, form.status


def refused(event: Event, form: RegistrationForm, refusal: Refusal) -> tuple[str, int]:
    """The same with what stands in the way."""
    form.refuse(refusal)
    return page(event, form, registered=isinstance(refusal, AlreadyRegistered))


def answer(html: str, status: int) -> Response:
    """An answer that nobody keeps."""
    return never_kept(make_response(html, status))


def slow_down(event_id: int, applicant: Applicant) -> bool:
    """Whether the letter may be written; the place is asked for without it too.

    Raises:
        TooMany: this caller has sent too many forms, or too many for one e-mail address.
        WorkNeeded, BadValue: the form is one of a crowd; see `check_work`.
    """
    rules, email = [(f"register-from:{caller()}", _FORMS, 600)], applicant.email.lower()
    if email:
        rules.append((f"register-mail-from:{caller()}|{email}", _FORMS_FOR_ONE_ADDRESS, 3600))
    about = f"event:{event_id}"
    if limit_all(rules, clock.now(), watched=crowd_rules(about)):
        check_work(about, clock.now())
    return may_write(email, about=f"event:{event_id}:{applicant.identity}", at=clock.now())


_CODES = 20
"""Codes that one caller may try in an hour."""


@bp.route("/invited/<token>/", methods=["GET", "POST"])
@without_token
def invited(token: str) -> ResponseReturnValue:
    """The form with what the invitation says; kindly why not, where it can no longer be used."""
    invitation = _opened(token)
    event, role = invitation.event, invitation.role or None
    typed = request.form if request.method == "POST" else None
    if typed is None:
        try:
            check_open(event, at=clock.now(), by_hand=False, invited=True)
            check_invitation(invitation, at=clock.now())
            if role:
                check_type(event, role, Entrant.INVITED, at=clock.now())
        except (InvitationVoid, RegistrationClosed) as refusal:
            html = render_template("event/registration/invitation_void.html", event=event, message=refusal.message)
            return never_kept(make_response(html))
    preset = {
        "name": invitation.name if invitation.is_personal else None,
        "email": invitation.email or None,
        "unit": invitation.unit_code or None,
        "province": None,
        "role": invitation.role or None,
    }
    form = registration_form(_narrowed(get_asked(event), invitation), typed=typed, preset=preset, role=role)
    form.invitation_id = invitation.id
    if typed is not None:
        take_files(form, event.id, partial(_check_takes_files, invitation))
    if typed is None or "switch" in typed or not is_valid(form, event.id):
        response = answer(*page(event, form))
    else:
        applicant = form.applicant(language())
        if role is not None:
            applicant = replace(applicant, role=role)
        response = make_response(take(event, event.id, form, applicant, invitation=invitation))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@bp.route("/invited/<token>/files/<field>", methods=["POST"])
@without_token
def upload_invited(token: str, field: str) -> ResponseReturnValue:
    """A file alone, as `upload`, behind this link."""
    invitation = _opened(token)
    return received(invitation.event, field, partial(_check_takes_files, invitation))


def _check_takes_files(invitation: Invitation) -> None:
    check_takes_files(invitation.event, invited=True)
    check_invitation(invitation, at=clock.now())


def _narrowed(asked: Asked, invitation: Invitation) -> Asked:
    """Nothing but the delegation of the invitation can be chosen."""
    if not invitation.unit_code:
        return asked
    return replace(asked, units=(invitation.unit_code,), takes_guests=False)


def _opened(token: str) -> Invitation:
    """The invitation that this link is of; one that was revoked is told kindly, one that was replaced is void.

    Raises:
        WrongLink: it is no true link, or an old one.
        NotFound: the event is a draft.
    """
    read = tokens.read(letters.LINK, token)
    invitation = invitations.find_invitation(read[0]) if read else None
    if invitation is None or read is None or invitation.link_version != read[1]:
        raise WrongLink(_("This link is invalid or no longer works. Ask the organizers for a new one."))
    if invitation.event.status is EventStatus.DRAFT:
        raise NotFound(_("There is no such event."))
    return invitation


@bp.route("/events/<slug>/register/code", methods=["GET", "POST"])
def invited_by_code(slug: str) -> ResponseReturnValue:
    """A code that somebody was told leads to the form of its invitation."""
    event, form = visible(slug), TypedCodeForm()
    if request.method == "POST" and form.validate():
        limit(f"invitation-code:{caller()}", most=_CODES, per_seconds=3600, at=clock.now())
        invitation = invitations.find_by_code(event.id, read_code(form.code.data or ""))
        if invitation is not None:
            token = tokens.sign(letters.LINK, invitation.id, invitation.link_version)
            return redirect(url_for("registration.invited", token=token), 303)
        wrong = _("This code is not known here. Check it, or ask the organizers.")
        form.refuse(Refusal(wrong, field="code"))
    return form_page("event/registration/invitation_code.html", form, event=event)
