"""The table of timed work, and what every leased row has."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model


class Leased:
    """Columns of a row that a worker takes for a while, does, and settles.

    `due_at` alone says when a worker may take the row: its first time, the next try, or, while a worker has it, the
    end of that worker's lease. None: finished. So taking one is the same question whether it is new or was left
    behind by a worker that died.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    """`<package>.<what>`."""
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    leased_by: Mapped[str] = mapped_column(String(64), default="")
    """The worker that has it now or had it last."""
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    dedupe_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    """Two rows with the same key cannot be; None: no matter."""
    created_at: Mapped[datetime]


class JobState(enum.Enum):
    """due → running → done, or due again, or failed after too many tries."""

    DUE = "due"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Leased, Model):
    """A piece of work that a handler registered for its kind does at `due_at`."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_kind", "kind", "id"),)

    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    state: Mapped[JobState] = mapped_column(default=JobState.DUE)
    every_seconds: Mapped[int | None]
    """Set: the row is due again so many seconds after its last time; it never ends."""
    finished_at: Mapped[datetime | None]


class SeenWorker(Model):
    """A worker, and when it was last at work; it says so itself, every some seconds."""

    __tablename__ = "worker"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    """As leased rows bear it."""
    began_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    lease_seconds: Mapped[int]
    """For how long what it takes is its own."""
