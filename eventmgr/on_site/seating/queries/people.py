"""Reading who is to be seated, in the order of the list of participants; by as many statements for 5,000 as for
five."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.in_order import in_official_order
from eventmgr.event.registration.models import Leadership, Registration
from eventmgr.ground.db import db
from eventmgr.on_site.seating.models import RostrumGuest
from eventmgr.on_site.seating.places import NAMED
from eventmgr.on_site.seating.queries.plans import list_guests
from eventmgr.tools import taxonomy

_R = Registration
_COLUMNS: tuple[Any, ...] = (
    *(_R.id, _R.name, _R.name_latin, _R.organization_name, _R.title, _R.unit_code, _R.role, _R.leadership, _R.rank),
    *(_R.pinyin_key, _R.status, _R.restricted_at, _R.sector_code, _R.province_code, _R.objected_at),
)


@dataclass(frozen=True)
class Person:
    """Somebody of the event as seating sees them."""

    id: int
    name: str
    latin: str
    organization: str
    title: str
    unit: str
    role: str
    leads: bool
    holds: bool
    """Whether they hold a place at the event; if not, a seat is kept for nobody."""
    sector: str
    province: str
    is_unlisted: bool
    """Objected to stand on lists: papers that hang on a door show the seat as taken and name nobody."""


def list_everybody(event_id: int) -> list[Person]:
    """Everybody who holds a place, staff too, in the order of the list of participants."""
    query = select(*_COLUMNS).where(_R.event_id == event_id, _R.status.in_(HOLDING), _R.restricted_at.is_(None))
    return _ordered(db.session.execute(query).all())


def list_holders(event_id: int, roles: Collection[str] = ()) -> list[Person]:
    """The same of these types, or all but staff: delegations in official order, then those without one."""
    query = select(*_COLUMNS).where(_R.event_id == event_id, _R.status.in_(HOLDING), _R.restricted_at.is_(None))
    query = query.where(_R.role.in_(sorted(roles)) if roles else _R.role != Role.STAFF)
    return _ordered(db.session.execute(query).all())


def list_people(ids: Collection[int]) -> dict[int, Person]:
    """These registrations, whatever has become of them, and those who are named by hand."""
    registered, named = [who for who in ids if who < NAMED], [who for who in ids if who >= NAMED]
    rows = db.session.execute(select(*_COLUMNS).where(_R.id.in_(sorted(registered)))).all() if registered else []
    people = [*_ordered(rows), *(_named(guest) for guest in (list_guests(named) if named else ()))]
    return {person.id: person for person in people}


def _named(guest: RostrumGuest) -> Person:
    latin = taxonomy.romanized(guest.name)
    return Person(
        guest.registration_id,
        guest.name,
        latin,
        guest.organization,
        guest.title,
        unit="",
        role="",
        leads=False,
        holds=True,
        sector="",
        province="",
        is_unlisted=False,
    )


def list_sealed(ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Registration → its sealed answers: diet, arrival, departure."""
    query = select(_R.id, _R.sensitive).where(_R.id.in_(sorted(ids)))
    return {number: sensitive or {} for number, sensitive in db.session.execute(query)} if ids else {}


def _ordered(rows: Sequence[Row[Any]]) -> list[Person]:
    return [
        Person(
            id=row.id,
            name=row.name,
            latin=row.name_latin or taxonomy.romanized(row.name),
            organization=row.organization_name,
            title=row.title,
            unit=row.unit_code,
            role=row.role,
            leads=row.leadership is Leadership.LEADER or row.role == Role.LEADER,
            holds=row.status in HOLDING and row.restricted_at is None,
            sector=row.sector_code,
            province=row.province_code,
            is_unlisted=row.objected_at is not None,
        )
        for row in sorted(rows, key=in_official_order)
    ]
