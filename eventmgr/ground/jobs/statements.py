"""Rows changed together: workers that say that they are there, and rows whose time lies further away than any
should."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import delete, update

from eventmgr.ground.db import db, insert_into
from eventmgr.ground.jobs.models import Job, JobState, Leased, SeenWorker

_REMEMBERED = timedelta(days=7)
TOLERANCE = timedelta(minutes=5)
"""By which the clocks of two machines may differ."""


def note_worker(name: str, *, at: datetime, lease_seconds: float) -> None:
    """That worker is at work at `at`; those that nobody has seen for a week, or that a clock ahead has seen, are
    forgotten."""
    row = {"name": name, "began_at": at, "seen_at": at, "lease_seconds": math.ceil(lease_seconds)}
    statement = insert_into(SeenWorker).values(row)
    db.session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"seen_at": at}))
    is_past = (SeenWorker.seen_at < at - _REMEMBERED) | (SeenWorker.seen_at > at + TOLERANCE)
    db.session.execute(delete(SeenWorker).where(is_past).execution_options(synchronize_session=False))


def pull_back_periodic(kind: str, *, at: datetime, every: timedelta) -> None:
    """The row of a periodic kind is due after its period at the latest, whatever clock it was written by."""
    waits = (Job.kind == kind, Job.every_seconds.is_not(None), Job.state == JobState.DUE, Job.attempts == 0)
    _change(Job, *waits, Job.due_at > at + every, due_at=at + every)


def pull_back(
    model: type[Leased], *, due: Enum, busy: Enum, at: datetime, lease: timedelta, longest_wait: timedelta
) -> None:
    """What a clock that ran ahead has put far away comes back: leases end after `lease`, and what was put off is tried
    within `longest_wait`. What was set for a time of its own stays.

    Args:
        due, busy: the states of a row that waits, and of one that a worker has.
    """
    rows: Any = model
    _change(model, rows.state == busy, rows.due_at > at + lease, due_at=at + lease)
    _change(model, rows.state == due, rows.attempts > 0, rows.due_at > at + longest_wait, due_at=at + longest_wait)


def pull_back_written(model: type[Leased], *, due: Enum, at: datetime) -> None:
    """Rows that are never written before their time, and were written by a clock ahead, are due now."""
    rows: Any = model
    ahead = (rows.created_at > at + TOLERANCE, rows.due_at > at)
    _change(model, rows.state == due, rows.attempts == 0, *ahead, due_at=at)


def _change(model: type[Leased], *chosen: Any, **values: object) -> None:
    statement = update(model).where(*chosen).values(**values)
    db.session.execute(statement.execution_options(synchronize_session=False))
