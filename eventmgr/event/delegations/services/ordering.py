"""The order of a delegation's list, and who leads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from eventmgr.event.delegations import queries
from eventmgr.event.delegations.services.liaisons import delegation_of, unit_name
from eventmgr.event.delegations.services.listing import check_changing
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.registration.in_order import level
from eventmgr.event.registration.models import Leadership, Registration
from eventmgr.event.registration.queries.rows import find_leading
from eventmgr.ground.db import db
from eventmgr.tools.log.services import Act, record


def move(event: Event, unit_code: str, registration_id: int, place: int, *, act: Act, by_office: bool = False) -> int:
    """Put somebody at a place of the list, from 1; who leads stays before all others. Where they stand then.

    Args:
        by_office: whom the time until which liaisons change their lists does not bind.

    Raises:
        Refusal: as `check_changing`.
    """
    _hold(event, by_office=by_office, at=act.at)
    moved = queries.get_person(event, unit_code, registration_id)
    others = [row for row in queries.list_registrations(event.id, unit_code) if row.id != moved.id]
    own = level(moved)
    least, most = (sum(level(row) < own for row in others), sum(level(row) <= own for row in others))
    at = min(max(place - 1, least), most)
    others.insert(at, moved)
    _number(event, unit_code, others, act=act)
    return at + 1


def set_order(event: Event, unit_code: str, wanted: Mapping[int, int], *, act: Act, by_office: bool = False) -> None:
    """Put the whole list in order; who leads stays before all others.

    Args:
        wanted: number of a registration → its place; of two with one place whoever moves up comes first and whoever
        moves
            down last, and whoever is not named stands where they stood.

    Raises:
        Refusal: as `check_changing`.
    """
    _hold(event, by_office=by_office, at=act.at)
    rows = queries.list_registrations(event.id, unit_code)
    places = {row.id: _aim(wanted.get(row.id, stood), stood) for stood, row in enumerate(rows, 1)}
    _number(event, unit_code, sorted(rows, key=lambda row: (level(row), places[row.id])), act=act)


def follow(event: Event, unit_code: str, numbers: Sequence[int]) -> None:
    """Those who came in with one sheet stand in its order, after those who were on the list; who leads before all
    others."""
    place = {number: at for at, number in enumerate(numbers)}
    rows = queries.list_registrations(event.id, unit_code)
    rows.sort(key=lambda row: (level(row), place.get(row.id, -1)))
    for at, row in enumerate(rows, 1):
        row.rank = at


def _aim(place: int, stood: int) -> tuple[int, int, int]:
    return place, (place > stood) - (place < stood), stood


def appoint(
    event: Event,
    unit_code: str,
    registration_id: int,
    leadership: Leadership | None,
    *,
    act: Act,
    by_office: bool = False,
) -> Registration:
    """Somebody leads the delegation from now on, or is its deputy leader, instead of whoever was; None: neither any
    more.

    Raises:
        Refusal: as `check_changing`.
        NotFound: nobody on this list has that number.
    """
    _hold(event, by_office=by_office, at=act.at)
    person = queries.get_person(event, unit_code, registration_id)
    if person.leadership is leadership:
        return person
    if leadership is not None and (former := find_leading(event.id, unit_code, leadership)) is not None:
        _lead(event, former, None, act=act)
        db.session.flush()  # the index must not see two
    _lead(event, person, leadership, act=act)
    return person


def _lead(event: Event, person: Registration, leadership: Leadership | None, *, act: Act) -> None:
    told = [one.value if one else None for one in (person.leadership, leadership)]
    person.leadership = leadership
    record(act, "leadership_set", person, event_id=event.id, object_name=person.name, changes={"leadership": told})


def _hold(event: Event, *, by_office: bool, at: datetime) -> None:
    lock(event)
    if not by_office:
        check_changing(event, at=at)


def _number(event: Event, unit_code: str, rows: Sequence[Registration], *, act: Act) -> None:
    changed = [(row, number) for number, row in enumerate(rows, 1) if row.rank != number]
    for row, number in changed:
        row.rank = number
    if changed:
        record(
            act,
            "ordered",
            delegation_of(event, unit_code),
            event_id=event.id,
            object_name=unit_name(unit_code),
            changes={"people": [None, len(rows)]},
        )
