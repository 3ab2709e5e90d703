"""Places written as sets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import bindparam, delete, insert, tuple_, update

from eventmgr.db import db
from eventmgr.seating.models import SeatingPlace
from eventmgr.seating.places import Place

_P = SeatingPlace


def put(plan_id: int, wanted: Mapping[int, Place | None]) -> None:
    """These registrations sit there from now on (None: nowhere), whoever of them was in the plan before.

    Seats are emptied first, so that two may change places."""
    db.session.flush()
    db.session.execute(
        update(_P)
        .where(_P.plan_id == plan_id, _P.registration_id.in_(sorted(wanted)))
        .values(row=None, number=None, is_replaced=False)
    )
    seats = [{"who": who, "at": place[0], "seat": place[1]} for who, place in sorted(wanted.items()) if place]
    if seats:
        one_seat = update(_P).where(_P.plan_id == plan_id, _P.registration_id == bindparam("who"))
        db.session.connection().execute(one_seat.values(row=bindparam("at"), number=bindparam("seat")), seats)
    db.session.expire_all()


def add(plan_id: int, places: Sequence[tuple[int, int, Place | None]]) -> None:
    """New rows of (registration, rank, place)."""
    rows = [
        {"plan_id": plan_id, "registration_id": who, "rank": rank, "row": place[0] if place else None,
         "number": place[1] if place else None, "is_locked": False, "is_replaced": False}
        for who, rank, place in places
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(_P), rows)


def remove(plan_id: int, registration_ids: Collection[int]) -> None:
    """These are in the plan no longer."""
    db.session.execute(delete(_P).where(_P.plan_id == plan_id, _P.registration_id.in_(sorted(registration_ids))))
    db.session.expire_all()


def set_locked(plan_id: int, registration_ids: Collection[int], *, is_locked: bool) -> None:
    """No proposal moves these, or any may again; of those who sit."""
    db.session.execute(
        update(_P)
        .where(_P.plan_id == plan_id, _P.registration_id.in_(sorted(registration_ids)), _P.row.is_not(None))
        .values(is_locked=is_locked)
    )
    db.session.expire_all()


def set_ranks(plan_id: int, ranked: Sequence[int]) -> None:
    """Ranks from 1 in this order."""
    one = update(_P).where(_P.plan_id == plan_id, _P.registration_id == bindparam("who"))
    ranks = [{"who": who, "place": rank} for rank, who in enumerate(ranked, 1)]
    if ranks:
        db.session.connection().execute(one.values(rank=bindparam("place")), ranks)
    db.session.expire_all()


def forget(registration_ids: Collection[int]) -> None:
    """Nothing is kept of where these sit."""
    db.session.execute(delete(_P).where(_P.registration_id.in_(sorted(registration_ids))))


def mark_replaced(registration_ids: Collection[int]) -> None:
    """Another person has these registrations now: their seats stay, and are to be looked at; nobody has locked them."""
    db.session.execute(
        update(_P).where(_P.registration_id.in_(sorted(registration_ids))).values(is_replaced=True, is_locked=False)
    )


def delete_places(keys: Sequence[tuple[int, int]]) -> None:
    """Seats whose time is over, as (plan, registration)."""
    db.session.execute(delete(_P).where(tuple_(_P.plan_id, _P.registration_id).in_(keys)))
