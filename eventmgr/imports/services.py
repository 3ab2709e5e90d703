"""An import: opened, looked at, corrected, taken, undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from eventmgr.db import db
from eventmgr.directory.statements import Found
from eventmgr.errors import Refusal
from eventmgr.events.models import Event, EventStatus
from eventmgr.events.services import lock
from eventmgr.i18n import _
from eventmgr.imports import progress, queries, statements
from eventmgr.imports.applicants import applicant_of, merged, values_of
from eventmgr.imports.content import Content, unpacked
from eventmgr.imports.fields import fields_of
from eventmgr.imports.models import STANDS, BatchState, ImportBatch, ImportedRow, Outcome
from eventmgr.imports.previewing import Preview, Reading, preview, read
from eventmgr.jobs.services import enqueue
from eventmgr.log.services import Act, record
from eventmgr.messages import mailings, telling
from eventmgr.messages.telling import Choice
from eventmgr.registration import services as registrations
from eventmgr.registration.models import Registration, Source
from eventmgr.registration.queries import get_asked, list_registrations_by_id
from eventmgr.sheets import Compared, Existing, Sheet, Standing

TAKE, UNDO = "imports.take", "imports.undo"
"""Kinds of jobs."""
_PORTION = 200
"""So many registrations are changed or forgotten together."""
_REHEARSED = 100
"""So many rows are tried out to know who would be written to; of the others it follows."""


def open_batch(event: Event, sheet: Sheet, *, name: str, act: Act) -> ImportBatch:
    """Keep what was read, to be looked at; nothing is imported yet."""
    batch = ImportBatch(
        event_id=event.id,
        name=name,
        made_by_id=act.by.id,
        made_by_name=act.by.name,
        created_at=act.at,
        changed_at=act.at,
        columns={},
        numbers={},
        content=Content(sheet).packed(),
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def look(event: Event, batch: ImportBatch) -> Preview:
    """What the batch would do now.

    Raises:
        UnreadableSheet: there is no list in it.
    """
    return preview(_read(event, batch), _existing(event))


def _read(event: Event, batch: ImportBatch) -> Reading:
    chosen: dict[str, str] = {}
    for earlier in queries.list_chosen(event.id, batch.made_by_id):
        chosen |= earlier
    return read(content_of(batch), fields_of(get_asked(event)), chosen | batch.columns)


def _existing(event: Event) -> list[Existing]:
    return [Existing(row.id, values_of(row)) for row in queries.list_live(event.id)]


def content_of(batch: ImportBatch) -> Content:
    """The sheet of an import that is open.

    Raises:
        Refusal: no key opens it any more.
    """
    if "rows" not in batch.content:
        raise Refusal(_("The uploaded list can no longer be read. Please upload it again."))
    return unpacked(batch.content)


def choose_columns(batch: ImportBatch, chosen: Mapping[str, str], *, act: Act) -> None:
    """What somebody has chosen for the heads of this sheet: head → key of a field or nothing."""
    check_open(batch)
    batch.columns, batch.changed_at = {**batch.columns, **chosen}, act.at


def correct(
    batch: ImportBatch, corrections: Mapping[int, Mapping[str, str]], decisions: Mapping[int, str], *, act: Act
) -> None:
    """What was typed instead of cells, and what was decided about rows."""
    check_open(batch)
    batch.content = content_of(batch).corrected(corrections, decisions).packed()
    batch.changed_at = act.at


def discard(batch: ImportBatch, *, act: Act) -> None:
    """Nothing of it is taken; the sheet is deleted."""
    if batch.state is not BatchState.FAILED:
        check_open(batch)
    batch.state, batch.content, batch.changed_at = BatchState.DISCARDED, {}, act.at


def give_up(batch: ImportBatch, *, at: datetime) -> None:
    """A worker has tried often enough: the import has failed, or undoing it has. Nothing of the try was kept."""
    batch.state = BatchState.FAILED if batch.state is BatchState.TAKING else BatchState.UNDO_FAILED
    batch.changed_at = at


def reopen(batch: ImportBatch, *, act: Act) -> None:
    """The rows of an import that has failed can be looked at and imported again.

    Raises:
        Refusal: it has not failed.
    """
    if batch.state is not BatchState.FAILED:
        raise Refusal(_("This import has been dealt with already. Its result is shown below."))
    batch.state, batch.numbers, batch.changed_at = BatchState.OPEN, {}, act.at


def check_open(batch: ImportBatch) -> None:
    """Whether the sheet can still be corrected and taken.

    Raises:
        Refusal: it is being taken or was; another look says what came of it.
    """
    if batch.state is not BatchState.OPEN:
        raise Refusal(_("This import has been dealt with already. Its result is shown below."))


def start(event: Event, batch: ImportBatch, *, digest: str, language: str, act: Act) -> None:
    """The word is given: a worker takes all good rows. In a rehearsal a few of them are taken, and undone.

    Args:
        digest: of what was shown (`Preview.digest`).
        language: of the e-mails to those who come in.

    Raises:
        Refusal: it would do something else by now, or nothing at all; or the event was cancelled.
    """
    lock(event)
    db.session.refresh(batch)
    check_open(batch)
    shown = look(event, batch)
    if event.status is EventStatus.CANCELLED:
        raise Refusal(_("This event has been cancelled; nobody can be registered any more."))
    if shown.missing or not shown.taken:
        raise Refusal(_("There is no row that could be imported. Correct the rows first."))
    if shown.digest != digest:
        raise Refusal(
            _("Something has changed since the rows were shown. Check them once more; nothing has been imported yet.")
        )
    if telling.is_rehearsal():
        _rehearse(event, shown, language=language, act=act)
        return
    batch.state, batch.changed_at = BatchState.TAKING, act.at
    payload = {
        "batch": batch.id,
        "digest": digest,
        "language": language,
        "by": act.by.id,
        "name": act.by.name,
        "choice": telling.choice().value,
        "mailing": mailings.expect_more(sum(map(_is_written_to, shown.taken))),
    }
    enqueue(TAKE, payload, at=act.at)


def _is_written_to(row: Compared) -> bool:
    """Whether somebody hears of the row: who is new and has an address, and whose name or address changes."""
    if row.match is None:
        return bool(row.record.values.get("email"))
    return bool({"name", "email"} & set(row.changes)) and bool(row.record.values.get("email"))


def _rehearse(event: Event, shown: Preview, *, language: str, act: Act) -> None:
    told = [row for row in shown.taken if _is_written_to(row)]
    for row in told[:_REHEARSED]:
        with suppress(Refusal):  # it will be left out with its reason
            _try_out(event, row, language=language, act=act)
    kinds = [reader.kind for reader in _readers()]
    for row in told[_REHEARSED:]:
        telling.note_reader(str(row.record.values["name"]), kinds[-1] if kinds else "", language)
    telling.note_unreached(sum(row.match is None and not row.record.values.get("email") for row in shown.taken))


def _try_out(event: Event, row: Compared, *, language: str, act: Act) -> None:
    applicant = applicant_of(_afterwards(row), language)
    if row.match is None:
        registrations.register(event, applicant, act=act, source=Source.IMPORT)
    else:
        registrations.edit(event, db.session.get_one(Registration, row.match), applicant, act=act)


def _readers() -> list[telling.Reader]:
    how = telling.current()
    return how.readers if how is not None else []


def take(event: Event, batch: ImportBatch, *, digest: str, language: str, act: Act) -> None:
    """Take every good row: a new registration, or a change of one. A row that the event refuses (all places are taken) is
    left out with its reason. The event must not be locked yet.

    What was shown is compared once more: if it would do something else by now, nothing is taken, and the import is open
    again.
    """
    statements.prefer_indexes()
    reading = _read(event, batch)
    before = preview(reading, _existing(event))
    told = [applicant_of(_afterwards(row), language) for row in before.taken]
    persons = registrations.settle_persons(told, by_office=True, at=act.at)
    settled = {row.record.number: person for row, person in zip(before.taken, persons, strict=True)}
    del before, told, persons
    lock(event)  # persons before the event, see docs/decisions/0010
    db.session.expire_all()
    shown = preview(reading, _existing(event))
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
    _record(event, batch, "imported", act=act)


def _batches(
    event: Event, shown: Preview, settled: Mapping[int, Found], *, language: str, act: Act
) -> Iterator[list[ImportedRow]]:
    """The rows of a preview, taken in portions: those that are new, then those that change something."""
    new = [row for row in shown.taken if row.match is None]
    wanted = [(applicant_of(row.record.values, language), settled[row.record.number]) for row in new]
    done: list[ImportedRow] = []
    for row, result in zip(new, registrations.register_many(event, wanted, act=act, source=Source.IMPORT), strict=True):
        done.append(_kept(row, result, Outcome.NEW))
        if len(done) == _PORTION:
            yield done
            done = []
    yield done
    changed = sorted((row for row in shown.taken if row.match is not None), key=lambda row: row.match or 0)
    for at in range(0, len(changed), _PORTION):
        yield _changed(event, changed[at : at + _PORTION], settled, act=act)


def _changed(event: Event, rows: Sequence[Compared], settled: Mapping[int, Found], *, act: Act) -> list[ImportedRow]:
    wanted = {
        row.match: (applicant_of(_afterwards(row), ""), settled[row.record.number])
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


def _afterwards(row: Compared) -> dict[str, Any]:
    """All that the registration of a row says once it is taken."""
    return merged(row.there, row.record.values)


def _left_out(row: Compared, batch_id: int) -> ImportedRow:
    reason = "\n".join(said if isinstance(said, str) else said.said(_) for said in row.errors.values())
    return ImportedRow(batch_id=batch_id, number=row.record.number, outcome=Outcome.LEFT_OUT, reason=reason)


def _record(event: Event, batch: ImportBatch, action: str, *, act: Act) -> None:
    changes = {key: [None, number] for key, number in progress.counts_of(batch).items() if number}
    record(act, action, batch, event_id=event.id, object_name=batch.name, changes=changes)


def start_undoing(event: Event, batch: ImportBatch, *, act: Act) -> None:
    """The word is given: a worker undoes the import. In a rehearsal it is undone, and that is undone.

    Raises:
        Refusal: it is not one that was taken, or something came after it.
    """
    lock(event)
    db.session.refresh(batch)
    check_undoable(batch)
    if telling.is_rehearsal():
        _undo_rows(event, batch, act=act)
        return
    batch.state, batch.changed_at = BatchState.UNDOING, act.at
    batch.numbers = progress.counts_of(batch)
    rows = queries.list_rows(batch.id)
    payload = {
        "batch": batch.id,
        "by": act.by.id,
        "name": act.by.name,
        "choice": telling.choice().value,
        "mailing": mailings.expect_more(sum(row.outcome is Outcome.NEW for row in rows)),
    }
    enqueue(UNDO, payload, at=act.at)


def check_undoable(batch: ImportBatch) -> None:
    """Whether nothing has come after the import.

    Raises:
        Refusal: it has, or it is none that was taken; the sentence names the first of the rows.
    """
    if batch.state not in STANDS:
        raise Refusal(_("Only a finished import can be undone."))
    if any(row.stamp is None or not (row.before or row.outcome is Outcome.NEW) for row in _done(batch)):
        raise Refusal(_("This import is too long ago to be undone. Change registrations one by one."))
    later = queries.list_changed_later(batch.id)
    if later:
        raise Refusal(
            _(
                "This import cannot be undone: row %(row)s (%(name)s) was changed afterwards. Change registrations one by one.",
                row=later[0][0],
                name=later[0][2],
            )
        )


def _done(batch: ImportBatch) -> list[ImportedRow]:
    return [row for row in queries.list_rows(batch.id) if row.outcome is not Outcome.LEFT_OUT]


def undo(event: Event, batch: ImportBatch, *, act: Act) -> None:
    """Who came in with the import goes, with everything that was kept of them; who was changed says again what was said
    before. If something came after it meanwhile, nothing is undone."""
    statements.prefer_indexes()
    lock(event)
    if queries.list_changed_later(batch.id):
        batch.state, batch.changed_at = BatchState.TAKEN, act.at
        return
    _undo_rows(event, batch, act=act)
    batch.state, batch.changed_at = BatchState.UNDONE, act.at
    _record(event, batch, "import_undone", act=act)


def _undo_rows(event: Event, batch: ImportBatch, *, act: Act) -> None:
    rows = [row for row in queries.list_rows(batch.id) if row.registration_id is not None]
    changed = sorted((row for row in rows if row.outcome is Outcome.CHANGED), key=lambda row: row.registration_id or 0)
    new = [row.registration_id for row in rows if row.outcome is Outcome.NEW and row.registration_id is not None]
    told = [applicant_of(row.before, "") for row in changed]
    persons = registrations.settle_persons(told, by_office=True, at=act.at)
    lock(event)
    with progress.of(batch, len(rows)) as advance:
        for at in range(0, len(changed), _PORTION):
            here = slice(at, at + _PORTION)
            wanted = {
                row.registration_id: (applicant, person)
                for row, applicant, person in zip(changed[here], told[here], persons[here], strict=True)
                if row.registration_id is not None
            }
            for result in registrations.edit_many(event, wanted, act=act).values():
                if isinstance(result, Refusal):
                    raise result
            db.session.flush()
            advance(len(wanted))
        for at in range(0, len(new), _PORTION):
            some = list_registrations_by_id(event.id, new[at : at + _PORTION])
            registrations.forget_many(event, some, act=act, reason=_("The import was undone."))
            db.session.flush()
            advance(len(some))
    for row in rows:
        row.before = {}


def go_on(payload: Mapping[str, Any], event: Event, *, at: datetime) -> telling.Telling | None:
    """How the e-mails of a job are told, as was chosen when the word was given; None: they leave at once."""
    choice = Choice(payload["choice"])
    if choice is not Choice.NOW:
        return telling.Telling(choice, event.id, at)
    if mailings.is_called_off(payload["mailing"]):
        return telling.Telling(Choice.COLLECT, event.id, at)
    return mailings.go_on(payload["mailing"], event.id, at=at)
