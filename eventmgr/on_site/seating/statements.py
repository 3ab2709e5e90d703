"""Places written as sets. Numbers from `NAMED` are of people who are named by hand and have a table of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, insert, update

from eventmgr.ground.db import db
from eventmgr.on_site.seating.models import RostrumGuest, SeatingPlace
from eventmgr.on_site.seating.places import NAMED, Place

_P, _G = SeatingPlace, RostrumGuest


def _tables(people: Collection[int]) -> Iterator[tuple[Any, Any, dict[int, int]]]:
    """(table, its column of numbers, number of a person → number there) of those of these people that it has."""
    for table, column, first in ((_P, _P.registration_id, 0), (_G, _G.id, NAMED)):
        here = {who: who - first for who in sorted(people) if (who >= NAMED) is (first == NAMED)}
        if here:
            yield table, column, here


def put(plan_id: int, wanted: Mapping[int, Place | None]) -> None:
    """These people sit there from now on (None: nowhere), whoever of them was in the plan before.

    Seats are emptied first, so that two may change places."""
    db.session.flush()
    for table, column, here in _tables(wanted):
        empty = {"row": None, "number": None, **({"is_replaced": False} if table is _P else {})}
        db.session.execute(
            update(table).where(table.plan_id == plan_id, column.in_(sorted(here.values()))).values(**empty)
        )
    for table, column, here in _tables(wanted):
        seats = [
            {"who": number, "at": place[0], "seat": place[1]} for who, number in here.items() if (place := wanted[who])
        ]
        if seats:
            one_seat = update(table).where(table.plan_id == plan_id, column == bindparam("who"))
            db.session.connection().execute(one_seat.values(row=bindparam("at"), number=bindparam("seat")), seats)
    db.session.expire_all()


def add(plan_id: int, places: Sequence[tuple[int, int, Place | None]]) -> None:
    """New rows of (registration, rank, place)."""
    rows = [
        {
            "plan_id": plan_id,
            "registration_id": who,
            "rank": rank,
            "row": place[0] if place else None,
            "number": place[1] if place else None,
            "is_locked": False,
            "is_replaced": False,
        }
        for who, rank, place in places
    ]
    if rows:
        db.session.execute(insert(_P), rows)


def remove(plan_id: int, people: Collection[int]) -> None:
    """These are in the plan no longer."""
    for table, column, here in _tables(people):
        db.session.execute(delete(table).where(table.plan_id == plan_id, column.in_(sorted(here.values()))))
    db.session.expire_all()


def set_locked(plan_id: int, people: Collection[int], *, is_locked: bool) -> None:
    """No proposal moves these, or any may again; of those who sit."""
    for table, column, here in _tables(people):
        which = (table.plan_id == plan_id, column.in_(sorted(here.values())), table.row.is_not(None))
        db.session.execute(update(table).where(*which).values(is_locked=is_locked))
    db.session.expire_all()


def set_ranks(plan_id: int, ranked: Sequence[int]) -> None:
    """Ranks from 1 in this order."""
    ranks = {who: rank for rank, who in enumerate(ranked, 1)}
    for table, column, here in _tables(ranked):
        one = update(table).where(table.plan_id == plan_id, column == bindparam("who"))
        rows = [{"who": number, "place": ranks[who]} for who, number in here.items()]
        db.session.connection().execute(one.values(rank=bindparam("place")), rows)
    db.session.expire_all()


def forget(registration_ids: Collection[int]) -> None:
    """Nothing is kept of where these sit."""
    db.session.execute(delete(_P).where(_P.registration_id.in_(sorted(registration_ids))))


def mark_replaced(registration_ids: Collection[int]) -> None:
    """Another person has these registrations now: their seats stay, and are to be looked at; nobody has locked them."""
    db.session.execute(
        update(_P).where(_P.registration_id.in_(sorted(registration_ids))).values(is_replaced=True, is_locked=False)
    )
