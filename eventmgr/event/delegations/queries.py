"""Reading delegations: their liaisons, what they have said, what opens their page, and their people."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import joinedload

from eventmgr.event.delegations.models import (
    Chase,
    Delegation,
    DelegationPlan,
    ExchangePaper,
    KeyKind,
    Liaison,
    LiaisonKey,
    PaperState,
    Place,
)
from eventmgr.event.events.models import PUBLIC, Event, EventStatus, InvitedUnit
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.in_order import IN_DELEGATION
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.web.paging import Key, Page, get_page

_MOST_PEOPLE = 1000
_MOST_EARLIER = 50


def find_plan(event_id: int) -> DelegationPlan | None:
    """What was set for all delegations of the event, as it stands."""
    return db.session.get(DelegationPlan, event_id, populate_existing=True)


def is_invited(event_id: int, unit_code: str) -> bool:
    """Whether the unit is invited to the event."""
    query = select(InvitedUnit.id).where(InvitedUnit.event_id == event_id, InvitedUnit.unit_code == unit_code)
    return db.session.scalar(query) is not None


def get_unit_code(event: Event, unit_code: str) -> str:
    """The code of a unit that is invited to the event.

    Raises:
        NotFound: it is not.
    """
    if not is_invited(event.id, unit_code):
        raise NotFound(_("This delegation is not invited to the event."))
    return unit_code


def list_liaisons(event_id: int) -> list[Liaison]:
    """All of the event, as they stand: liaisons before deputies."""
    query = select(Liaison).where(Liaison.event_id == event_id).execution_options(populate_existing=True)
    return list(db.session.scalars(query.order_by(Liaison.unit_code, Liaison.place.desc())))


def find_liaison(event_id: int, unit_code: str, place: Place) -> Liaison | None:
    """The liaison or deputy of a unit, as they stand."""
    query = select(Liaison).where(Liaison.event_id == event_id, Liaison.unit_code == unit_code, Liaison.place == place)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def get_liaison(event: Event, unit_code: str, place: Place) -> Liaison:
    """The liaison or deputy of a unit.

    Raises:
        NotFound: there is none.
    """
    found = find_liaison(event.id, unit_code, place)
    if found is None:
        raise NotFound(_("Nobody has been entered here yet."))
    return found


def find_liaison_by_id(liaison_id: int) -> Liaison | None:
    """The liaison with that number, as they stand."""
    return db.session.get(Liaison, liaison_id, populate_existing=True)


def list_liaisons_by_id(ids: Collection[int]) -> list[Liaison]:
    """The liaisons of these numbers that still exist, in the order of their numbers."""
    query = select(Liaison).where(Liaison.id.in_(sorted(ids))).execution_options(populate_existing=True)
    return list(db.session.scalars(query.order_by(Liaison.id)))


def list_delegations(event_id: int) -> list[Delegation]:
    """What units have said, or own deadlines, as they stand."""
    query = select(Delegation).where(Delegation.event_id == event_id).execution_options(populate_existing=True)
    return list(db.session.scalars(query.order_by(Delegation.id)))


def find_delegation(event_id: int, unit_code: str) -> Delegation | None:
    """What a unit has said, as it stands; None: nothing yet."""
    query = select(Delegation).where(Delegation.event_id == event_id, Delegation.unit_code == unit_code)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def list_paper_states(event_id: int) -> dict[str, PaperState]:
    """Unit → where its exchange paper stands."""
    query = select(ExchangePaper.unit_code, ExchangePaper.state).where(ExchangePaper.event_id == event_id)
    return {row[0]: row[1] for row in db.session.execute(query)}


def find_key(token_hash: str, kind: KeyKind) -> LiaisonKey | None:
    """The link or session with that token, its liaison and event loaded, as it stands."""
    query = select(LiaisonKey).options(joinedload(LiaisonKey.liaison).joinedload(Liaison.event))
    query = query.where(LiaisonKey.token_hash == token_hash, LiaisonKey.kind == kind)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def list_key_holders(event_id: int) -> set[int]:
    """Numbers of the event's liaisons who hold a link or a session."""
    query = select(LiaisonKey.liaison_id).join(Liaison, Liaison.id == LiaisonKey.liaison_id)
    return set(db.session.scalars(query.where(Liaison.event_id == event_id)))


def list_chases(event_id: int, unit_code: str | None = None) -> list[Chase]:
    """When units of the event, or one of them, were reminded, newest first."""
    query = select(Chase).where(Chase.event_id == event_id)
    if unit_code is not None:
        query = query.where(Chase.unit_code == unit_code)
    return list(db.session.scalars(query.order_by(Chase.sent_at.desc(), Chase.id.desc())))


def list_last_chases(event_id: int) -> dict[str, datetime]:
    """Unit → when it was reminded the last time."""
    query = select(Chase.unit_code, func.max(Chase.sent_at)).where(Chase.event_id == event_id)
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Chase.unit_code))}


def list_reminding(*, at: datetime) -> list[Event]:
    """Published events that have not begun and write to units by themselves."""
    query = (
        select(Event)
        .join(DelegationPlan, DelegationPlan.event_id == Event.id)
        .where(DelegationPlan.reminds.is_(True), Event.status == EventStatus.PUBLISHED, Event.starts_at > at)
    )
    return list(db.session.scalars(query.order_by(Event.id)))


def list_people(event_id: int, unit_code: str) -> list[Row[Any]]:
    """Who is on the list of a unit: number, name, organization, title, role, whether they lead it, state, since when
    their consent is outstanding, whether they have an e-mail address; in the order of `IN_DELEGATION`. Nobody who is
    only kept or was deleted."""
    registration = Registration
    query = select(
        registration.id,
        registration.name,
        registration.organization_name,
        registration.title,
        registration.role,
        registration.leadership,
        registration.status,
        registration.consent_asked_at,
        (registration.email != "").label("has_email"),
    ).where(*_listed(event_id, unit_code))
    return list(db.session.execute(query.order_by(*IN_DELEGATION).limit(_MOST_PEOPLE)))


def _listed(event_id: int, unit_code: str) -> tuple[ColumnElement[bool], ...]:
    """Who is on the list of a unit."""
    return (
        Registration.event_id == event_id,
        Registration.unit_code == unit_code,
        Registration.status.in_(LIVE),
        Registration.forgotten_at.is_(None),
        Registration.restricted_at.is_(None),
    )


def get_person(event: Event, unit_code: str, registration_id: int) -> Registration:
    """Somebody on the list of a unit, as they stand.

    Raises:
        NotFound: nobody on this list has that number.
    """
    query = select(Registration).where(Registration.id == registration_id, *_listed(event.id, unit_code))
    known = registration_id <= LARGEST
    found = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none() if known else None
    if found is None:
        raise NotFound(_("This person is not, or no longer, on your delegation's list."))
    return found


def list_registrations(event_id: int, unit_code: str) -> list[Registration]:
    """The people on the list of a unit with all that is known of them, in its order."""
    query = select(Registration).where(*_listed(event_id, unit_code)).order_by(*IN_DELEGATION).limit(_MOST_PEOPLE)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def list_written_to(event_id: int, kinds: Collection[str], ids: Collection[int], *, since: datetime) -> set[int]:
    """Those of these registrations about which an e-mail of one of these kinds was written since then."""
    numbers = {f"{Registration.__tablename__}:{number}": number for number in ids}
    query = select(OutboxLetter.about).where(
        OutboxLetter.event_id == event_id,
        OutboxLetter.kind.in_(kinds),
        OutboxLetter.created_at >= since,
        OutboxLetter.about.in_(sorted(numbers)),
    )
    return {numbers[about] for about in db.session.scalars(query)}


def list_newest(event_id: int, unit_codes: Collection[str]) -> dict[str, datetime]:
    """Unit → when the last of its people registered whose registration stands."""
    if not unit_codes:
        return {}
    query = select(Registration.unit_code, func.max(Registration.created_at)).where(
        Registration.event_id == event_id, Registration.unit_code.in_(sorted(unit_codes)), Registration.status.in_(LIVE)
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Registration.unit_code))}


def list_inviting(unit_code: str, cursor: str | None = None) -> Page[Event]:
    """One page of the public events to which a unit is invited, the latest first."""
    query = select(Event).join(InvitedUnit, InvitedUnit.event_id == Event.id)
    query = query.where(InvitedUnit.unit_code == unit_code, Event.status.in_(PUBLIC))
    return get_page(query, [Key(Event.starts_at, falling=True), Key(Event.id, falling=True)], cursor)


def find_inviting(slug: str, unit_code: str) -> Event | None:
    """The public event of that address, if the unit is invited to it."""
    query = select(Event).join(InvitedUnit, InvitedUnit.event_id == Event.id)
    query = query.where(Event.slug == slug[:80], InvitedUnit.unit_code == unit_code, Event.status.in_(PUBLIC))
    return db.session.scalars(query).one_or_none()


class OfUnit(NamedTuple):
    """What is known of one unit at several events, by the event's number."""

    liaisons: dict[tuple[int, Place], Liaison]
    said: dict[int, Delegation]
    plans: dict[int, DelegationPlan]
    newest: dict[int, datetime]
    """When the last of its people registered, where its list was said to be complete."""
    reminded: dict[int, datetime]
    papers: dict[int, PaperState]


def get_of_unit(unit_code: str, event_ids: Collection[int]) -> OfUnit:
    """What a unit has said at these events, who speaks for it, what is due; six statements, however many events."""
    ids = sorted(event_ids)

    def all_of(model: Any) -> Any:
        query = select(model).where(model.event_id.in_(ids), model.unit_code == unit_code)
        return db.session.scalars(query.execution_options(populate_existing=True))

    delegation_of = {row.event_id: row for row in all_of(Delegation)}
    complete = sorted(event_id for event_id, row in delegation_of.items() if row.completed_at is not None)
    newest = select(Registration.event_id, func.max(Registration.created_at)).where(
        Registration.event_id.in_(complete), Registration.unit_code == unit_code, Registration.status.in_(LIVE)
    )
    reminded = select(Chase.event_id, func.max(Chase.sent_at)).where(
        Chase.event_id.in_(ids), Chase.unit_code == unit_code
    )
    papers = select(ExchangePaper.event_id, ExchangePaper.state).where(
        ExchangePaper.event_id.in_(ids), ExchangePaper.unit_code == unit_code
    )
    plans = select(DelegationPlan).where(DelegationPlan.event_id.in_(ids)).execution_options(populate_existing=True)
    return OfUnit(
        {(row.event_id, row.place): row for row in all_of(Liaison)},
        delegation_of,
        {row.event_id: row for row in db.session.scalars(plans)},
        {row[0]: row[1] for row in db.session.execute(newest.group_by(Registration.event_id))} if complete else {},
        {row[0]: row[1] for row in db.session.execute(reminded.group_by(Chase.event_id))},
        {row[0]: row[1] for row in db.session.execute(papers)},
    )


def list_earlier(event: Event) -> list[tuple[Event, int]]:
    """(another event with liaisons, how many), of the same series first, then the latest."""
    query = (
        select(Event, func.count(Liaison.id))
        .join(Liaison, Liaison.event_id == Event.id)
        .where(Event.id != event.id)
        .group_by(Event.id)
    )
    same = Event.series_id == event.series_id if event.series_id is not None else Event.series_id.is_(None)
    rows = db.session.execute(query.order_by(same.desc(), Event.starts_at.desc(), Event.id).limit(_MOST_EARLIER))
    return [(earlier, number) for earlier, number in rows]
