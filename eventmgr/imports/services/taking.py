"""What a worker does with an import: all its rows in one transaction, in portions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from eventmgr.db import db
from eventmgr.directory.statements import Found
from eventmgr.errors import Refusal
from eventmgr.events.models import Event, EventStatus
from eventmgr.events.services import lock
from eventmgr.i18n import _
from eventmgr.imports import progress, statements
from eventmgr.imports.models import BatchState, ImportBatch, ImportedRow, Outcome
from eventmgr.imports.previewing import Preview, preview
from eventmgr.imports.services.opening import afterwards, list_existing, read_batch
from eventmgr.log.services import Act, record
from eventmgr.messages import mailings, telling
from eventmgr.messages.telling import Choice
from eventmgr.registration import services as registrations
from eventmgr.registration.content.values import applicant_of
from eventmgr.registration.models import Registration, Source
from eventmgr.sheets import Compared, Standing

PORTION = 200
"""So many registrations are changed or forgotten together."""


def take(event: Event, batch: ImportBatch, *, digest: str, language: str, act: Act) -> None:
    """Take every good row: a new registration, or a change of one. A row that the event refuses (all places are taken) is
    left out with its reason. The event must not be locked yet.

    What was shown is compared once more: if it would do something else by now, nothing is taken, and the import is open
    again.
    """
    statements.prefer_indexes()
    reading = read_batch(event, batch)
    before = preview(reading, list_existing(event))
    told = [applicant_of(afterwards(row), language) for row in before.taken]
    persons = registrations.settle_persons(told, by_office=True, at=act.at)
    settled = {row.record.number: person for row, person in zip(before.taken, persons, strict=True)}
    del before, told, persons
    lock(event)  # persons before the event, see docs/decisions/0010
    db.session.expire_all()
    shown = preview(reading, list_existing(event))
    if shown.digest != digest or event.status is EventStatus.CANCELLED:
        batch.state, batch.changed_at = BatchState.OPEN, act.at
        return
    registrations.vouch_for(settled.values())
    outcomes: Counter[Outcome] = Counter()
    with progress.of(batch, len(shown.taken)) as advance:
        for rows in _batches(event, shown, settled, language=language, act=act):
            outcomes.update(row.outcome for row in rows)
            for row in rows:
                row.batch_id = batch.id
            db.session.add_all(rows)
            db.session.flush()
            advance(len(rows))
    wrong = [_left_out(row, batch.id) for row in shown.rows if row.standing is Standing.WRONG]
    db.session.add_all(wrong)
    outcomes[Outcome.LEFT_OUT] += len(wrong)
    batch.state, batch.changed_at, batch.content = BatchState.TAKEN, act.at, {}
    batch.numbers = {
        "new": outcomes[Outcome.NEW],
        "changed": outcomes[Outcome.CHANGED],
        "same": shown.numbers[Standing.SAME],
        "left_out": outcomes[Outcome.LEFT_OUT] + len(shown.skipped),
    }
    record_result(event, batch, "imported", act=act)


def _batches(
    event: Event, shown: Preview, settled: Mapping[int, Found], *, language: str, act: Act
) -> Iterator[list[ImportedRow]]:
    """The rows of a preview, taken in portions: those that are new, then those that change something."""
    new = [row for row in shown.taken if row.match is None]
    wanted = [(applicant_of(row.record.values, language), settled[row.record.number]) for row in new]
    done: list[ImportedRow] = []
    for row, result in zip(new, registrations.register_many(event, wanted, act=act, source=Source.IMPORT), strict=True):
        done.append(_kept(row, result, Outcome.NEW))
        if len(done) == PORTION:
            yield done
            done = []
    yield done
    changed = sorted((row for row in shown.taken if row.match is not None), key=lambda row: row.match or 0)
    for at in range(0, len(changed), PORTION):
        yield _changed(event, changed[at : at + PORTION], settled, act=act)


def _changed(event: Event, rows: Sequence[Compared], settled: Mapping[int, Found], *, act: Act) -> list[ImportedRow]:
    wanted = {
        row.match: (applicant_of(afterwards(row), ""), settled[row.record.number])
        for row in rows
        if row.match is not None
    }
    results = registrations.edit_many(event, wanted, act=act)
    return [_kept(row, results[row.match], Outcome.CHANGED) for row in rows if row.match is not None]


def _kept(row: Compared, result: Registration | Refusal, outcome: Outcome) -> ImportedRow:
    number = row.record.number
    if isinstance(result, Refusal):
        return ImportedRow(number=number, outcome=Outcome.LEFT_OUT, reason=str(result.message))
    before = dict(row.there) if outcome is Outcome.CHANGED else {}
    return ImportedRow(
        number=number, outcome=outcome, registration_id=result.id, before=before, stamp=result.changed_at
    )


def _left_out(row: Compared, batch_id: int) -> ImportedRow:
    reason = "\n".join(said if isinstance(said, str) else said.said(_) for said in row.errors.values())
    return ImportedRow(batch_id=batch_id, number=row.record.number, outcome=Outcome.LEFT_OUT, reason=reason)


def record_result(event: Event, batch: ImportBatch, action: str, *, act: Act) -> None:
    """The trail says what the import has come to."""
    changes = {key: [None, number] for key, number in progress.counts_of(batch).items() if number}
    record(act, action, batch, event_id=event.id, object_name=batch.name, changes=changes)


def go_on(payload: Mapping[str, Any], event: Event, *, at: datetime) -> telling.Telling | None:
    """How the e-mails of a job are told, as was chosen when the word was given; None: they leave at once."""
    choice = Choice(payload["choice"])
    if choice is not Choice.NOW:
        return telling.Telling(choice, event.id, at)
    if mailings.is_called_off(payload["mailing"]):
        return telling.Telling(Choice.COLLECT, event.id, at)
    return mailings.go_on(payload["mailing"], event.id, at=at)
