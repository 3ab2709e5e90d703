"""Reading single registrations, the queue, consents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    bindparam,
    cast,
    exists,
    func,
    inspect,
    select,
    text,
    true,
)
from sqlalchemy.orm import aliased, joinedload

from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.registration.models import IS_LIVE, Leadership, QueueEntry, Registration
from eventmgr.ground.db import db
from eventmgr.ground.text import LARGEST
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.queries import GONE


def find_reader(event_id: int, sought: str) -> Registration | None:
    """The latest registration with an e-mail address whose name or organization holds `sought`, or None."""
    query = select(Registration).where(Registration.event_id == event_id, Registration.email != "")
    query = query.where(Registration.restricted_at.is_(None))
    if sought:
        named = Registration.name.icontains(sought, autoescape=True)
        query = query.where(named | Registration.organization_name.icontains(sought, autoescape=True))
    return db.session.scalars(query.order_by(Registration.id.desc()).limit(1)).one_or_none()


def find_registration(registration_id: int) -> Registration | None:
    """The registration with that number, its event loaded, or None. Only for links that were signed for it."""
    return db.session.scalars(_with_event(), {"number": registration_id}).one_or_none()


@cache
def _with_event() -> Select[Registration]:
    """Put together once (docs/inside/performance.md)."""
    query = select(Registration).where(Registration.id == bindparam("number"))
    return query.options(joinedload(Registration.event))


def list_locked(registrations: Collection[Registration]) -> list[Registration]:
    """These registrations as they stand, locked until the transaction ends; what was read of them before is forgotten.

    Whoever changes state, unit, province or sector of a registration locks it first: marks are set without the event's
    lock, and the tally follows from what the row says. In order of their numbers, so that no two wait for each other.
    Their numbers are those by which they are known: to ask an object of a transaction that has ended for its number
    takes a statement each.
    """
    states = [(row, inspect(row).identity) for row in registrations]
    ids = [identity[0] if identity else row.id for row, identity in states]
    return _list_locked(select(Registration), ids)


def list_locked_by_id(event_id: int, ids: Collection[int]) -> list[Registration]:
    """The registrations of an event with these numbers, locked likewise."""
    return _list_locked(select(Registration).where(Registration.event_id == event_id), ids)


def _list_locked(rows: Select[Registration], ids: Collection[int]) -> list[Registration]:
    query = rows.where(Registration.id.in_(ids)).order_by(Registration.id)
    again = query.with_for_update(key_share=True, of=Registration).execution_options(populate_existing=True)
    return list(db.session.scalars(again)) if ids else []


def find_link_version(registration_id: int) -> int | None:
    """The version that links and codes of this registration must bear, or None if there is no such registration."""
    return db.session.scalar(select(Registration.link_version).where(Registration.id == registration_id))


def find_feed_version(registration_id: int) -> int | None:
    """The version that the calendar address of this registration must bear, or None if there is no such
    registration."""
    return db.session.scalar(select(Registration.feed_version).where(Registration.id == registration_id))


def find_live(event_id: int, identity: str) -> Registration | None:
    """The live registration of that identity key in the event, or None."""
    query = select(Registration).where(
        Registration.event_id == event_id, Registration.identity_key == identity, text(IS_LIVE)
    )
    return db.session.scalars(query.limit(1)).one_or_none()


def find_leading(event_id: int, unit_code: str, leadership: Leadership) -> Registration | None:
    """Who leads a delegation, or is its deputy leader, as they stand."""
    query = select(Registration).where(
        Registration.event_id == event_id, Registration.unit_code == unit_code, Registration.leadership == leadership
    )
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def list_registrations_by_id(event_id: int, ids: Sequence[int]) -> list[Registration]:
    """Those of `ids` that belong to the event, by when they were asked for."""
    known = [number for number in ids if 0 < number <= LARGEST]
    query = select(Registration).where(Registration.event_id == event_id, Registration.id.in_(known))
    return list(db.session.scalars(query.order_by(Registration.created_at, Registration.id)))


def list_reachable(
    event_id: int, *, after_id: int, asked_until: datetime, limit: int, heard: Collection[int] = ()
) -> list[Registration]:
    """Live registrations with an e-mail address that were asked for until then, by number, those after `after_id`; not
    those to whom an e-mail of the mailings `heard` has gone."""
    query = (
        select(Registration)
        .where(
            Registration.event_id == event_id,
            Registration.id > after_id,
            Registration.created_at <= asked_until,
            text(IS_LIVE),
            Registration.email != "",
            Registration.restricted_at.is_(None),
            _has_not_heard(heard),
        )
        .order_by(Registration.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))


class Reached(NamedTuple):
    """Somebody who is told of what all are told of."""

    id: int
    name: str
    language: str


def list_reached(
    event_id: int,
    *,
    asked_until: datetime,
    statuses: Collection[Status],
    after_id: int = 0,
    heard: Collection[int] = (),
) -> list[Reached]:
    """Those of `list_reachable` in these states, by number, without the rest of their rows: of thousands."""
    query = (
        select(Registration.id, Registration.name, Registration.language)
        .where(
            Registration.event_id == event_id,
            Registration.id > after_id,
            Registration.created_at <= asked_until,
            text(IS_LIVE),
            Registration.status.in_(statuses),
            Registration.email != "",
            Registration.restricted_at.is_(None),
            _has_not_heard(heard),
        )
        .order_by(Registration.id)
    )
    return [Reached(*row) for row in db.session.execute(query)]


def _has_not_heard(mailings: Collection[int]) -> ColumnElement[bool]:
    letter, about = OutboxLetter, "registration:" + cast(Registration.id, String)
    gone = exists().where(letter.about == about, letter.mailing_id.in_(mailings), letter.state.in_(GONE))
    return ~gone if mailings else true()


def is_mailbox_held(registration: Registration) -> bool:
    """Whether somebody else with a place at the same event has the same e-mail address (an office writes for
    several)."""
    query = (
        select(Registration.id)
        .where(
            Registration.event_id == registration.event_id,
            Registration.id != registration.id,
            Registration.status.in_(HOLDING),
            func.lower(Registration.email) == registration.email.lower(),
        )
        .limit(1)
    )
    return db.session.scalar(query) is not None


def count_holders(event_id: int, mailboxes: Collection[str]) -> Counter[str]:
    """Mailbox in small letters → how many with a place at the event have it; one statement."""
    return Counter({address: len(ids) for address, ids in list_holding_at(event_id, mailboxes).items()})


def list_holding_at(event_id: int, mailboxes: Collection[str]) -> dict[str, list[int]]:
    """Mailbox in small letters → numbers of the registrations with a place at the event that have it; one statement."""
    mailbox = func.lower(Registration.email)
    asked = sorted({address.lower() for address in mailboxes if address})
    query = select(mailbox, Registration.id).where(
        Registration.event_id == event_id, Registration.status.in_(HOLDING), mailbox.in_(asked)
    )
    numbers: dict[str, list[int]] = {}
    for address, number in db.session.execute(query.order_by(Registration.id)) if asked else ():
        numbers.setdefault(address, []).append(number)
    return numbers


def iterate_affected(event_id: int, *, until: datetime) -> Iterator[Registration]:
    """Registrations of the event that were there by then and still belong to somebody, by number; some hundred at a
    time."""
    query = select(Registration).where(
        Registration.event_id == event_id, Registration.created_at <= until, Registration.forgotten_at.is_(None)
    )
    yield from db.session.scalars(query.order_by(Registration.id).execution_options(yield_per=500))


def count_gone_since(event_id: int, since: datetime, *, until: datetime) -> int:
    """How many were there by `until` and have lost everything personal since `since`."""
    query = select(func.count()).where(
        Registration.event_id == event_id, Registration.created_at <= until, Registration.forgotten_at >= since
    )
    return db.session.scalar(query) or 0


def list_employers(persons: Collection[int]) -> list[int]:
    """The organizations from which these persons came last."""
    query = select(Person.organization_id).where(Person.id.in_(persons), Person.organization_id.is_not(None))
    return [number for number in db.session.scalars(query) if number]


def get_organization_column(lang: str) -> ColumnElement[str]:
    """The column `organization_name` of a statement about registrations: in English the directory's name, where it
    knows one."""
    if lang != "en":
        return Registration.organization_name.label("organization_name")
    known = aliased(Organization)
    english = select(known.name_en).where(known.id == Registration.organization_id).scalar_subquery()
    return func.coalesce(func.nullif(english, ""), Registration.organization_name).label("organization_name")


def find_expiry(registration_id: int) -> datetime | None:
    """Until when a place is offered to that person; None: none is."""
    entry = db.session.get(QueueEntry, registration_id)
    return entry.expires_at if entry else None
