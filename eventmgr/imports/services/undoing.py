"""An import taken back, as long as nothing came after it."""

from __future__ import annotations

from eventmgr.db import db
from eventmgr.errors import Refusal
from eventmgr.events.models import Event
from eventmgr.events.services import lock
from eventmgr.i18n import _
from eventmgr.imports import progress, queries, statements
from eventmgr.imports.models import STANDS, BatchState, ImportBatch, ImportedRow, Outcome
from eventmgr.imports.services.taking import PORTION, record_result
from eventmgr.jobs.services import enqueue
from eventmgr.log.services import Act
from eventmgr.messages import mailings, telling
from eventmgr.registration import services as registrations
from eventmgr.registration.content.values import applicant_of
from eventmgr.registration.queries import list_registrations_by_id

UNDO = "imports.undo"
"""Kind of job."""


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
    record_result(event, batch, "import_undone", act=act)


def _undo_rows(event: Event, batch: ImportBatch, *, act: Act) -> None:
    rows = [row for row in queries.list_rows(batch.id) if row.registration_id is not None]
    changed = sorted((row for row in rows if row.outcome is Outcome.CHANGED), key=lambda row: row.registration_id or 0)
    new = [row.registration_id for row in rows if row.outcome is Outcome.NEW and row.registration_id is not None]
    told = [applicant_of(row.before, "") for row in changed]
    persons = registrations.settle_persons(told, by_office=True, at=act.at)
    lock(event)
    with progress.of(batch, len(rows)) as advance:
        for at in range(0, len(changed), PORTION):
            here = slice(at, at + PORTION)
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
        for at in range(0, len(new), PORTION):
            some = list_registrations_by_id(event.id, new[at : at + PORTION])
            registrations.forget_many(event, some, act=act, reason=_("The import was undone."))
            db.session.flush()
            advance(len(some))
    for row in rows:
        row.before = {}
