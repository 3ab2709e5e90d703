"""Set-based writes of the numbers of calendar entries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import case, update

from eventmgr.event.events.models import Event
from eventmgr.event.events.statements import raise_site_revision
from eventmgr.ground import notify
from eventmgr.ground.db import db


def lift(number: int, *, at: datetime) -> int:
    """Every number of mailed entries is at least `number` and higher than it was, every date at least `at`; pages and
    feeds are stale. How many events there are."""
    raise_site_revision()
    lifted = _run(
        update(Event)
        .values(
            mail_sequence=_above(Event.mail_sequence, number),
            mail_changed_at=_since(Event.mail_changed_at, at),
            page_version=Event.page_version + 1,
            programme_version=Event.programme_version + 1,
        )
        .returning(Event.id)
    )
    numbers = list(lifted.scalars())
    for event_id in numbers:
        notify.tell(f"event:{event_id}")
    return len(numbers)


def _run(statement: Any) -> Any:
    return db.session.execute(statement.execution_options(synchronize_session=False))


def _above(column: Any, number: int) -> Any:
    return case((column < number, number), else_=column + 1)


def _since(column: Any, at: datetime) -> Any:
    return case((column > at, column), else_=at)
