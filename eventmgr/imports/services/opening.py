"""An import until the word is given: opened, looked at, corrected, discarded, started."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from eventmgr.db import db
from eventmgr.errors import Refusal
from eventmgr.events.models import Event, EventStatus
from eventmgr.events.services import lock
from eventmgr.i18n import _
from eventmgr.imports import queries
from eventmgr.imports.applicants import merged
from eventmgr.imports.content import Content, unpacked
from eventmgr.imports.fields import fields_of
from eventmgr.imports.models import BatchState, ImportBatch
from eventmgr.imports.previewing import Preview, Reading, preview, read
from eventmgr.jobs.services import enqueue
from eventmgr.log.services import Act
from eventmgr.messages import mailings, telling
from eventmgr.registration import services as registrations
from eventmgr.registration.content.values import applicant_of, values_of
from eventmgr.registration.models import Registration, Source
from eventmgr.registration.queries import get_asked
from eventmgr.sheets import Compared, Existing, Sheet

TAKE = "imports.take"
"""Kind of job."""
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
    return preview(read_batch(event, batch), list_existing(event))


def read_batch(event: Event, batch: ImportBatch) -> Reading:
    """What the sheet of an import says, with the columns that were chosen for its heads, now or before."""
    chosen: dict[str, str] = {}
    for earlier in queries.list_chosen(event.id, batch.made_by_id):
        chosen |= earlier
    return read(content_of(batch), fields_of(get_asked(event)), chosen | batch.columns)


def list_existing(event: Event) -> list[Existing]:
    """The registrations with which a sheet is compared, as values."""
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
    applicant = applicant_of(afterwards(row), language)
    if row.match is None:
        registrations.register(event, applicant, act=act, source=Source.IMPORT)
    else:
        registrations.edit(event, db.session.get_one(Registration, row.match), applicant, act=act)


def _readers() -> list[telling.Reader]:
    how = telling.current()
    return how.readers if how is not None else []


def afterwards(row: Compared) -> dict[str, Any]:
    """All that the registration of a row says once it is taken."""
    return merged(row.there, row.record.values)
