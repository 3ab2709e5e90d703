"""Set-based writes about imports."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import exists, text, update

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, is_sqlite
from eventmgr.ground.features import held_events
from eventmgr.output.imports.models import STANDS, BatchState, ImportBatch, ImportedRow


def prefer_indexes() -> None:
    """For the rest of the transaction: PostgreSQL makes its plans while tables are small and would look through all
    that the same transaction has added, row after row."""
    if not is_sqlite():
        db.session.execute(text("SET LOCAL enable_seqscan = off"))


def discard_old(*, before: datetime) -> None:
    """Sheets that nobody has touched since are deleted."""
    db.session.execute(
        update(ImportBatch)
        .where(ImportBatch.state.in_((BatchState.OPEN, BatchState.FAILED)), ImportBatch.changed_at < before)
        .values(state=BatchState.DISCARDED, content={})
    )


def forget_values_before(registration_ids: Collection[int]) -> None:
    """What these registrations said before an import is deleted: of them it can no longer be undone."""
    told = ImportedRow.registration_id.in_(sorted(registration_ids)) & ImportedRow.before.is_not(None)
    db.session.execute(update(ImportedRow).where(told).values(before={}))


def forget_liaisons(liaison_ids: Collection[int]) -> None:
    """What these liaisons said before an import is deleted: of them it can no longer be undone."""
    told = ImportedRow.liaison_id.in_(sorted(liaison_ids)) & ImportedRow.before.is_not(None)
    db.session.execute(update(ImportedRow).where(told).values(before={}))


def discard_of_ended(*, before: datetime) -> None:
    """Sheets that nobody has touched since their event ended, by then, are deleted: numbers of identity documents may
    stand in them. Where deletion is stopped they stay."""
    ended = exists().where(
        Event.id == ImportBatch.event_id, Event.ends_at < before, ImportBatch.changed_at < Event.ends_at
    )
    waits = ImportBatch.state.in_((BatchState.OPEN, BatchState.FAILED)) & ImportBatch.event_id.not_in(held_events())
    db.session.execute(update(ImportBatch).where(waits, ended).values(state=BatchState.DISCARDED, content={}))


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
