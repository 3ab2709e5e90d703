"""Who is to be phoned: the organizers decided something about somebody to whom no letter can go."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, func, select, text

from eventmgr.event.registration.models import UNTOLD, Registration
from eventmgr.ground.db import db


@dataclass(frozen=True)
class Untold:
    """Some of an event's people who are to be phoned, and how many there are."""

    rows: tuple[Registration, ...]
    total: int


_SHOWN = 10
"""Names in the panel of those who are to be phoned; all stand on a page of their own."""


def list_untold(event_id: int, *, limit: int = _SHOWN) -> Untold:
    """The first `limit` people of the event who are to be phoned, those who wait longest first; one statement."""
    rows = db.session.execute(_untold(), {"event": event_id, "limit": limit}).all()
    return Untold(tuple(registration for registration, _total in rows), rows[0][1] if rows else 0)


@cache
def _untold() -> Select[Registration, int]:
    return (
        select(Registration, func.count().over())
        .where(Registration.event_id == bindparam("event"), text(UNTOLD))
        .order_by(Registration.untold_since, Registration.id)
        .limit(bindparam("limit"))
    )


def count_untold(ids: Collection[int]) -> int:
    """How many of these registrations are to be phoned."""
    query = select(func.count()).where(Registration.id.in_(ids), text(UNTOLD))
    return db.session.scalar(query) or 0
