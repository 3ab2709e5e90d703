"""What was done with one row, as its page shows it."""

from __future__ import annotations

from typing import Any

from eventmgr.ground.settings import home_zone
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.wording import Line, lines_of


def history_of(row: Any, *, event_id: int | None = None) -> list[Line]:
    """The latest entries about it, newest first, in the language spoken and on the clock of the house; one statement.

    Args:
        event_id: the event whose log has them; None: they are about none.
    """
    return lines_of(list_entries(event_id, object_type=row.__tablename__, object_id=row.id), home_zone())
