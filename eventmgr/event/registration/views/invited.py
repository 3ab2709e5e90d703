"""Registering with an invitation: its link opens the form in the capacity and for the delegation that were chosen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import EventStatus
from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.participant_types.opening import Entrant
from eventmgr.event.invitations import letters
from eventmgr.event.invitations import queries as invitations
from eventmgr.event.invitations.errors import InvitationVoid
from eventmgr.event.invitations.forms import TypedCodeForm
from eventmgr.event.invitations.models import Invitation
from eventmgr.event.invitations.services import read_code
from eventmgr.event.registration import queries
from eventmgr.event.registration.admission.checking import check_invitation, check_open, check_type
from eventmgr.event.registration.errors import RegistrationClosed
from eventmgr.event.registration.forms import registration_form
from eventmgr.event.registration.views.blueprint import bp
from eventmgr.event.registration.views.receiving import check_takes_files, is_valid, received, take_files, visible
from eventmgr.event.registration.views.registering import answer, page, take
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound, Refusal, WrongLink
from eventmgr.ground.i18n import _, language
from eventmgr.tools.web import tokens
from eventmgr.tools.web.pages import form_page
from eventmgr.tools.web.rate_limits.limits import caller, limit
from eventmgr.tools.web.requests.elsewhere import without_token
from eventmgr.tools.web.responses.answers import never_kept

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
    form = registration_form(_narrowed(queries.get_asked(event), invitation), typed=typed, preset=preset, role=role)
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
