"""The one write about pairs that is a statement."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.db import db, insert_into
from eventmgr.tools.likeness.models import KnownTwo
from eventmgr.tools.likeness.pairing import pair_of


def note_two(kind: type[KnownTwo], number: int, other: int, *, at: datetime, **columns: int) -> None:
    """These rows are two; saying so twice is no fault.

    Args:
        columns: what else the table of the room holds, as the number of the event.
    """
    first, second = pair_of(number, other)
    values = {"first_id": first, "second_id": second, "decided_at": at, **columns}
    db.session.execute(insert_into(kind).values(**values).on_conflict_do_nothing())
