"""Set-based writes about tables of meetings."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert

from eventmgr.ground.db import change_rows, db
from eventmgr.matchmaking.meeting_plans.models import MeetingTable


def insert_tables(event_id: int, hall_id: int, numbers: Sequence[int]) -> None:
    """Tables of these numbers in one hall."""
    if numbers:
        rows = [{"event_id": event_id, "hall_id": hall_id, "number": number} for number in numbers]
        db.session.execute(insert(MeetingTable), rows)


def delete_tables(ids: Sequence[int]) -> None:
    """Delete these tables."""
    statement = delete(MeetingTable).where(MeetingTable.id.in_(ids))
    change_rows(statement)
