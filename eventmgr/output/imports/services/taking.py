"""What a worker does with an import: all its rows in one transaction, in portions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground.db import db
from eventmgr.ground.i18n import _
from eventmgr.output.imports import progress, statements
from eventmgr.output.imports.importer import LeftOut, Scope, Written, is_new
from eventmgr.output.imports.models import BatchState, ImportBatch, ImportedRow, Outcome
from eventmgr.output.imports.previewing import Preview, preview
from eventmgr.output.imports.services.kinds import importer_of
from eventmgr.output.imports.services.opening import is_cancelled, read_batch
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.messages import mailings, telling
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.sheets import Compared, Standing


def take(scope: Scope, batch: ImportBatch, *, digest: str, language: str, act: Act) -> None:
    """Take every good row: something new, or a change of what is there. A row that the event refuses is left out with
    its reason. The event must not be locked yet.

    What was shown is compared once more: if it would do something else by now, nothing is taken, and the import is open
    again.
    """
    statements.prefer_indexes()
    importer = importer_of(batch)
    rules = importer.rules(scope)
    reading = read_batch(scope, batch, rules)
    before = preview(reading, rules, importer.list_existing(scope))
    prepared = importer.prepare(before, language, act)
    filled = before.filled
    del before
    if isinstance(scope, Event):
        lock(scope)  # persons before the event, see docs/decisions/0010
    db.session.expire_all()
    shown = preview(reading, replace(rules, fill=None), importer.list_existing(scope))
    shown = replace(shown, filled=filled)  # as the directory was before the people of the sheet were entered into it
    if shown.digest != digest or is_cancelled(scope):
        batch.state, batch.changed_at = BatchState.OPEN, act.at
        return
    outcomes: Counter[Outcome] = Counter()
    with progress.of(batch, len(shown.accepted)) as advance:
        for results in importer.take(scope, shown, prepared, language, act):
            rows = [_remembered(result, batch.id, importer.entry) for result in results]
            outcomes.update(row.outcome for row in rows)
            db.session.add_all(rows)
            db.session.flush()
            advance(len(rows))
    wrong = [_remembered(_wrong(row), batch.id) for row in shown.rows if row.standing is Standing.WRONG]
    db.session.add_all(wrong)
    outcomes[Outcome.LEFT_OUT] += len(wrong)
    batch.state, batch.changed_at, batch.content = BatchState.TAKEN, act.at, {}
    batch.numbers = {
        "new": outcomes[Outcome.NEW],
        "changed": outcomes[Outcome.CHANGED],
        "same": shown.numbers[Standing.SAME],
        "left_out": outcomes[Outcome.LEFT_OUT] + len(shown.skipped),
    }
    record_result(scope, batch, "imported", act=act, columns=_columns(shown))


def _columns(shown: Preview) -> str:
    return ",".join(one.key for one in shown.matches if one.key)


def _wrong(row: Compared) -> LeftOut:
    return LeftOut(
        row, "\n".join(said if isinstance(said, str) else said.translated(_) for said in row.errors.values())
    )


def _remembered(result: Written | LeftOut, batch_id: int, entry: str = "") -> ImportedRow:
    """What is kept of a row, so that it can be undone."""
    remembered = ImportedRow(batch_id=batch_id, number=result.row.record.number)
    if isinstance(result, LeftOut):
        remembered.outcome, remembered.reason = Outcome.LEFT_OUT, result.reason
        return remembered
    remembered.outcome = Outcome.NEW if is_new(result.row) else Outcome.CHANGED
    remembered.stamp, remembered.before = result.at, dict(result.before)
    if entry:
        setattr(remembered, entry, result.id)
    else:
        remembered.before["entry"] = result.id
    return remembered


def record_result(scope: Scope, batch: ImportBatch, action: str, *, act: Act, columns: str = "") -> None:
    """The trail says what the import has come to, and of which columns."""
    numbers = {**progress.counts_of(batch), "columns": columns}
    counted = importer_of(batch).counted
    changes = {counted(name): [None, value] for name, value in numbers.items() if value}
    record(act, action, batch, event_id=scope.id, object_name=batch.name, changes=changes)


def go_on(payload: Mapping[str, Any], scope: Scope, *, at: datetime) -> telling.Telling | None:
    """How the e-mails of a job are told, as was chosen when the word was given; None: they leave at once, or there are
    none."""
    if not isinstance(scope, Event):
        return None
    choice = Choice(payload["choice"])
    if choice is not Choice.NOW:
        return telling.Telling(choice, scope.id, at)
    if mailings.is_called_off(payload["mailing"]):
        return telling.Telling(Choice.COLLECT, scope.id, at)
    return mailings.go_on(payload["mailing"], scope.id, at=at)
