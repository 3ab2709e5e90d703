"""Reading addresses by their numbers, in parts of the same size."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select

from eventmgr.ground.db import db


def list_firsts(rows: Any, *, size: int, day: date) -> list[int]:
    """The number with which each part of `size` rows begins; one statement."""
    told = rows.subquery()
    number = told.c[0]
    turns = select(number.label("first"), func.row_number().over(order_by=number).label("turn")).subquery()
    query = select(turns.c.first).where((turns.c.turn - 1) % size == 0).order_by(turns.c.first)
    return list(db.session.scalars(query, {"day": day}))


def list_part(rows: Any, first: int, *, size: int, day: date) -> list[dict[str, Any]]:
    """What addresses take, by argument, of at most `size` rows from that number on; one statement."""
    told = rows.subquery()
    query = select(*list(told.c)[1:]).where(told.c[0] >= first).order_by(told.c[0]).limit(size)
    return [dict(row) for row in db.session.execute(query, {"day": day}).mappings()]
