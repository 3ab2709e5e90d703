"""Written, leased, made, settled. A row is sent by one worker at a time, and never a second time where a repeat could
not be told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import uuid4

from eventmgr.ground import notify
from eventmgr.ground.db import db, insert_into
from eventmgr.ground.jobs import backoff
from eventmgr.ground.jobs.queries import insert_once, lease
from eventmgr.ground.jobs.statements import pull_back
from eventmgr.tools.channels import statements
from eventmgr.tools.channels.models import ChannelMessage, SendState
from eventmgr.tools.channels.protocol import Delivered, LeftOut, Outgoing, Refused, Result
from eventmgr.tools.channels.registry import HEARERS, MAKERS

TRIES = 8
_AT_ONCE = 500
"""Rows of one statement."""
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=15), timedelta(hours=1)
_SHORTEST_LEASE = 60.0
"""Longer than any exchange."""


def enqueue(
    kind: str, payload: Mapping[str, object], *, key: str, event_id: int, about: str, batch: str, at: datetime
) -> bool:
    """Write a row that a worker sends after the commit, unless one with `key` is there; whether it was written."""
    notify.tell(notify.WORK)
    return insert_once(ChannelMessage, _row(kind, payload, key=key, event_id=event_id, about=about, batch=batch, at=at))


def enqueue_all(
    kind: str, each: Mapping[str, Mapping[str, object]], *, event_id: int, batch: str, at: datetime
) -> None:
    """The same of many: whom each is about → what it is made from. Their keys are of kind, batch and reader."""
    notify.tell(notify.WORK)
    rows = [
        _row(kind, payload, key=f"{kind}:{batch}:{about}", event_id=event_id, about=about, batch=batch, at=at)
        for about, payload in each.items()
    ]
    for start in range(0, len(rows), _AT_ONCE):
        statement = insert_into(ChannelMessage).values(rows[start : start + _AT_ONCE])
        db.session.execute(statement.on_conflict_do_nothing(index_elements=["dedupe_key"]))


def _row(
    kind: str, payload: Mapping[str, object], *, key: str, event_id: int, about: str, batch: str, at: datetime
) -> dict[str, object]:
    return {
        "kind": kind,
        "payload": dict(payload),
        "uid": str(uuid4()),
        "event_id": event_id,
        "about": about,
        "batch": batch,
        "dedupe_key": key,
        "state": SendState.DUE,
        "due_at": at,
        "created_at": at,
    }


def forget_readers(abouts: Collection[str]) -> None:
    """Nothing says any more to whom (`registration:12`) texts went; what waits never leaves."""
    statements.forget_readers(abouts)


def set_right(*, at: datetime, lease: timedelta) -> None:
    """Rows that a clock ahead has put far away come back; see `jobs.statements.pull_back`."""
    longer = max(lease, timedelta(seconds=_SHORTEST_LEASE))
    pull_back(
        ChannelMessage, due=SendState.DUE, busy=SendState.SENDING, at=at, lease=longer, longest_wait=_LONGEST_WAIT
    )


def lease_one(worker: str, *, at: datetime, seconds: float) -> ChannelMessage | None:
    """The next row that is due, if there is one."""
    longer = max(seconds, _SHORTEST_LEASE)
    found = lease(
        ChannelMessage, SendState.SENDING, worker=worker, at=at, seconds=longer, limit=1, kinds=sorted(MAKERS)
    )
    return found[0] if found else None


def make(row: ChannelMessage, *, at: datetime) -> Outgoing | LeftOut:
    """The text as it is sent now, or why it is not."""
    return MAKERS[row.kind](row.payload, at)


def may_send(row: ChannelMessage, outgoing: Outgoing) -> bool:
    """Whether it reaches nobody twice: no worker died in the middle of an earlier try, or a repeat is known as one."""
    return row.answered >= row.attempts - 1 or outgoing.channel.knows_repeats


def unclear(row: ChannelMessage, reason: str) -> None:
    """Nobody knows whether it was taken; it is not sent again."""
    _settle(row, SendState.UNCLEAR, reason)


def left_out(row: ChannelMessage, reason: str) -> None:
    """It was not to be sent any more."""
    _settle(row, SendState.LEFT_OUT, reason)


def settle(row: ChannelMessage, outgoing: Outgoing, result: Result, *, at: datetime, jitter: float) -> None:
    """What came of a try.

    Args:
        jitter: in [0, 1); spreads the next tries of many.
    """
    if isinstance(result, Delivered):
        values = {"state": SendState.SENT, "due_at": None, "sent_at": at, "last_error": ""}
        if statements.settle(row.id, None, **values):
            HEARERS[row.kind](row.payload, at)
    elif isinstance(result, Refused) or row.attempts >= TRIES:
        is_open = not isinstance(result, Refused) and not result.is_certain
        _settle(row, SendState.UNCLEAR if is_open else SendState.FAILED, result.reason)
    elif not result.is_certain and not outgoing.channel.knows_repeats:
        unclear(row, result.reason)
    else:
        wait = backoff.delay(row.attempts, first=_FIRST_WAIT, longest=_LONGEST_WAIT, jitter=jitter)
        due_at = at + max(wait, timedelta(seconds=result.seconds))
        answered = row.answered + 1 if result.is_certain else row.answered
        statements.settle(
            row.id, row.leased_by, state=SendState.DUE, due_at=due_at, answered=answered, last_error=result.reason[:500]
        )


def _settle(row: ChannelMessage, state: SendState, reason: str) -> None:
    statements.settle(row.id, row.leased_by, state=state, due_at=None, last_error=reason[:500])
