"""Set-based writes about what was printed."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import insert, update

from eventmgr.ground.db import db
from eventmgr.output.papers.kept.models import PrintedPart


def insert_parts(rows: Collection[dict[str, object]]) -> None:
    """All parts of a printing together."""
    if rows:
        db.session.execute(insert(PrintedPart), list(rows))


def empty_parts(ids: Collection[int]) -> None:
    """What was printed of these registrations is known no longer; that it was printed stays."""
    statement = update(PrintedPart).where(PrintedPart.registration_id.in_(sorted(ids))).values(digests={})
    db.session.execute(statement.execution_options(synchronize_session=False))
