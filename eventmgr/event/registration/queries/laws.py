"""Reading registrations to hold them against their laws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import ColumnElement, Text, and_, exists, false, func, not_, or_, select
from sqlalchemy import cast as as_type

from eventmgr.event.events.derived.opening import free_places, types_of
from eventmgr.event.events.models import Event, EventStatus, QuotaMode
from eventmgr.event.forms.fields import ENCRYPTED
from eventmgr.event.forms.kinds.sealed import MARK, is_marked
from eventmgr.event.invitations.models import Invitation
from eventmgr.event.quotas.allocation import Allocation, Plan
from eventmgr.event.quotas.models import LIVE, TAKING, Status, Tally
from eventmgr.event.quotas.queries import list_allocations
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.registration.models import QueueEntry, Registration, UnitWord
from eventmgr.event.registration.queries.unit_words import is_unrecommended
from eventmgr.ground.db import db
from eventmgr.ground.sealing import Unreadable
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import OutboxLetter

_CHUNK = 2000
_Cell = tuple[int, str, str, str, str, Status]
"""(event, unit, province, sector, state)"""
_FREE = ("arrival", "departure", "diet_note", "id_number")
"""Sensitive answers that are typed, not chosen; those of fewer characters than `_TELLING` may stand anywhere by
chance."""
_TELLING = 4


def list_overbooked() -> list[tuple[str, int, int]]:
    """(slug, capacity, places taken) of every event that gave away more places than it has."""
    taken = func.count(Registration.id)
    query = (
        select(Event.slug, Event.capacity, taken)
        .join(Registration, Registration.event_id == Event.id)
        .where(Registration.status.in_(TAKING), Registration.source != "walk_in")
        .group_by(Event.id, Event.slug, Event.capacity)
        .having(taken > Event.capacity)
    )
    return [(slug, int(capacity or 0), n) for slug, capacity, n in db.session.execute(query)]


def list_idle_places() -> list[tuple[str, int]]:
    """(slug, how many) of published events that keep people waiting for whom there are places.

    Those for whom a quota that binds has no place wait rightly, those whom their delegation has not recommended, and
    those whom the organizers serve by hand.
    """
    row, states = Registration, (*TAKING, Status.WAITLISTED)
    published = select(Event).where(
        Event.status == EventStatus.PUBLISHED,
        exists().where(row.event_id == Event.id, row.status == Status.WAITLISTED),
    )
    events = db.session.scalars(published).all()
    asking = [(event.id, types_of(event)) for event in events if types_of(event).needs_words]
    unrecommended = [and_(row.event_id == number, is_unrecommended(types)) for number, types in asking]
    key = (row.event_id, row.unit_code, row.sector_code, row.role, row.status)
    groups = (
        select(*key, func.count(row.id))
        .where(row.event_id.in_([event.id for event in events]), row.status.in_(states), not_(_is_held_back()))
        .where(or_(row.status != Status.WAITLISTED, not_(or_(false(), *unrecommended))))
        .group_by(*key)
    )
    rows: dict[int, list[TallyRow]] = {}
    for event_id, unit, sector, role, status, n in db.session.execute(groups):
        rows.setdefault(event_id, []).append(TallyRow(unit, "", sector, status, n, role))
    allocations = list_allocations(events, rows)
    idle = []
    for event in events:
        counted = rows.get(event.id, [])
        taken = sum(tally.n for tally in counted if tally.status in TAKING)
        binds = event.quota_mode is QuotaMode.REFUSE
        allocation = allocations[event.id] if binds else Allocation({}, Plan(types=types_of(event)), counted)
        waiting = allocation.count_movable(free_places(event.capacity, taken))
        if waiting and event.capacity is not None:
            idle.append((event.slug, waiting))
    return idle


def _is_held_back() -> ColumnElement[bool]:
    held_back = exists().where(QueueEntry.registration_id == Registration.id, QueueEntry.is_held_back)
    by_hand = or_(held_back.correlate(Registration), Registration.restricted_at.is_not(None))
    return and_(Registration.status == Status.WAITLISTED, by_hand)


def list_endless_offers() -> list[int]:
    """Registrations that are offered a place without an end, or whose offer has an end although none is made."""
    is_offered = Registration.status == Status.OFFERED
    query = select(Registration.id).outerjoin(QueueEntry, QueueEntry.registration_id == Registration.id)
    query = query.where(
        or_(
            and_(is_offered, QueueEntry.expires_at.is_(None)),
            and_(not_(is_offered), QueueEntry.expires_at.is_not(None)),
        )
    )
    return list(db.session.scalars(query.order_by(Registration.id).limit(1000)))


def list_doubled_places() -> list[tuple[int, str, int]]:
    """(event, name, n) of persons with more than one live place at an event."""
    query = (
        select(Registration.event_id, func.min(Registration.name), func.count())
        .where(Registration.status.in_(LIVE))
        .group_by(Registration.event_id, Registration.identity_key)
        .having(func.count() > 1)
    )
    return [(event_id, name, n) for event_id, name, n in db.session.execute(query)]


def list_identities() -> Iterator[tuple[int, str, str, str]]:
    """(registration, mobile, name, identity key) of every live place whose person is known."""
    query = select(Registration.id, Registration.mobile, Registration.name, Registration.identity_key)
    query = query.where(Registration.forgotten_at.is_(None))
    rows = db.session.execute(query.where(Registration.status.in_(LIVE)).execution_options(yield_per=_CHUNK))
    return ((number, mobile, name, key) for number, mobile, name, key in rows)


def list_counted_registrations() -> dict[_Cell, int]:
    """(event, unit, province, sector, capacity, state) → rows, counted from the registrations themselves."""
    return _counts(Registration, func.count(Registration.id))


def list_kept_tallies() -> dict[_Cell, int]:
    """The same from the tally, zeros left out."""
    return {key: n for key, n in _counts(Tally, func.sum(Tally.n)).items() if n}


def list_registrations_without_trail() -> list[int]:
    """Registrations that no entry of the audit trail is about."""
    trail = exists().where(AuditEntry.object_type == "registration", AuditEntry.object_id == Registration.id)
    return list(db.session.scalars(select(Registration.id).where(~trail).limit(1000)))


def list_stale_words() -> list[int]:
    """Registrations of which a unit's word is kept although they belong to nobody, or to no unit."""
    query = select(Registration.id).join(UnitWord, UnitWord.registration_id == Registration.id)
    query = query.where(or_(Registration.forgotten_at.is_not(None), Registration.unit_code == ""))
    return list(db.session.scalars(query.order_by(Registration.id).limit(1000)))


def list_overused_invitations() -> list[tuple[int, int, int]]:
    """(number, uses that it has, registrations that stand with it) of invitations that were used too often."""
    live = func.count(Registration.id)
    query = (
        select(Invitation.id, Invitation.uses_most, live)
        .join(Registration, Registration.invitation_id == Invitation.id)
        .where(Registration.status.in_(LIVE))
        .group_by(Invitation.id, Invitation.uses_most)
        .having(live > Invitation.uses_most)
        .order_by(Invitation.id)
    )
    return [(number, most, used) for number, most, used in db.session.execute(query)]


def list_unsealed_answers() -> list[int]:
    """Registrations with a sensitive answer among the plain ones."""
    query = select(Registration.id, Registration.answers).where(as_type(Registration.answers, Text) != "{}")
    rows = db.session.execute(query.execution_options(yield_per=_CHUNK))
    return [
        number
        for number, answers in rows
        if any(name in answers for name in ENCRYPTED)
        or any(is_marked(answer) and answer != MARK for answer in answers.values())
    ]


def list_unreadable_answers() -> list[int]:
    """Registrations whose sealed answers no key opens."""
    return [number for number, kept in _sealed() if any(isinstance(answers, Unreadable) for answers in kept)]


def list_told_answers() -> list[int]:
    """Entries of the trail with a sensitive answer that is not masked."""
    query = select(AuditEntry.id, AuditEntry.changes).where(as_type(AuditEntry.changes, Text).like('%"answers.%'))
    fields = [f"answers.{name}" for name in ENCRYPTED]
    rows = db.session.execute(query.execution_options(yield_per=_CHUNK))
    return [
        number
        for number, changes in rows
        if any(value not in (None, "", "…") for field in fields for value in changes.get(field, ()))
    ]


def list_repeated_answers() -> list[str]:
    """Letters and entries about a registration that say one of its sensitive texts, as `letter 7`."""
    sealed = {number: {**answers, **document} for number, (answers, document) in _sealed()}
    texts = {
        number: [str(answers[name]) for name in _FREE if len(str(answers.get(name, ""))) >= _TELLING]
        for number, answers in sealed.items()
    }
    letters = select(OutboxLetter.about, OutboxLetter.id, OutboxLetter.text).where(
        OutboxLetter.about.like("registration:%")
    )
    entries = select(AuditEntry.object_id, AuditEntry.id, AuditEntry.changes, AuditEntry.reason).where(
        AuditEntry.object_type == "registration"
    )
    rows_that_tell = []
    for about, number, text in db.session.execute(letters.execution_options(yield_per=_CHUNK)):
        if any(answer in text for answer in texts.get(int(about.rpartition(":")[2]), ())):
            rows_that_tell.append(f"letter {number}")
    for registration_id, number, changes, reason in db.session.execute(entries.execution_options(yield_per=_CHUNK)):
        if any(answer in f"{changes}{reason}" for answer in texts.get(registration_id, ())):
            rows_that_tell.append(f"audit entry {number}")
    return rows_that_tell


def _sealed() -> Iterator[tuple[int, tuple[Mapping[str, object], Mapping[str, object]]]]:
    """(number, (sensitive answers, identity document)) of registrations with either."""
    query = select(Registration.id, Registration.sensitive, Registration.id_document).where(
        Registration.sensitive.is_not(None) | Registration.id_document.is_not(None)
    )
    for number, sensitive, document in db.session.execute(query.execution_options(yield_per=_CHUNK)):
        yield number, (sensitive, document)


def _counts(model: type[Registration | Tally], n: ColumnElement[int]) -> dict[_Cell, int]:
    key = (model.event_id, model.unit_code, model.province_code, model.sector_code, model.role, model.status)
    rows = db.session.execute(select(*key, n).group_by(*key))
    return {
        (event_id, unit, province, sector, role, status): int(number)
        for event_id, unit, province, sector, role, status, number in rows
    }
