"""Taking leased rows: the one statement on which nothing is lost and nothing is done by two at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import TypeVar

from sqlalchemy import func, select, update

from eventmgr.ground.db import db, insert_into
from eventmgr.ground.jobs.models import Job, JobState, Leased, SeenWorker

Row = TypeVar("Row", bound=Leased)


def lease(
    model: type[Row],
    busy: Enum,
    *,
    worker: str,
    at: datetime,
    seconds: float,
    limit: int,
    kinds: Collection[str] | None = None,
    newest: bool = False,
) -> list[Row]:
    """Take at most `limit` rows that are due at `at` for `worker`, until `at` + `seconds`; the oldest due come first.

    The rows come back detached, as they were written by this statement. `FOR UPDATE SKIP LOCKED` lets PostgreSQL's
    workers pass each other; a subquery with a row lock is never inlined there, so `limit` holds. SQLite ignores the
    clause and has one writer at a time anyway.

    Args:
        busy: the state of a row that somebody has.
        kinds: only rows of these kinds, if given.
        newest: those that were tried least and written last come first.
    """
    first = (model.attempts, model.id.desc()) if newest else (model.due_at, model.id)
    due = select(model.id).where(model.due_at <= at)
    if kinds is not None:
        due = due.where(model.kind.in_(kinds))
    due = due.order_by(*first).limit(limit).with_for_update(skip_locked=True)
    picked = due.cte("picked")
    statement = (
        update(model)
        .where(model.id.in_(select(picked.c.id)))
        .values(state=busy, leased_by=worker, due_at=at + timedelta(seconds=seconds), attempts=model.attempts + 1)
        .returning(model)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    rows = list(db.session.scalars(statement))
    for row in rows:
        db.session.expunge(row)
    return sorted(rows, key=lambda row: row.id)


def extend(model: type[Row], ids: Sequence[int], *, worker: str, until: datetime) -> set[int]:
    """Move the end of the lease of those rows that `worker` still has; their ids."""
    statement = (
        update(model)
        .where(model.id.in_(ids), model.leased_by == worker, model.due_at.is_not(None))
        .values(due_at=until)
        .returning(model.id)
        .execution_options(synchronize_session=False)
    )
    return set(db.session.scalars(statement))


def is_anything_due(model: type[Row], *, at: datetime) -> bool:
    """Whether a worker would find a row of `model` at `at`; takes no lock."""
    return db.session.scalar(select(model.id).where(model.due_at <= at).limit(1)) is not None


def find_next_due(model: type[Row]) -> datetime | None:
    """When the first row of `model` is due that nobody has finished; None if there is none. Takes no lock."""
    due_at: datetime | None = db.session.scalar(select(func.min(model.due_at)))
    return due_at


def count_due_jobs(*, at: datetime) -> int:
    """How much timed work a worker would find at `at`."""
    return int(db.session.scalar(select(func.count()).select_from(Job).where(Job.due_at <= at)) or 0)


def find_last_round() -> datetime | None:
    """When a worker, whichever it was, was last at work; None: none ever was."""
    return db.session.scalar(select(func.max(SeenWorker.seen_at)))


def count_workers(*, since: datetime) -> int:
    """How many workers have been at work since then."""
    return db.session.scalar(select(func.count()).select_from(SeenWorker).where(SeenWorker.seen_at >= since)) or 0


def list_periodic() -> dict[str, datetime | None]:
    """Kind of periodic work → when its row is due."""
    query = select(Job.kind, Job.due_at).where(Job.dedupe_key.startswith("periodic:"))
    return {row[0]: row[1] for row in db.session.execute(query)}


def find_longest_lease() -> int:
    """Seconds of the longest lease of a worker that is remembered; 0 without any."""
    return db.session.scalar(select(func.max(SeenWorker.lease_seconds))) or 0


def insert_once(model: type[Row], values: Mapping[str, object]) -> bool:
    """Write the row unless one with its `dedupe_key` is there; whether it was written. Safe against a race."""
    statement = (
        insert_into(model)
        .values(dict(values))
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
        .returning(model.id)
    )
    return db.session.scalar(statement) is not None


def find_by_key(model: type[Row], dedupe_key: str) -> Row:
    """The row with that key, which must be there."""
    return db.session.scalars(select(model).where(model.dedupe_key == dedupe_key)).one()


def find_held(job_id: int, worker: str) -> int | None:
    """The job's number if `worker` still has it, its row locked until the transaction ends: nobody else leases it
    before, however long that takes."""
    query = select(Job.id).where(Job.id == job_id, Job.leased_by == worker, Job.state == JobState.RUNNING)
    return db.session.scalar(query.with_for_update())


def settle_job(job_id: int, worker: str, **values: object) -> bool:
    """Write `values` if `worker` still has the job; whether it had."""
    statement = (
        update(Job)
        .where(Job.id == job_id, Job.leased_by == worker, Job.state == JobState.RUNNING)
        .values(**values)
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(statement) is not None
