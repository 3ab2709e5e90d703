"""Writes over whole tables."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, type_coerce, update

from eventmgr.console.upkeep.queries import SealedColumn
from eventmgr.ground.db import db


def replace_sealed(column: SealedColumn, rows: Sequence[tuple[int, str | bytes, str | bytes]]) -> None:
    """(key of a row, old, new): the same values sealed otherwise, unless they were changed meanwhile."""
    if not rows:
        return
    stored = column.stored_type
    statement = (
        update(column.table)
        .where(column.key == bindparam("row"), type_coerce(column.column, stored) == bindparam("old", type_=stored))
        .values({column.column.name: type_coerce(bindparam("new", type_=stored), stored)})
    )
    db.session.execute(statement, [{"row": key, "old": old, "new": new} for key, old, new in rows])
