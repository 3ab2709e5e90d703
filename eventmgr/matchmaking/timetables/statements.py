"""Set-based writes about timetables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from eventmgr.ground.db import db
from eventmgr.matchmaking.timetables.models import DraftState, TimetableDraft


def tell_progress(draft_id: int, progress: dict[str, Any]) -> bool | None:
    """Write how far the search for a draft is; whether somebody asked it to stop, None: nobody wants the draft any
    more."""
    statement = (
        update(TimetableDraft)
        .where(TimetableDraft.id == draft_id, TimetableDraft.state == DraftState.RUNNING)
        .values(progress=progress)
        .returning(TimetableDraft.stops)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(statement)
