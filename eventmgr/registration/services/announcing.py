"""Telling people: by letter, or, where no address is known, by noting that the organizers owe them a call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from eventmgr.db import db
from eventmgr.events.models import Event, EventStatus
from eventmgr.events.services import lock
from eventmgr.jobs.registry import handler
from eventmgr.jobs.services import enqueue
from eventmgr.log.services import Act, record
from eventmgr.quotas.models import HOLDING
from eventmgr.registration import letters, queries, statements
from eventmgr.registration.models import Registration

AT_ONCE = 500
"""So many letters are written in the transaction of what they tell; more are left to a worker."""
_JOB = "registration.announce"
_TO_HOLDERS = ("published",)
"""Letters that go to nobody who waits or is under review."""
_STATES = {
    "cancelled": frozenset({EventStatus.CANCELLED}),
    "postponed": frozenset({EventStatus.POSTPONED}),
    **dict.fromkeys(letters.TAKES_PLACE, frozenset(EventStatus) - {EventStatus.CANCELLED, EventStatus.POSTPONED}),
    "changed": frozenset(EventStatus) - {EventStatus.CANCELLED},
}
"""Letter → states of the event in which it is still true."""


Before = Mapping[str, dict[str, str]]
"""Language → what letters have said of the event so far; see `facts_told`."""


def tell(kind: str, registration: Registration, event: Event, *, act: Act, **own: Any) -> None:
    """Write the letter `kind`; somebody without an address is to be phoned instead, unless it was their own act.

    Args:
        own: as `letters.write` takes it.
    """
    letters.write(kind, registration, event, at=act.at, **own)
    by_themselves = act.by.acts_by_link
    registration.untold_since = None if registration.email or by_themselves else act.at


def note_told(event: Event, registrations: Sequence[Registration], *, act: Act) -> int:
    """The organizers have phoned these people; of how many that was news."""
    rows = [row for row in queries.list_locked([row.id for row in registrations]) if row.untold_since is not None]
    for row in rows:
        row.untold_since = None
        record(act, "told_by_phone", row, event_id=event.id, object_name=row.name)
    return len(rows)


def announce(event: Event, kind: str, *, at: datetime, before: Before | None = None) -> int:
    """Write the letter `kind` to live registrations with an address, in the transaction of the event's change; those
    without one are to be phoned.

    Beyond `AT_ONCE` of them the rest is a job of the same transaction, and the job's own the next ones: a worker that
    dies loses none and writes none twice.

    Args:
        before: what they know of the event; the letter says what is otherwise.

    Returns:
        how many letters were written now.
    """
    statements.note_untold(event.id, holders_only=kind in _TO_HOLDERS, at=at)
    return _write_some(event, kind, before or {}, after_id=0, told_at=at, at=at)


def _write_some(event: Event, kind: str, before: Before, *, after_id: int, told_at: datetime, at: datetime) -> int:
    rows = queries.list_reachable(event.id, after_id=after_id, asked_until=told_at, limit=AT_ONCE + 1)
    now = rows[:AT_ONCE]
    changed = {language: letters.differences_since(event, language, facts) for language, facts in before.items()}
    for row in now:
        if kind not in _TO_HOLDERS or row.status in HOLDING:
            letters.write(kind, row, event, at=at, differences=changed.get(row.language, ()))
    if len(rows) > AT_ONCE:
        rest = {
            "event_id": event.id,
            "kind": kind,
            "before": before,
            "after_id": now[-1].id,
            "told_at": told_at.isoformat(),
        }
        enqueue(_JOB, rest, at=at)
    return len(now)


@handler(_JOB)
def go_on(payload: dict[str, Any], at: datetime) -> None:
    """The job: the next letters of an announcement, unless the event's state says otherwise by now (of that all hear)."""
    event = db.session.get(Event, payload["event_id"])
    if event is None:
        return
    lock(event)
    kind = payload["kind"]
    if event.status not in _STATES.get(kind, _STATES["changed"]):
        return
    told_at = datetime.fromisoformat(payload["told_at"])
    _write_some(event, kind, payload.get("before", {}), after_id=payload["after_id"], told_at=told_at, at=at)
