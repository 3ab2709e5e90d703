"""The few writes about pairs that are statements."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import or_, update

from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import change_rows, db
from eventmgr.office.duplicates.models import Merge


def unmark(one: int, other: int) -> None:
    """Neither is marked as perhaps the other any more."""
    row = Registration
    pair = or_((row.id == one) & (row.looks_like_id == other), (row.id == other) & (row.looks_like_id == one))
    db.session.execute(
        update(row).where(pair).values(looks_like_id=None).execution_options(synchronize_session="fetch")
    )


def empty(ids: Collection[int]) -> None:
    """What registrations said before these merges is deleted: they can no longer be undone."""
    statement = update(Merge).where(Merge.id.in_(ids)).values(before={})
    change_rows(statement)
