"""Reading how the way out is doing, and what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import Session

from eventmgr.ground.db import db
from eventmgr.ground.jobs.models import SeenWorker
from eventmgr.tools.messages.models import LetterState, OutboxLetter, WayOut

_LONG, _AWAY = timedelta(minutes=10), timedelta(minutes=5)
"""For how long e-mails wait, or no worker is seen, until people are told."""
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""Rows that nobody has finished, by the index of their time: it is no condition that any of them fails."""


def find_way_out(*, lock: bool = False) -> WayOut | None:
    """The row, read anew; None before the first e-mail."""
    query = select(WayOut).execution_options(populate_existing=True)
    return db.session.scalars(query.with_for_update() if lock else query).one_or_none()


def find_oldest_waiting(*, at: datetime) -> datetime | None:
    """When the e-mail was written that waits longest though it is due, or was tried before; None: none does."""
    return db.session.scalar(select(func.min(OutboxLetter.created_at)).where(*_waits(at)))


def _waits(at: datetime) -> tuple[ColumnElement[bool], ...]:
    letter = OutboxLetter
    is_late = (letter.due_at <= at) | (letter.state == LetterState.SENDING) | (letter.last_error != "")
    return letter.due_at > _LONG_AGO, letter.state.in_((LetterState.DUE, LetterState.SENDING)), is_late


@dataclass(frozen=True)
class Standstill:
    """No e-mail leaves, though some wait."""

    since: datetime
    waiting: int
    answer: str
    """What the mail server said last; empty: no worker is there to ask it."""


def find_standstill(*, at: datetime) -> Standstill | None:
    """Whether e-mails have stood still for so long that people should know, and why. It is asked beside the transaction
    of the page that tells: over the same connections, and nothing of it stays in the page's session."""
    with Session(Engine(db.engine.pool, db.engine.dialect, db.engine.url)) as session:
        return _find_standstill(session, at)


def _find_standstill(session: Session, at: datetime) -> Standstill | None:
    oldest = session.scalar(select(func.min(OutboxLetter.created_at)).where(*_waits(at)))
    if oldest is None or at - oldest < _LONG:
        return None
    way = session.scalars(select(WayOut)).one_or_none()
    seen_at = session.scalar(select(func.max(SeenWorker.seen_at)))
    since, answer = None, ""
    if seen_at is not None and at - seen_at >= _AWAY:
        since = seen_at
    elif way is not None and way.failing_since is not None and at - way.failing_since >= _LONG:
        since, answer = way.failing_since, way.answer
    if since is None:
        return None
    waiting = session.scalar(select(func.count()).select_from(OutboxLetter).where(*_waits(at))) or 0
    return Standstill(since, waiting, answer)


def count_failed(event_id: int | None, *, everywhere: bool = False) -> int:
    """How many e-mails of that event (None: of no event) could not be delivered and can be sent again; or all of
    them."""
    letter = OutboxLetter
    query = select(func.count()).select_from(letter).where(letter.state == LetterState.FAILED, letter.to_address != "")
    if not everywhere:
        query = query.where(letter.event_id.is_(None) if event_id is None else letter.event_id == event_id)
    return db.session.scalar(query) or 0
