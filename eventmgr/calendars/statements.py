"""Set-based writes of the numbers of calendar entries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import case, update

from eventmgr import notify
from eventmgr.agenda.models import AgendaItem
from eventmgr.db import db
from eventmgr.events.models import Event
from eventmgr.events.statements import raise_site_revision


def lift(number: int, *, at: datetime) -> int:
    """Every SEQUENCE is at least `number` and higher than it was, every LAST-MODIFIED at least `at`; pages and feeds are
    stale. How many events there are."""
    raise_site_revision()
    lifted = _run(
        update(Event)
        .values(
            sequence=_above(Event.sequence, number),
            mail_sequence=_above(Event.mail_sequence, number),
            calendar_changed_at=_since(Event.calendar_changed_at, at),
            mail_changed_at=_since(Event.mail_changed_at, at),
            page_version=Event.page_version + 1,
            programme_version=Event.programme_version + 1,
        )
        .returning(Event.id)
    )
    numbers = list(lifted.scalars())
    _run(
        update(AgendaItem).values(
            sequence=_above(AgendaItem.sequence, number), calendar_changed_at=_since(AgendaItem.calendar_changed_at, at)
        )
    )
    for event_id in numbers:
        notify.tell(f"event:{event_id}")
    return len(numbers)


def _run(statement: Any) -> Any:
    return db.session.execute(statement.execution_options(synchronize_session=False))


def _above(column: Any, number: int) -> Any:
    return case((column < number, number), else_=column + 1)


def _since(column: Any, at: datetime) -> Any:
    return case((column > at, column), else_=at)
