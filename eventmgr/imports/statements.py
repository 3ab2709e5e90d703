"""Set-based writes about imports."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, text, update

from eventmgr.db import db, is_sqlite
from eventmgr.imports.models import STANDS, BatchState, ImportBatch, ImportedRow
from eventmgr.registration.models import Registration


def prefer_indexes() -> None:
    """For the rest of the transaction: PostgreSQL makes its plans while tables are small and would look through all that
    the same transaction has added, row after row."""
    if not is_sqlite():
        db.session.execute(text("SET LOCAL enable_seqscan = off"))


def discard_old(*, before: datetime) -> None:
    """Sheets that nobody has touched since are deleted."""
    db.session.execute(
        update(ImportBatch)
        .where(ImportBatch.state.in_((BatchState.OPEN, BatchState.FAILED)), ImportBatch.changed_at < before)
        .values(state=BatchState.DISCARDED, content={})
    )


def forget_the_forgotten() -> None:
    """What was said before an import by somebody whose information was deleted since is deleted as well."""
    gone = exists().where(Registration.id == ImportedRow.registration_id, Registration.forgotten_at.is_not(None))
    db.session.execute(update(ImportedRow).where(gone, ImportedRow.before.is_not(None)).values(before={}))


def forget_before(*, before: datetime) -> None:
    """What registrations said before an import that was taken earlier is deleted: it can no longer be undone."""
    old = exists().where(
        ImportBatch.id == ImportedRow.batch_id, ImportBatch.state.in_(STANDS), ImportBatch.changed_at < before
    )
    db.session.execute(update(ImportedRow).where(old).values(before={}, stamp=None))
