"""A participant's own page: whoever has the link sees, changes and withdraws one registration."""

from __future__ import annotations

import json
from datetime import datetime
from urllib.parse import quote

from flask import Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import refuse_what_is_off
from eventmgr.event.events.derived.opening import is_over, types_of
from eventmgr.event.events.models import Event
from eventmgr.event.events.views import download
from eventmgr.event.forms.answer_files.queries import get_file
from eventmgr.event.forms.attached import attached_in
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import QuestionKind, for_participants
from eventmgr.event.forms.words import by_section
from eventmgr.event.quotas.models import HOLDING, LIVE, Status
from eventmgr.event.registration.asking.forms import registration_form
from eventmgr.event.registration.asking.handling import told
from eventmgr.event.registration.asking.queries import get_asked, list_group_titles
from eventmgr.event.registration.asking.views.blueprint import bp
from eventmgr.event.registration.changing.requested import Wanted, wanted_of
from eventmgr.event.registration.changing.services.editing import renew_feed, renew_link
from eventmgr.event.registration.changing.services.substituting import agree
from eventmgr.event.registration.deciding.services import decisions
from eventmgr.event.registration.details import named_lines_of
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.forms import ReasonForm
from eventmgr.event.registration.letters.writing import check_in_code, my_token
from eventmgr.event.registration.models import Registration, Word
from eventmgr.event.registration.notes import Link, Own, calendars, notes, own_rights, own_tabs, own_ways, standing_for
from eventmgr.event.registration.own_page import own_copy
from eventmgr.event.registration.queries.rows import find_expiry, find_registration
from eventmgr.event.registration.queries.unit_words import find_word, list_said
from eventmgr.event.registration.retaining.services import forgetting
from eventmgr.event.registration.retaining.services.forgetting import GIVEN_BACK, answers_with_consent
from eventmgr.event.registration.waiting import services as waiting
from eventmgr.event.registration.waiting.leaving import said_of_leaving
from eventmgr.event.registration.waiting.queries import get_standing
from eventmgr.event.registration.waiting.services import Answer, end_overdue
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound, Refusal, WrongLink
from eventmgr.ground.features import holdings
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.accounts.access import act_by_link
from eventmgr.identity.privacy.consents import PURPOSES as CONSENT_PURPOSES
from eventmgr.identity.privacy.consents import newest_agreed
from eventmgr.identity.privacy.queries import find_hold, find_privacy_notice, list_consents, list_notice_texts
from eventmgr.tools.charts.qr import svg_of
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.queries import list_letters
from eventmgr.tools.sheets import as_csv
from eventmgr.tools.web import tokens
from eventmgr.tools.web.pages import go_to
from eventmgr.tools.web.rate_limits.limits import limit
from eventmgr.tools.web.rate_limits.mail_limits import may_write
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import never_kept

_MOST = 1000
"""Letters and entries in a person's copy; nobody has so many."""


@bp.route("/my/<token>/")
def show(token: str) -> ResponseReturnValue:
    """State, place in the queue, what was typed, QR code, calendar addresses."""
    registration = opened(token)
    if owes_consent(registration):
        return _ask_consent(registration, token)
    offered_until = open_offer(registration)
    waits = registration.status is Status.WAITLISTED
    asked = for_participants(list_questions(registration.event_id))
    groups = list_group_titles(registration.event_id) if registration.answers.get("group") else {}
    lines = named_lines_of(registration, asked, language(), groups=groups)
    with_consent = answers_with_consent(registration, asked)
    html = render_template(
        "event/registration/show.html",
        registration=registration,
        event=registration.event,
        token=token,
        standing=get_standing(registration) if waits else None,
        offered_until=offered_until,
        map_link=_map_of(registration.event),
        live=registration.status in LIVE,
        shows_code=registration.status in HOLDING and not is_over(registration.event, at=clock.now()),
        files=_addresses(registration, token),
        sections=by_section([(name, (name, label, value)) for name, label, value in lines], asked, language()),
        with_consent=[label for name, label, _value in lines if name in with_consent],
        can_be_named=any(question.kind is QuestionKind.PERSON for question in asked),
        notes=notes(registration),
        ways=own_ways(registration),
        tabs=_tabs(registration, token),
        word=_word(registration),
        wanted=_wanted(registration),
        **consents_of(registration),
        hold=find_hold(registration.event_id),
        rights=own_rights(registration, token),
        calendars=calendars(registration, tokens.sign("feed", registration.id, registration.feed_version)),
    )
    return private(html)


def _tabs(registration: Registration, token: str) -> list[Link]:
    """What else its person has at the event as somebody of an organization."""
    if registration.status not in LIVE:
        return []
    own = Own(registration.event, token, registration, registration.organization_id, registration.email)
    return own_tabs(own)


def open_offer(registration: Registration) -> datetime | None:
    """Until when a place is offered. Whoever opens the page after that instant finds no offer: the place has gone to
    the next."""
    if registration.status is not Status.OFFERED:
        return None
    until = find_expiry(registration.id)
    if until is not None and until <= clock.now():
        write(lambda: end_overdue(registration.event, at=clock.now()))
        return None
    return until


def _wanted(registration: Registration) -> list[Wanted]:
    """The open request in words."""
    if registration.change_requested_at is None:
        return []
    groups = list_group_titles(registration.event_id) if "group" in registration.requested_change else {}
    return wanted_of(registration, list_questions(registration.event_id), language(), groups=groups)


def _word(registration: Registration) -> str:
    """What of its delegation's word its page says while it is pending: `awaited`, `recommended`, or nothing: that it
    was not recommended is told with the organizers' decision."""
    event = registration.event
    if registration.status is not Status.PENDING or not types_of(event).needs_word(registration.role):
        return ""
    said = list_said(event, [registration.id])
    if registration.id not in said:
        return ""
    return {None: "awaited", Word.RECOMMENDED: "recommended", Word.DECLINED: ""}[said[registration.id]]


def _map_of(event: Event) -> str:
    """The address of a map of the main venue; empty where there is none, or no map."""
    venue = event.venues[0] if event.venues else None
    pattern = current_app.config["MAP_URL"]
    if venue is None or not pattern:
        return ""
    parts = [localized(event.city, "zh"), localized(venue.address, "zh") or localized(venue.name, "zh")]
    return str(pattern).replace("{place}", quote(" ".join(part for part in parts if part)))


@bp.route("/my/<token>/consent", methods=["POST"])
def consent(token: str) -> ResponseReturnValue:
    """Who took over somebody's place agrees to the notice; with that the page opens."""
    registration = opened(token)
    notice = find_privacy_notice(registration.event_id)
    version, took_over = notice.version if notice else 0, owes_consent(registration)
    if not request.form.get("consent") or request.form.get("notice_version", "") != str(version):
        if took_over:
            return _ask_consent(registration, token, status=422)
        flash(_("Read the new text and tick the box, or withdraw your consent if you do not agree."), "danger")
        return redirect(url_for("registration.show", token=token), 303)
    write(lambda: agree(registration.event, registration, version=version, act=act_of(registration)))
    if took_over:
        flash(_("Thank you. Please check the information entered about you, and add what is missing."), "success")
    else:
        flash(_("Thank you. You have agreed to the new text of the privacy notice."), "success")
    return redirect(url_for("registration.show", token=token), 303)


@bp.route("/my/<token>/withdraw-sensitive", methods=["POST"])
def withdraw_sensitive(token: str) -> ResponseReturnValue:
    """The consent to sensitive answers ends, as easily as it was given; the place stays."""
    registration = agreed(token)
    if write(lambda: forgetting.withdraw_sensitive(registration.event, registration, act=act_of(registration))):
        flash(
            _("Your consent has been withdrawn, and all answers given with it have been deleted. You keep your place."),
            "success",
        )
    return redirect(url_for("registration.show", token=token), 303)


@bp.route("/my/<token>/withdraw-identity", methods=["POST"])
def withdraw_identity(token: str) -> ResponseReturnValue:
    """The consent to the number of an identity document ends, and the number goes at once; the place stays."""
    registration = agreed(token)
    if write(lambda: forgetting.withdraw_identity(registration.event, registration, act=act_of(registration))):
        flash(
            _(
                "Your consent has been withdrawn, and the number of your document has been deleted. You "
                "keep your place."
            ),
            "success",
        )
    return redirect(url_for("registration.show", token=token), 303)


@bp.route("/my/<token>/withdraw", methods=["GET", "POST"])
def withdraw(token: str) -> ResponseReturnValue:
    """Asks once, then gives the place back; with `consent` the consent ends too, and this address with it."""
    registration = opened(token)
    event, with_consent = registration.event, bool(query.text("consent") or request.form.get("consent"))
    form = ReasonForm()
    if request.method != "POST" or not form.validate():
        html = render_template(
            "event/registration/withdraw.html",
            registration=registration,
            event=event,
            token=token,
            consent=with_consent,
            hold=find_hold(event.id) if with_consent else None,
            leaving=said_of_leaving(event, [registration], own=True, at=clock.now()),
            form=form,
        )
        return private(html, form.status)
    reason, notify = form.reason.data or "", _may_write(registration)
    notified = registration.email if notify else ""
    write(
        lambda: decisions.withdraw(
            event, registration, act=act_of(registration), reason=reason, with_consent=with_consent, notify=notify
        )
    )
    if with_consent and registration.forgotten_at is None:
        return _kept_by_law(token)
    if with_consent:
        return private(render_template("event/registration/deleted.html", event=event, told=notified, consent=True))
    return go_to(url_for("registration.show", token=token), _("Your registration has been cancelled."))


@bp.route("/my/<token>/delete", methods=["GET", "POST"])
def delete(token: str) -> ResponseReturnValue:
    """Asks once, then deletes what is personal at once; this address ends with it (PIPL art. 47)."""
    registration = opened(token)
    event = registration.event
    gives_back = registration.status in GIVEN_BACK and clock.now() < event.ends_at
    if request.method != "POST":
        html = render_template(
            "event/registration/delete.html",
            registration=registration,
            event=event,
            token=token,
            gives_back=gives_back,
            hold=find_hold(event.id),
            leaving=said_of_leaving(event, [registration], own=True, at=clock.now()) if gives_back else (),
        )
        return private(html)
    notify = _may_write(registration)
    notified = registration.email if notify else ""
    write(lambda: forgetting.forget(event, registration, act=act_of(registration), notify=notify))
    if registration.forgotten_at is None:
        return _kept_by_law(token)
    return private(render_template("event/registration/deleted.html", event=event, told=notified, consent=False))


def _kept_by_law(token: str) -> ResponseReturnValue:
    """Back to the own page, which stays: nothing could be deleted yet."""
    return go_to(
        url_for("registration.show", token=token),
        _(
            "Your consent has ended and your information is no longer used. The law prevents "
            "deletion for now: your information is only kept, and deleted as soon as the law allows."
        ),
    )


@bp.route("/my/<token>/new-link", methods=["POST"])
def new_link(token: str) -> ResponseReturnValue:
    """A new address for this page; the old one, and the old QR code, are void at once."""
    registration = agreed(token)
    limit(f"new-link:{registration.id}", most=10, per_seconds=3600, at=clock.now())
    notify = _may_write(registration)
    write(lambda: renew_link(registration.event, registration, act=act_of(registration), notify=notify))
    return go_to(
        url_for("registration.show", token=my_token(registration)),
        _("This page has a new address. The old one no longer works."),
    )


@bp.route("/my/<token>/new-feed", methods=["POST"])
def new_feed(token: str) -> ResponseReturnValue:
    """A new personal calendar address; the old one is void at once."""
    registration = agreed(token)
    write(lambda: renew_feed(registration.event, registration, act=act_of(registration)))
    return go_to(
        url_for("registration.show", token=token),
        _("Your calendar has a new address. Subscribe to it again; the old one no longer works."),
    )


@bp.route("/my/<token>/qr.svg")
def qr(token: str) -> ResponseReturnValue:
    """The check-in code as a picture; only for those who hold a place."""
    registration = opened(token)
    if registration.status not in HOLDING:
        raise NotFound(_("The code is shown once the place is confirmed."))
    return private(svg_of(check_in_code(registration)), mimetype="image/svg+xml")


@bp.route("/my/<token>/data.json")
def data(token: str) -> ResponseReturnValue:
    """Everything that is kept about this registration, as JSON (PIPL art. 45)."""
    registration = opened(token)
    copy = own_copy.as_data(_kept(registration, token))
    answer = private(json.dumps(copy, ensure_ascii=False, indent=2), mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="registration.json"'
    return answer


@bp.route("/my/<token>/data.csv")
def data_csv(token: str) -> ResponseReturnValue:
    """The same in words, as a table for reading."""
    registration = opened(token)
    body = as_csv(own_copy.columns(), own_copy.as_rows(_kept(registration, token), language()))
    answer = private(body, mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="registration.csv"'
    return answer


@bp.route("/my/<token>/files/<field>")
def own_file(token: str, field: str) -> ResponseReturnValue:
    """A file that was uploaded, back to whoever did; what only organizers are asked is theirs."""
    registration = agreed(token)
    shown = _addresses(registration, token)
    file = get_file(registration.event_id, attached_in(registration.answers).get(field) if field in shown else None)
    answer = download(file.filename, file.content_type, file.content, etag=file.key)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return never_kept(answer)


def _addresses(registration: Registration, token: str) -> dict[str, str]:
    """Field → where the file that answers it is to be had."""
    names = attached_in(registration.answers)
    if not names:
        return {}
    hidden = {question.name for question in list_questions(registration.event_id) if question.rules.office_only}
    names = {name: file for name, file in names.items() if name not in hidden}
    return {name: url_for("registration.own_file", token=token, field=name) for name in names}


def consents_of(registration: Registration) -> dict[str, object]:
    """What the own page says of consents: those that hold, by purpose, and the notice where its text is newer."""
    given = [consent for consent in list_consents(registration.id) if consent.withdrawn_at is None]
    notice, agreed = find_privacy_notice(registration.event_id), newest_agreed(given)
    is_newer = notice is not None and agreed is not None and agreed < notice.version and registration.status in LIVE
    return {
        "consents": {consent.purpose: consent for consent in given},
        "purpose_words": CONSENT_PURPOSES,
        "new_notice": notice if is_newer else None,
    }


def _kept(registration: Registration, token: str) -> own_copy.Kept:
    consents = list_consents(registration.id)
    return own_copy.Kept(
        registration,
        list_questions(registration.event_id),
        consents,
        list_letters(registration.event_id, about=f"registration:{registration.id}", limit=_MOST)[::-1],
        list_entries(registration.event_id, object_type="registration", object_id=registration.id, limit=_MOST)[::-1],
        list_group_titles(registration.event_id),
        [(holding, holding.read(registration.id)) for holding in holdings().values()],
        [note.text for note in notes(registration)],
        list_notice_texts(registration.event_id, {consent.notice_version for consent in consents}),
        _addresses(registration, token),
        find_word(registration.id),
    )


def opened(token: str) -> Registration:
    """The registration that this link opens.

    Raises:
        WrongLink: it is no true link, or an old one.
    """
    read = tokens.read("my", token)
    registration = find_registration(read[0]) if read else None
    if registration is None or read is None or registration.link_version != read[1]:
        raise WrongLink(_("This link is invalid or no longer works. Resend it from the event's page."))
    refuse_what_is_off(registration.event)
    return standing_for(registration, "link_version")


def agreed(token: str) -> Registration:
    """As `opened`, for pages that stay closed to a substitute who has not agreed to the notice yet.

    Raises:
        NotPossible: the consent is outstanding.
    """
    registration = opened(token)
    if owes_consent(registration):
        raise NotPossible(_("Open your page first, read the privacy notice there, and agree to it."))
    return registration


def owes_consent(registration: Registration) -> bool:
    """Whether somebody took over this place and has not agreed to the notice yet."""
    return registration.consent_asked_at is not None and registration.status in LIVE


def _ask_consent(registration: Registration, token: str, *, status: int = 200) -> Response:
    event = registration.event
    form = registration_form(get_asked(event))
    html = render_template(
        "event/registration/agree.html",
        registration=registration,
        event=event,
        token=token,
        notice=find_privacy_notice(event.id),
        uses=told(event.legal_bases, form.purposes()),
        missing=status != 200,
    )
    return private(html, status)


def _may_write(registration: Registration) -> bool:
    """Whether a letter may go to the address of this registration now; the act itself goes on without."""
    return may_write(registration.email, about=f"registration:{registration.id}", at=clock.now())


def act_of(registration: Registration) -> Act:
    """What is done by the link of this registration, now."""
    return act_by_link(registration.id, registration.name)


def private(body: object, status: int = 200, mimetype: str = "text/html") -> Response:
    """An answer that neither caches nor the Referer header give away."""
    answer = make_response(body, status)
    answer.mimetype = mimetype
    answer.headers["Referrer-Policy"] = "no-referrer"
    return never_kept(answer)


@bp.route("/my/<token>/accept", methods=["POST"])
def accept(token: str) -> ResponseReturnValue:
    """The place is theirs, if its time is not over; doing so twice is no fault."""
    registration = agreed(token)
    try:
        answer = write(lambda: waiting.accept(registration.event, registration, act=act_of(registration)))
    except Refusal as refusal:
        flash(refusal.message, "danger")
    else:
        if answer is Answer.ACCEPTED:
            flash(_("You have accepted the place. It is confirmed."), "success")
        elif answer is Answer.TOO_LATE:
            flash(_("You are no longer offered a place: the time to answer is over."), "danger")
    return redirect(url_for("registration.show", token=token), 303)
