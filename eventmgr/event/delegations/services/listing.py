"""What a liaison does to single people of the unit: enters, corrects, substitutes, withdraws, asks to agree."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from eventmgr.event.delegations import letters, queries
from eventmgr.event.delegations.board.standing import changing_until
from eventmgr.event.delegations.services.answering import check_open
from eventmgr.event.delegations.services.liaisons import delegation_of, unit_name
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services import lock
from eventmgr.event.forms.fields import LABELS
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.quotas.models import TAKING, Status
from eventmgr.event.registration.applicant import Applicant, identity_key
from eventmgr.event.registration.asking import admission
from eventmgr.event.registration.asking.services import register
from eventmgr.event.registration.changing.requested import difference_of, is_reviewed
from eventmgr.event.registration.changing.services.editing import edit, show_link
from eventmgr.event.registration.changing.services.substituting import Change, change_of
from eventmgr.event.registration.deciding.services import decisions
from eventmgr.event.registration.deciding.services.recommending import Voice, recommend
from eventmgr.event.registration.models import Registration, Source, Speaker
from eventmgr.event.registration.persons import settle_person
from eventmgr.event.registration.states import owe_call
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, format_instant, language
from eventmgr.identity.directory.statements import Existing
from eventmgr.tools.log.services import Act, record

OPEN_STATES = frozenset({Status.PENDING, Status.WAITLISTED, Status.OFFERED, Status.CONFIRMED})
"""States in which a place is still a matter of the list."""


def check_entering(event: Event, unit_code: str, *, at: datetime) -> None:
    """Whether the liaison may enter people now.

    Raises:
        Refusal: not yet, or no more; the unit takes no part.
    """
    check_open(event, at=at)
    if event.status is EventStatus.DRAFT:
        raise Refusal(_("The event is not published yet. People can be entered once it is."))
    plan, delegation = queries.find_plan(event.id), queries.find_delegation(event.id, unit_code)
    if plan is None or plan.changes_until is None:
        admission.check_open(event, at=at, by_hand=False, invited=True)
    else:
        _check_until(event, plan.changes_until, at=at)
    if delegation is not None and delegation.takes_part is False:
        raise Refusal(_("You have replied that your delegation does not take part. Change the reply first."))


def check_changing(event: Event, *, at: datetime) -> None:
    """Whether the liaison may change what the list says now.

    Raises:
        Refusal: no more.
    """
    check_open(event, at=at)
    _check_until(event, changing_until(event, queries.find_plan(event.id)), at=at)


def _check_until(event: Event, until: datetime, *, at: datetime) -> None:
    if at > until:
        raise Refusal(
            _(
                "Lists could be changed until %(when)s. Ask the organizers if something is still to be changed.",
                when=format_instant(until, event.timezone),
            )
        )


def enter(
    event: Event, unit_code: str, applicant: Applicant, *, form_id: str | None, said_by: str, act: Act
) -> Registration:
    """Register somebody for the unit. Nobody has agreed to anything: the person is written to and asked. Run it before
    the event is locked.

    Args:
        said_by: the liaison, who recommends the person by this.

    Raises:
        Refusal: as `check_entering`, and whatever `registrations.register` refuses.
    """
    check_entering(event, unit_code, at=act.at)
    wanted = replace(applicant, unit=unit_code, consents=())
    registration = register(event, wanted, act=act, form_id=form_id, source=Source.UNIT, said_by=said_by)
    if registration.created_at == act.at and registration.consent_asked_at is None:
        note_asked(registration, act=act)
    return registration


def note_asked(registration: Registration, *, act: Act) -> None:
    """Somebody was registered by the liaison, and the letter about it has asked them to agree: until they have, they
    are named in nothing public."""
    registration.consent_asked_at = act.at


def correct(
    event: Event,
    unit_code: str,
    registration: Registration,
    applicant: Applicant,
    fields: Collection[str],
    *,
    settled: Existing,
    act: Act,
) -> bool:
    """What the list says of somebody is corrected; whether anything changed. The event must be locked, the person
    settled.

    Args:
        fields: of the form.

    Raises:
        Refusal: as `check_changing`; another person is meant; or the organizers approve such changes.
    """
    check_changing(event, at=act.at)
    if change_of(registration, applicant) is Change.ANOTHER:
        raise Refusal(_("This is another person. If somebody else comes instead, use “Substitute”."), field="name")
    _check_reviewed(event, registration, applicant, fields)
    return edit(event, registration, replace(applicant, unit=unit_code), act=act, settled=settled)


def _check_reviewed(event: Event, registration: Registration, applicant: Applicant, fields: Collection[str]) -> None:
    """Where the organizers have set no time of the liaisons' own, what they approve of participants holds for liaisons
    too; types that they review do in any case."""
    has_place_or_waits = registration.status in (*TAKING, Status.WAITLISTED)
    if has_place_or_waits and types_of(event).is_stricter(applicant.role, registration.role):
        raise Refusal(
            _("The organizers approve changes of: %(fields)s. Ask them to change it.", fields=LABELS["role"]),
            field="role",
        )
    plan = queries.find_plan(event.id)
    if registration.status is not Status.CONFIRMED or (plan is not None and plan.changes_until is not None):
        return
    changed = difference_of(registration, applicant, fields)
    reviewed = [name for name in changed if is_reviewed({name: changed[name]}, event.reviewed_fields)]
    if reviewed:
        labels = {question.name: question.label_in(language()) for question in list_questions(event.id)}
        said = [labels.get(name) or str(LABELS.get(name, name)) for name in reviewed]
        raise Refusal(
            _("The organizers approve changes of: %(fields)s. Ask them to change it.", fields=_(", ").join(said)),
            field=reviewed[0],
        )


def check_substitutable(event: Event, registration: Registration, *, at: datetime) -> None:
    """Whether somebody else may take the place, or it may be given back.

    Raises:
        Refusal: as `check_changing`, or the person was marked as attended or absent.
    """
    check_changing(event, at=at)
    if registration.status not in OPEN_STATES:
        raise Refusal(_("%(name)s has already been marked at check-in. Ask the organizers.", name=registration.name))


def substitute(
    event: Event,
    unit_code: str,
    registration_id: int,
    applicant: Applicant,
    fields: Collection[str],
    *,
    said_by: str,
    act: Act,
) -> Registration:
    """Somebody else takes a place, with the rank that it has: links and codes end, both are told, and the new person is
    asked for consent. Run it before the event is locked.

    Args:
        said_by: the liaison, who recommends the person by this where the event asks for that.

    Raises:
        Refusal: as `check_substitutable`; it is the same person; the organizers approve such changes; or as
            `registrations.edit`.
    """
    settled = settle_person(applicant, by_office=False, at=act.at)
    lock(event)
    registration = queries.get_person(event, unit_code, registration_id)
    check_substitutable(event, registration, at=act.at)
    if applicant.identity == identity_key(registration.mobile, registration.name):
        raise Refusal(_("This is the person who has the place now."), field="name")
    _check_reviewed(event, registration, applicant, fields)
    wanted = replace(applicant, unit=unit_code)
    edit(event, registration, wanted, act=act, another=True, settled=settled)
    if types_of(event).needs_word(registration.role):
        recommend(event, [registration], by=Voice(Speaker.LIAISON, said_by, unit_code), act=act)
    if not registration.email:
        owe_call(registration, at=act.at)
    return registration


def withdraw(
    event: Event, unit_code: str, registration_id: int, *, reason: str, notify: bool, act: Act
) -> Registration:
    """Somebody does not come; the place is free, and the person is told if `notify`.

    Raises:
        Refusal: as `check_substitutable`.
    """
    lock(event)
    registration = queries.get_person(event, unit_code, registration_id)
    check_substitutable(event, registration, at=act.at)
    decisions.withdraw(event, registration, act=act, reason=reason, notify=notify)
    if not registration.email:
        owe_call(registration, at=act.at)
    return registration


def hand_link(event: Event, unit_code: str, registration_id: int, *, act: Act) -> Registration:
    """Somebody without an e-mail address gets a new way to the own page by the liaison's hand, as long as nothing
    stands there but what the liaison has entered.

    Raises:
        Refusal: the person has agreed, or has an e-mail address; lists are not changed any more.
    """
    lock(event)
    registration = queries.get_person(event, unit_code, registration_id)
    check_changing(event, at=act.at)
    if registration.consent_asked_at is None:
        raise Refusal(_("This person has opened the own page and agreed. The organizers can give them a new link."))
    show_link(event, registration, act=act)
    return registration


def remind_people(event: Event, unit_code: str, *, act: Act) -> int:
    """Ask those for consent once more who have not agreed yet and can be written to, each once a day at most; how many.

    Raises:
        Refusal: the event is over.
    """
    lock(event)
    check_open(event, at=act.at)
    day = act.at.astimezone(ZoneInfo(event.timezone)).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = [row for row in queries.list_registrations(event.id, unit_code) if row.consent_asked_at and row.email]
    asked = queries.list_written_to(event.id, letters.ASKING, [row.id for row in waiting], since=day)
    reminded = [row for row in waiting if row.id not in asked and letters.ask_consent(event, row, at=act.at)]
    if reminded:
        record(
            act,
            "people_reminded",
            delegation_of(event, unit_code),
            event_id=event.id,
            object_name=unit_name(unit_code),
            changes={"people": [None, len(reminded)]},
        )
    return len(reminded)
