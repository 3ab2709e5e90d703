"""Writes of what was told: a few rows that read otherwise, and all numbers at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, or_, update

from eventmgr.ground.db import db
from eventmgr.ground.prepared import NewRow, insert_many
from eventmgr.tools.numbering.models import FirstNumber, NumberedEntry

_AT_ONCE = 100
_ONCE = "ON CONFLICT (reader, language, uid) DO NOTHING"


def add(rows: Iterable[Mapping[str, Any]]) -> None:
    """Entries that were never told to that reader; whoever was faster has told them."""
    insert_many([NewRow(NumberedEntry, values, on_conflict=_ONCE) for values in rows])


def change(reader: str, language: str, uid: str, *, before: int, values: Mapping[str, Any]) -> None:
    """One that reads otherwise, unless somebody was faster since it bore the number `before`."""
    same = (NumberedEntry.reader == reader, NumberedEntry.language == language, NumberedEntry.uid == uid)
    statement = update(NumberedEntry).where(*same, NumberedEntry.sequence == before).values(**values)
    db.session.execute(statement.execution_options(synchronize_session=False))


def lift(number: int, *, at: datetime) -> None:
    """Every number is at least `number` and higher than it was, every date at least `at`; that of what was never told,
    too."""
    if db.session.get(FirstNumber, 1) is None:
        db.session.add(FirstNumber(id=1, sequence=0, changed_at=at))
        db.session.flush()
    for model in (NumberedEntry, FirstNumber):
        sequence, changed_at = model.sequence, model.changed_at
        statement = update(model).values(
            sequence=case((sequence < number, number), else_=sequence + 1),
            changed_at=case((changed_at > at, changed_at), else_=at),
        )
        db.session.execute(statement.execution_options(synchronize_session=False))


def forget(starts: Sequence[str]) -> None:
    """Nothing is known any more of what readers with names that begin so were told; a statement for each hundred."""
    for at in range(0, len(starts), _AT_ONCE):
        names = [NumberedEntry.reader.startswith(one, autoescape=True) for one in starts[at : at + _AT_ONCE]]
        statement = delete(NumberedEntry).where(or_(*names))
        db.session.execute(statement.execution_options(synchronize_session=False))


def drop_old(*, before: datetime) -> None:
    """What has not changed since then is told to nobody any more."""
    statement = delete(NumberedEntry).where(NumberedEntry.changed_at < before)
    db.session.execute(statement.execution_options(synchronize_session=False))
