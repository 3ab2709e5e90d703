"""Writes of the day that are one atomic statement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.db import db, insert_into
from eventmgr.meetings.day.models import DayAct


def claim_act(values: Mapping[str, Any]) -> int | None:
    """The number of a new act with these values; None: the event has one of this key already. Where another transaction is
    about to write the same key, this waits for its end."""
    statement = insert_into(DayAct).values(**values)
    statement = statement.on_conflict_do_nothing(index_elements=[DayAct.event_id, DayAct.key]).returning(DayAct.id)
    number: int | None = db.session.execute(statement).scalar_one_or_none()
    return number
