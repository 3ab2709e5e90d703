"""One letter to everybody who is registered: the event was moved, postponed or cancelled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.db import db
from eventmgr.events.models import Event, EventStatus
from eventmgr.jobs.registry import handler
from eventmgr.jobs.services import enqueue
from eventmgr.registration import letters, queries

AT_ONCE = 500
"""So many letters are written in the transaction of what they tell; more are left to a worker."""
_JOB = "registration.announce"


def announce(event: Event, kind: str, *, at: datetime) -> int:
    """Write the letter `kind` to live registrations with an address, in the transaction of the event's change.

    Beyond `AT_ONCE` of them the rest is a job of the same transaction, and the job's own the next ones: a worker that
    dies loses none and writes none twice.

    Returns:
        how many letters were written now.
    """
    return _write_some(event, kind, after_id=0, told_at=at, at=at)


def _write_some(event: Event, kind: str, *, after_id: int, told_at: datetime, at: datetime) -> int:
    rows = queries.list_reachable(event.id, after_id=after_id, asked_until=told_at, limit=AT_ONCE + 1)
    now = rows[:AT_ONCE]
    for row in now:
        letters.write(kind, row, event, at=at)
    if len(rows) > AT_ONCE:
        rest = {"event_id": event.id, "kind": kind, "after_id": now[-1].id, "told_at": told_at.isoformat()}
        enqueue(_JOB, rest, at=at)
    return len(now)


@handler(_JOB)
def go_on(payload: dict[str, Any], at: datetime) -> None:
    """The job: the next letters of an announcement, unless the event was cancelled meanwhile (all hear of that)."""
    event = db.session.get(Event, payload["event_id"])
    if event is None or (event.status is EventStatus.CANCELLED and payload["kind"] != "cancelled"):
        return
    told_at = datetime.fromisoformat(payload["told_at"])
    _write_some(event, payload["kind"], after_id=payload["after_id"], told_at=told_at, at=at)
