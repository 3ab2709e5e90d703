"""Two registrations of one person become one.

One stays and says what was chosen; the other one is withdrawn with all its history. Who has a place keeps it: nobody of
the waiting list gets it in between, and no calendar that holds the event is told that it is off.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.forms.fields import SEALED
from eventmgr.event.forms.kinds.sealed import is_marked
from eventmgr.event.quotas.models import HOLDING, LIVE, Status
from eventmgr.event.registration.applicant import Applicant, applicant_of
from eventmgr.event.registration.changing.services.editing import edit, hears
from eventmgr.event.registration.deciding.services.recommending import pass_on
from eventmgr.event.registration.letters.announcing import tell
from eventmgr.event.registration.letters.writing import OF_STATUS, takes_entry_back, write_letter
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.persons import settle_person
from eventmgr.event.registration.states import change_status, locked
from eventmgr.event.registration.waiting.services import fill
from eventmgr.ground.db import db
from eventmgr.ground.i18n import _
from eventmgr.ground.sealing import Unreadable
from eventmgr.identity.privacy.consents import IDENTITY, PROCESSING, SENSITIVE, ticked
from eventmgr.identity.privacy.models import Consent
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.matchmaking.meeting_parties import services as parties
from eventmgr.office.duplicates import statements
from eventmgr.office.duplicates.choosing import NOTE, RANK, Side, applicant_values, composed, plain_values
from eventmgr.office.duplicates.models import Merge
from eventmgr.on_site.seating import services as seating
from eventmgr.on_site.signup import services as signup
from eventmgr.programme.study_visits import services as study_visits
from eventmgr.tools.likeness.comparing import shown_of
from eventmgr.tools.likeness.errors import NotMerged
from eventmgr.tools.likeness.services import record_both
from eventmgr.tools.log.services import Act

MARKS = (Status.ATTENDED, Status.ABSENT)


def seen_of(one: Registration, other: Registration) -> str:
    """What a page that compares these two has shown: it is void once either was changed."""
    return shown_of(one, other, lambda row: f"{row.changed_at.isoformat()} {row.status.value}")


def _new_merge(
    event: Event, staying: Registration, other: Registration, before: dict[str, Any], *, at: datetime
) -> Merge:
    return Merge(
        event_id=event.id,
        kept_id=staying.id,
        merged_id=other.id,
        merged_at=at,
        status=other.status,
        attended_at=other.attended_at,
        before=before,
        link_version=0,
        feed_version=0,
    )


def merge(
    event: Event, staying: Registration, other: Registration, taken: Collection[str], *, seen: str, act: Act
) -> Merge:
    """`other` goes into `kept`.

    Args:
        taken: fields whose value is that of `other` from now on.
        seen: `seen_of` when it was chosen.

    Raises:
        NotMerged: one of them was changed meanwhile or is no longer valid; or the wrong one would stay.
        QuotaFull, OptionFull, AlreadyRegistered: what it would say is not possible.
    """
    values = composed(staying, other, taken)
    applicant = applicant_of(applicant_values(values), staying.language)
    settled = settle_person(applicant, by_office=True, at=act.at)
    with locked(event, [staying, other]):
        _check(staying, other, seen)
        before = _answers_before(staying)
        row = _new_merge(event, staying, other, before, at=act.at)
        if values.get("group") and values.get("group") == other.answers.get("group"):
            before["group_moved"] = signup.pass_on(event, other, staying, act=act)
        before["seats_moved"] = seating.pass_on(event, other, staying, act=act)
        before["findings_moved"] = study_visits.pass_findings(other, staying)
        passed = parties.pass_seats(event, other, staying, applicant.email, act=act)
        before["represents"] = passed.seats
        email, hears_of_it = staying.email.lower(), hears(event, staying, at=act.at)
        held = other.status in HOLDING
        leads = other.leadership if other.unit_code == applicant.unit else None
        _withdraw(event, other, act=act)
        if hears_of_it:
            _tell_left(event, staying, other, applicant, held=held, at=act.at)
        before["consents"] = _pass_consents(staying, other, taken)
        version = staying.link_version
        edit(
            event,
            staying,
            replace(applicant, consents=consents_of(staying)),
            act=act,
            settled=settled,
            merging=True,
            office_note=str(values.get(NOTE, "")),
            rank=values.get(RANK),
        )
        if leads and staying.leadership is None:
            staying.leadership, before["leads"] = leads, leads.value
        before["unit_word"] = pass_on(staying, other)
        _take_over(staying, other, act=act)
        parties.reach_seats(event, staying, passed, is_told=hears_of_it, act=act)
        if hears_of_it:
            is_moved, is_void = staying.email.lower() != email, staying.link_version != version
            notify_merged(event, staying, is_moved=is_moved, is_void=is_void, act=act)
        row.before, row.link_version, row.feed_version = before, staying.link_version, staying.feed_version
        db.session.add(row)
        note_pair(event, staying, other, ("merged", "merged_into"), act=act)
        fill(event, at=act.at)
    return row


def _check(staying: Registration, other: Registration, seen: str) -> None:
    if seen != seen_of(staying, other):
        raise NotMerged(
            _("One of the two registrations has been changed since this page was opened. Compare them again.")
        )
    if staying.id == other.id or staying.status not in LIVE or other.status not in LIVE:
        raise NotMerged(_("One of the two registrations is no longer valid, so there is nothing to merge."))
    sealed = (staying.sensitive, other.sensitive, staying.id_document, other.id_document)
    if any(isinstance(answers, Unreadable) for answers in sealed):
        raise NotMerged(_("Sensitive answers cannot be read: the data key is missing. Ask your administrator."))
    if staying.restricted_at is not None or other.restricted_at is not None:
        raise NotMerged(
            _("One of the two registrations is only kept, because its person asked for that. Lift it first.")
        )
    if other.change_requested_at is not None:
        raise NotMerged(
            _("A change is requested for the registration that would be merged. Accept or decline it first.")
        )
    side = Side(staying, other)
    if side.loses_place:
        raise NotMerged(
            _("The registration that has a place must stay. Its values can all be replaced."), field="stays"
        )
    if side.loses_mark:
        raise NotMerged(_("The registration that was marked as attended must stay."), field="stays")


def _answers_before(staying: Registration) -> dict[str, Any]:
    asked_at = staying.consent_asked_at
    return {
        "values": plain_values(staying),
        "created_at": staying.created_at.isoformat(),
        "consent_asked_at": asked_at.isoformat() if asked_at else None,
        "looks_like": staying.looks_like_id,
    }


def _withdraw(event: Event, other: Registration, *, act: Act) -> None:
    """Its place is free and nobody's: the waiting list is not asked yet."""
    if other.status in MARKS:
        change_status(event, other, Status.CONFIRMED, act=act, action="unmarked")
    change_status(event, other, Status.WITHDRAWN, act=act, action="merged_away")
    other.untold_since = None
    db.session.flush()


def _tell_left(
    event: Event, staying: Registration, other: Registration, applicant: Applicant, *, held: bool, at: datetime
) -> None:
    """The mailbox that is left is told, and its calendar entry taken back unless somebody else there comes; what is
    sent to the mailbox that stays is never taken back. Links that were sent to the one that is left die."""
    email = applicant.email.lower()
    if staying.email.lower() != email:
        write_letter("moved", staying, event, at=at, held=staying.status in HOLDING and takes_entry_back(staying))
    if not leads_on(other, email, applicant.mobile):
        write_letter("moved", other, event, at=at, held=held and takes_entry_back(other))


def leads_on(other: Registration, email: str, mobile: str) -> bool:
    """Whether what was handed out for `other` may open the registration of this mailbox: it reaches the same person."""
    return other.email.lower() == email if other.email else other.mobile == mobile


def _pass_consents(staying: Registration, other: Registration, taken: Collection[str]) -> list[int]:
    """What the person agreed to in the other registration holds, with its date: the processing, where the one that
    stays was entered by somebody else; the sensitive answers, where they are taken. The numbers of the new rows."""
    own = {consent.purpose for consent in list_consents(staying.id) if consent.withdrawn_at is None}
    is_sensitive = any(name in SEALED or is_marked(other.answers.get(name)) for name in taken)
    wanted = {PROCESSING, *([SENSITIVE] if is_sensitive else [])}
    wanted = (wanted | ({IDENTITY} if "id_number" in taken else set())) - own
    given = {row.purpose: row for row in list_consents(other.id) if row.withdrawn_at is None and row.purpose in wanted}
    added = [
        Consent(
            registration_id=staying.id, purpose=row.purpose, notice_version=row.notice_version, given_at=row.given_at
        )
        for row in given.values()
    ]
    db.session.add_all(added)
    db.session.flush()
    if PROCESSING in given and other.consent_asked_at is None:
        staying.consent_asked_at = None
    return [row.id for row in added]


def consents_of(kept: Registration) -> tuple[str, ...]:
    """What its form would say that the person agrees to."""
    given = {consent.purpose for consent in list_consents(kept.id) if consent.withdrawn_at is None}
    return ticked(sensitive=SENSITIVE in given, stay=False, identity=IDENTITY in given)


def _take_over(staying: Registration, other: Registration, *, act: Act) -> None:
    """The one that stays has the better place in a queue, and numbers in calendars that no reader has seen higher; what
    was handed out for the other one leads to it, or dies."""
    if staying.status not in HOLDING and staying.status is not Status.PENDING:
        staying.created_at = min(staying.created_at, other.created_at)
    level(staying, other)
    staying.changed_at = other.changed_at = act.at
    if not leads_on(other, staying.email.lower(), staying.mobile):
        other.link_version += 1
        other.feed_version += 1
    statements.unmark(staying.id, other.id)
    other.looks_like_id = None


def level(first: Registration, second: Registration) -> None:
    """Neither of two calendars that one reader may have seen has a lower number than the other (RFC 5545, SEQUENCE)."""
    first.sequence = second.sequence = max(first.sequence, second.sequence)
    first.calendar_changed_at = second.calendar_changed_at = max(first.calendar_changed_at, second.calendar_changed_at)
    numbers = dict(first.group_numbers)
    for item, number in second.group_numbers.items():
        numbers[item] = max(numbers.get(item, number), number)
    first.group_numbers = dict(numbers)
    second.group_numbers = dict(numbers)


def notify_merged(event: Event, staying: Registration, *, is_moved: bool, is_void: bool, act: Act) -> None:
    """A mailbox that is new to the registration gets its state; one whose links have died gets the new ones."""
    if is_moved:
        tell(OF_STATUS[staying.status], staying, event, act=act)
    elif is_void:
        tell("link", staying, event, act=act)


def note_pair(
    event: Event,
    first: Registration,
    second: Registration,
    actions: tuple[str, str],
    *,
    field: str = "merged_with",
    is_over: bool = False,
    act: Act,
) -> None:
    """What happened to the two stands in the change log of each, with the number of the other one."""
    record_both(act, actions, field, (first, second), name_of=lambda row: row.name, event_id=event.id, is_over=is_over)
