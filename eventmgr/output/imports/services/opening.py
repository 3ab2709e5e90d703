"""An import until the word is given: opened, looked at, corrected, discarded, started."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services import lock
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.jobs.services import enqueue
from eventmgr.output.imports import queries, words
from eventmgr.output.imports.content import Content, unpacked
from eventmgr.output.imports.importer import Importer, Scope
from eventmgr.output.imports.models import BatchState, ImportBatch
from eventmgr.output.imports.previewing import Preview, Reading, Rules, preview, read
from eventmgr.output.imports.services.kinds import importer_of
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages import mailings, telling
from eventmgr.tools.sheets import Sheet

TAKE = "imports.take"
"""Kind of job."""


def open_batch(scope: Scope, importer: Importer[Any], sheet: Sheet, *, name: str, act: Act) -> ImportBatch:
    """Keep what was read, to be looked at; nothing is imported yet."""
    batch = ImportBatch(
        event_id=scope.id,
        kind=importer.key,
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


def look(scope: Scope, batch: ImportBatch) -> Preview:
    """What the batch would do now.

    Raises:
        UnreadableSheet: there is no list in it.
    """
    importer = importer_of(batch)
    rules = importer.rules(scope)
    return preview(read_batch(scope, batch, rules), rules, importer.list_existing(scope))


def read_batch(scope: Scope, batch: ImportBatch, rules: Rules) -> Reading:
    """What the sheet of an import says, with the columns that were chosen for its heads, now or before."""
    chosen: dict[str, str] = {}
    for earlier in queries.list_chosen(scope.id, batch.kind, batch.made_by_id):
        chosen |= earlier
    return read(content_of(batch), rules, chosen | batch.columns)


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


def put_right(scope: Scope, batch: ImportBatch, sent: Mapping[str, str], *, act: Act) -> None:
    """What was typed once for all rows in which the same stands (`Repeated.name` → text); a word out of a list is
    remembered."""
    check_open(batch)
    corrections, remembered = words.put_right(look(scope, batch).words, sent)
    if corrections or remembered:
        batch.columns = {**batch.columns, **remembered}
        correct(batch, corrections, {}, act=act)


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
        raise Refusal(_("This import has already been dealt with. Its result is shown below."))
    batch.state, batch.numbers, batch.changed_at = BatchState.OPEN, {}, act.at


def check_open(batch: ImportBatch) -> None:
    """Whether the sheet can still be corrected and taken.

    Raises:
        Refusal: it is being taken or was; another look says what came of it.
    """
    if batch.state is not BatchState.OPEN:
        raise Refusal(_("This import has already been dealt with. Its result is shown below."))


def hold(scope: Scope, batch: ImportBatch) -> None:
    """Lock what is imported into, and read the import again: nobody else starts or undoes it at this moment. What
    belongs to no event is started by the row of its import, which a worker does not lock."""
    if isinstance(scope, Event):
        lock(scope)
    db.session.refresh(batch, with_for_update=not isinstance(scope, Event))


def is_cancelled(scope: Scope) -> bool:
    """Whether nothing comes in any more."""
    return isinstance(scope, Event) and scope.status is EventStatus.CANCELLED


def start(scope: Scope, batch: ImportBatch, *, digest: str, language: str, act: Act) -> None:
    """The word is given: a worker takes all good rows. In a rehearsal a few of them are taken, and undone.

    Args:
        digest: of what was shown (`Preview.digest`).
        language: of the e-mails to those who come in.

    Raises:
        Refusal: it would do something else by now, or nothing at all; or the event was cancelled.
    """
    hold(scope, batch)
    check_open(batch)
    importer, shown = importer_of(batch), look(scope, batch)
    if is_cancelled(scope):
        raise Refusal(_("This event has been cancelled; nothing can be imported into it any more."))
    if isinstance(scope, Event):
        importer.check_now(scope, act.at)
    if shown.missing or not shown.accepted:
        raise Refusal(_("There is no row that could be imported. Correct the rows first."))
    if importer.most_rows and len(shown.accepted) > importer.most_rows:
        raise Refusal(_("At most %(num)s rows can be imported at once. Split the sheet.", num=importer.most_rows))
    if shown.digest != digest:
        raise Refusal(
            _("Something has changed since the rows were shown. Check them again; nothing has been imported yet.")
        )
    importer.check_take(scope, shown, act.at)
    if telling.is_rehearsal():
        rehearse(scope, importer, shown, language=language, act=act)
        return
    batch.state, batch.changed_at = BatchState.TAKING, act.at
    payload = {
        "batch": batch.id,
        "digest": digest,
        "language": language,
        "by": act.by.id,
        "kind": act.by.kind.value,
        "name": act.by.name,
        "choice": telling.choice().value,
        "mailing": mailings.expect_more(importer.count_letters(shown)),
    }
    enqueue(TAKE, payload, at=act.at)


def rehearse(scope: Scope, importer: Importer[Any], shown: Preview, *, language: str, act: Act) -> None:
    """Write so much that it is known who would be written to; whoever asked for it undoes it."""
    if importer.rehearse is not None:
        importer.rehearse(scope, shown, language, act)
        return
    for _results in importer.take(scope, shown, importer.prepare(shown, language, act), language, act):
        pass
