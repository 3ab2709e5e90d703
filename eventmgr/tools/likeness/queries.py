"""Reading what was decided about rows that look alike; `kind` is a room's own table of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.sql.base import ExecutableOption

from eventmgr.ground.db import db
from eventmgr.tools.likeness.models import UNDONE_FOR, KnownTwo, MergeRecord
from eventmgr.tools.likeness.pairing import Pair, pair_of

Merge = TypeVar("Merge", bound=MergeRecord)


def list_known_two(kind: type[KnownTwo], *where: ColumnElement[bool]) -> set[Pair]:
    """The pairs that are known to be two."""
    query = select(kind.first_id, kind.second_id).where(*where)
    return {(first, second) for first, second in db.session.execute(query)}


def is_known_two(kind: type[KnownTwo], number: int, other: int) -> bool:
    """Whether the rows with these numbers are known to be two."""
    first, second = pair_of(number, other)
    query = select(kind.first_id).where(kind.first_id == first, kind.second_id == second)
    return db.session.scalar(query) is not None


def list_merges(
    kind: type[Merge], *where: ColumnElement[bool], at: datetime, limit: int, load: Sequence[ExecutableOption] = ()
) -> list[Merge]:
    """The newest merges that were not undone and are young enough to be, with both rows and what `load` names of
    them."""
    young = kind.merged_at >= at - UNDONE_FOR
    query = select(kind).where(*where, young, kind.undone_at.is_(None)).options(*load)
    return list(db.session.scalars(query.order_by(kind.id.desc()).limit(limit)))


def find_merge_of(kind: type[Merge], number: int) -> Merge | None:
    """The last merge that was not undone in which the row with this number went into another one."""
    query = select(kind).where(kind.merged_id == number, kind.undone_at.is_(None))
    return db.session.scalars(query.order_by(kind.id.desc()).limit(1)).one_or_none()
