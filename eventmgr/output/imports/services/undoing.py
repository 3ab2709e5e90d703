"""An import taken back, as long as nothing came after it."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.jobs.services import enqueue
from eventmgr.output.imports import progress, queries, statements
from eventmgr.output.imports.importer import Entry, Later, Scope
from eventmgr.output.imports.models import STANDS, BatchState, ImportBatch, ImportedRow, Outcome
from eventmgr.output.imports.services.kinds import importer_of
from eventmgr.output.imports.services.opening import hold
from eventmgr.output.imports.services.taking import record_result
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages import mailings, telling

UNDO = "imports.undo"
"""Kind of job."""


def start_undoing(scope: Scope, batch: ImportBatch, *, act: Act) -> None:
    """The word is given: a worker undoes the import. In a rehearsal it is undone, and that is undone.

    Raises:
        Refusal: it is not one that was taken, or something came after it.
    """
    hold(scope, batch)
    check_undoable(scope, batch)
    if telling.is_rehearsal():
        _undo_rows(scope, batch, act=act)
        return
    batch.state, batch.changed_at = BatchState.UNDOING, act.at
    batch.numbers = progress.counts_of(batch)
    rows, tells = queries.list_rows(batch.id), importer_of(batch).tells_of_undoing
    payload = {
        "batch": batch.id,
        "by": act.by.id,
        "kind": act.by.kind.value,
        "name": act.by.name,
        "choice": telling.choice().value,
        "mailing": mailings.expect_more(sum(row.outcome is Outcome.NEW for row in rows) if tells else 0),
    }
    enqueue(UNDO, payload, at=act.at)


def check_undoable(scope: Scope, batch: ImportBatch) -> None:
    """Whether nothing has come after the import.

    Raises:
        Refusal: it has, or it is none that was taken; the sentence names the first of the rows.
    """
    if batch.state not in STANDS:
        raise Refusal(_("Only a finished import can be undone."))
    if any(row.stamp is None or not (row.before or row.outcome is Outcome.NEW) for row in _done(batch)):
        raise Refusal(_("This import is too long ago to be undone. Change the entries one by one."))
    importer_of(batch).check_undo(scope, _done(batch))
    later = list_later(scope, batch)
    if later:
        raise Refusal(
            _(
                "This import cannot be undone: row %(row)s (%(name)s) was changed afterwards. Change the entries one by one.",
                row=later[0][0],
                name=later[0][2],
            )
        )


def list_later(scope: Scope, batch: ImportBatch) -> list[Later]:
    """The rows of an import after which something came: an entry says something else by now, is used, or is gone."""
    importer = importer_of(batch)
    if importer.list_later is not None:
        return importer.list_later(scope, batch)
    rows = _done(batch)
    entries = importer.find_entries(scope, rows)
    later: list[Later] = []
    for row in rows:
        entry = entries.get(row.entry_id)
        if entry is None:
            later.append((row.number, None, str(row.before.get("title", ""))))
        elif _is_touched(row, entry):
            later.append((row.number, row.entry_id, entry.name))
    return later


def _is_touched(row: ImportedRow, entry: Entry) -> bool:
    if entry.digest:
        return entry.is_used or bool(row.before and entry.digest != row.before["after"])
    return entry.is_used or entry.changed_at != row.stamp


def _done(batch: ImportBatch) -> list[ImportedRow]:
    return [row for row in queries.list_rows(batch.id) if row.outcome is not Outcome.LEFT_OUT]


def undo(scope: Scope, batch: ImportBatch, *, act: Act) -> None:
    """What came in with the import goes; what was changed says again what was said before. If something came after it
    meanwhile, or whoever imported it may change nothing any more, nothing is undone."""
    statements.prefer_indexes()
    if isinstance(scope, Event):
        lock(scope)
    if list_later(scope, batch) or not _is_allowed(scope, batch, at=act.at):
        batch.state, batch.changed_at = BatchState.TAKEN, act.at
        return
    _undo_rows(scope, batch, act=act)
    batch.state, batch.changed_at = BatchState.UNDONE, act.at
    record_result(scope, batch, "import_undone", act=act)


def _is_allowed(scope: Scope, batch: ImportBatch, *, at: datetime) -> bool:
    try:
        importer_of(batch).check_now(scope, at)
        importer_of(batch).check_undo(scope, _done(batch))
    except Refusal:
        return False
    return True


def _undo_rows(scope: Scope, batch: ImportBatch, *, act: Act) -> None:
    """What came last goes first, in portions."""
    importer, rows = importer_of(batch), sorted(_done(batch), key=lambda row: row.id, reverse=True)
    with progress.of(batch, len(rows)) as advance:
        for outcome, several in groupby(rows, key=lambda row: row.outcome):
            portions = list(several)
            for at in range(0, len(portions), importer.undone_together):
                portion = portions[at : at + importer.undone_together]
                (importer.remove if outcome is Outcome.NEW else importer.restore)(scope, portion, act)
                db.session.flush()
                advance(len(portion))
    for row in rows:
        row.before = {}
