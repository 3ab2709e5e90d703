"""The pages of every importer: a sheet is sent, looked at, corrected, taken or not, and undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.accounts.access import act_now
from eventmgr.db import write
from eventmgr.errors import NotFound, Refusal
from eventmgr.events.access import event_for
from eventmgr.events.manage.asking import carry_out
from eventmgr.events.models import Event
from eventmgr.i18n import _, _l, language, localized
from eventmgr.imports import progress, queries, services
from eventmgr.imports.files import sheet_to_fill_in, sheet_with_problems
from eventmgr.imports.forms import MOST_BYTES, SheetForm, chosen_columns, typed_corrections
from eventmgr.imports.importer import Importer
from eventmgr.imports.importers import IMPORTERS
from eventmgr.imports.models import STANDS, BatchState, ImportBatch, Outcome
from eventmgr.imports.previewing import Preview
from eventmgr.sheets import Standing, UnreadableSheet, as_text
from eventmgr.web.requests.parameters import query
from eventmgr.web.responses.answers import never_kept

_ROWS = 50
"""Rows on one page of the preview."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STANDINGS = {
    Standing.WRONG: _l("With errors"),
    Standing.SIMILAR: "",
    Standing.NEW: _l("New"),
    Standing.CHANGED: _l("Changed"),
    Standing.SAME: _l("No change"),
}
TONES = {
    Standing.WRONG: "no",
    Standing.SIMILAR: "wait",
    Standing.NEW: "ok",
    Standing.CHANGED: "ok",
    Standing.SAME: "off",
}
_BUSY = (BatchState.TAKING, BatchState.UNDOING)
STATES = {
    BatchState.OPEN: _l("Not yet imported"),
    BatchState.TAKING: _l("Being imported"),
    BatchState.TAKEN: _l("Imported"),
    BatchState.UNDOING: _l("Being undone"),
    BatchState.UNDONE: _l("Undone"),
    BatchState.FAILED: _l("Failed"),
    BatchState.UNDO_FAILED: _l("Imported; undoing failed"),
    BatchState.DISCARDED: _l("Discarded"),
}


def index(importer: Importer, slug: str) -> ResponseReturnValue:
    """A file or pasted rows; below, the imports of this event."""
    event = event_for(slug, importer.permission)
    form = SheetForm()
    if form.validate_on_submit():
        sent = request.files.get("file")
        data = sent.stream.read(MOST_BYTES) if sent is not None and sent.filename else b""
        sheet = form.read(data)
        if sheet is not None:
            name = (sent.filename or "")[:200] if sent is not None and data else ""
            batch = write(lambda: services.open_batch(event, importer, sheet, name=name, act=act_now()))
            return redirect(url_for(".show", slug=slug, batch_id=batch.id), 303)
    batches = queries.list_batches(event.id, importer.key)
    return render_template(
        "imports/manage/index.html",
        event=event,
        importer=importer,
        related=IMPORTERS.get(importer.related),
        form=form,
        batches=batches,
        states=STATES,
    ), form.status


def template(importer: Importer, slug: str) -> ResponseReturnValue:
    """A sheet to fill in, with the fields and questions of this event."""
    event = event_for(slug, importer.permission)
    body = sheet_to_fill_in(importer.list_blanks(event), title=str(importer.wording.template))
    return _xlsx(importer, body, _("%(event)s import template", event=localized(event.title)))


def show(importer: Importer, slug: str, batch_id: int) -> ResponseReturnValue:
    """What an import would do, row by row; or what came of it."""
    event = event_for(slug, importer.permission)
    batch = queries.get_batch(event, importer.key, batch_id)
    if batch.state is BatchState.OPEN:
        return _preview(importer, event, batch)
    html = render_template(
        "imports/manage/done.html",
        event=event,
        importer=importer,
        batch=batch,
        states=STATES,
        progress=progress.find(batch) if batch.state in _BUSY else None,
        left_out=queries.list_rows(batch.id, Outcome.LEFT_OUT),
        later=services.list_later(batch)[:_ROWS] if batch.state in STANDS else [],
    )
    answer = make_response(html)
    if batch.state in _BUSY:
        answer.headers["Refresh"] = "3"
    return answer


def _preview(importer: Importer, event: Event, batch: ImportBatch, refusal: str = "") -> ResponseReturnValue:
    rules = importer.rules(event)
    try:
        content = services.content_of(batch)
        looked = services.look(event, batch)
    except Refusal as error:
        flash(error.sentence.said(_) if isinstance(error, UnreadableSheet) else error.message, "error")
        write(lambda: services.discard(queries.get_batch(event, importer.key, batch.id), act=act_now()))
        return redirect(url_for(".index", slug=event.slug), 303)
    standing = next((one for one in Standing if one.value == query.text("show")), None)
    rows = [row for row in looked.rows if standing is None or row.standing is standing]
    page = min(
        max(int(query.text("page") or 1), 1) if query.text("page").isdecimal() else 1, max(1, -(-len(rows) // _ROWS))
    )
    shown_rows = rows[(page - 1) * _ROWS : page * _ROWS]
    similar = {number for row in shown_rows for number in row.similar}
    html = render_template(
        "imports/manage/preview.html",
        event=event,
        importer=importer,
        batch=batch,
        preview=looked,
        content=content,
        rows=shown_rows,
        page=page,
        pages=max(1, -(-len(rows) // _ROWS)),
        standing=standing,
        standing_wrong=Standing.WRONG,
        address_args=_where(),
        missing=[rules.labels[key] for key in looked.missing],
        standings=STANDINGS | {Standing.SIMILAR: importer.wording.similar},
        tones=TONES,
        labels=rules.labels,
        heading=rules.heading,
        first_shown=rules.shown,
        warnings=importer.warn(event, looked),
        samples=_samples(looked),
        there=importer.find_similar(event, similar),
        said=rules.said,
        said_before=rules.said_before,
        typed=as_text,
        sentence=_sentence,
        refusal=refusal,
        files=rules.files,
    )
    return html, 409 if refusal else 200


def _samples(looked: Preview) -> dict[int, list[str]]:
    """Column → what stands in its first rows."""
    first = looked.table.rows[:3]
    return {head.column: [as_text(row.at(head.column))[:40] for row in first] for head in looked.table.heads}


def _sentence(said: Any) -> str:
    return said if isinstance(said, str) else str(said.said(_))


def choose_columns(importer: Importer, slug: str, batch_id: int) -> ResponseReturnValue:
    """Which column is what; remembered for the next sheet."""
    event = event_for(slug, importer.permission)

    def choose() -> None:
        batch = queries.get_batch(event, importer.key, batch_id)
        services.check_open(batch)
        looked = services.look(event, batch)
        heads = {head.column: head.normal for head in looked.table.heads}
        keys = [field.key for field in importer.rules(event).fields]
        services.choose_columns(batch, chosen_columns(request.form, heads, keys), act=act_now())

    return _changed(slug, batch_id, choose)


def correct(importer: Importer, slug: str, batch_id: int) -> ResponseReturnValue:
    """What was typed instead of wrong cells, and what was decided about rows."""
    event = event_for(slug, importer.permission)

    def save() -> None:
        batch = queries.get_batch(event, importer.key, batch_id)
        keys = [field.key for field in importer.rules(event).fields]
        services.correct(batch, *typed_corrections(request.form, keys), act=act_now())

    return _changed(slug, batch_id, save)


def _changed(slug: str, batch_id: int, work: Callable[[], None]) -> ResponseReturnValue:
    try:
        write(work)
    except NotFound:
        raise
    except Refusal as refusal:
        flash(refusal.message, "error")
    return redirect(url_for(".show", slug=slug, batch_id=batch_id, **_where()), 303)


def _where() -> dict[str, Any]:
    """Which rows are shown, as the address says it."""
    return {name: query.text(name) for name in ("show", "page") if query.text(name)}


def take(importer: Importer, slug: str, batch_id: int) -> ResponseReturnValue:
    """The word: a worker takes all good rows."""
    event = event_for(slug, importer.permission)
    batch = queries.get_batch(event, importer.key, batch_id)
    digest = request.form.get("digest", "")[:64]
    lang = language()
    try:
        carry_out(event, lambda: services.start(event, batch, digest=digest, language=lang, act=act_now()), quiet=True)
    except Refusal as refusal:
        if batch.state is BatchState.OPEN:
            return _preview(importer, event, batch, refusal.message)
        flash(refusal.message, "error")
    return redirect(url_for(".show", slug=slug, batch_id=batch_id), 303)


def reopen(importer: Importer, slug: str, batch_id: int) -> ResponseReturnValue:
    """An import that has failed: its rows once more."""
    event = event_for(slug, importer.permission)
    return _changed(
        slug, batch_id, lambda: services.reopen(queries.get_batch(event, importer.key, batch_id), act=act_now())
    )


def discard(importer: Importer, slug: str, batch_id: int) -> ResponseReturnValue:
    """Nothing of it: the sheet is deleted."""
    event = event_for(slug, importer.permission)
    try:
        write(lambda: services.discard(queries.get_batch(event, importer.key, batch_id), act=act_now()))
    except NotFound:
        raise
    except Refusal as refusal:
        flash(refusal.message, "error")
        return redirect(url_for(".show", slug=slug, batch_id=batch_id), 303)
    flash(_("Nothing was imported, and the uploaded list has been deleted."), "success")
    return redirect(url_for(".index", slug=slug), 303)


def problems(importer: Importer, slug: str, batch_id: int) -> ResponseReturnValue:
    """The sheet again, with everything that is wrong marked."""
    event = event_for(slug, importer.permission)
    batch = queries.get_batch(event, importer.key, batch_id)
    services.check_open(batch)
    looked = services.look(event, batch)
    body = sheet_with_problems(services.content_of(batch).sheet, looked, sentence=_sentence)
    return _xlsx(importer, body, _("%(event)s rows to correct", event=localized(event.title)))


def undo(importer: Importer, slug: str, batch_id: int) -> ResponseReturnValue:
    """Take an import back, as long as nothing came after it; asks once."""
    event = event_for(slug, importer.permission)
    batch = queries.get_batch(event, importer.key, batch_id)
    refusal = ""
    if request.method == "POST":
        try:
            carry_out(event, lambda: services.start_undoing(event, batch, act=act_now()), quiet=True)
        except Refusal as error:
            refusal = error.message
        else:
            return redirect(url_for(".show", slug=slug, batch_id=batch_id), 303)
    later = services.list_later(batch)
    undoable = batch.state in STANDS and not later
    html = render_template(
        "imports/manage/undo.html",
        event=event,
        importer=importer,
        batch=batch,
        later=later,
        refusal=refusal,
        undoable=undoable,
    )
    return html, 409 if refusal else 200


def _xlsx(importer: Importer, body: bytes, name: str) -> Response:
    answer = Response(body, content_type=_XLSX)
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{importer.file_name}.xlsx\"; filename*=UTF-8''{quote(name, safe='')}.xlsx"
    )
    return never_kept(answer)


def _blueprint(importer: Importer) -> Blueprint:
    """The pages of an importer, at addresses of its own."""
    pages = Blueprint(f"imports_{importer.key}", __name__, url_prefix=f"/manage/events/<slug>/{importer.path}")
    batch = "/<int:batch_id>/"
    for rule, view, methods in (
        ("/", index, ["GET", "POST"]),
        ("/template.xlsx", template, ["GET"]),
        (batch, show, ["GET"]),
        (f"{batch}columns", choose_columns, ["POST"]),
        (f"{batch}correct", correct, ["POST"]),
        (f"{batch}take", take, ["POST"]),
        (f"{batch}reopen", reopen, ["POST"]),
        (f"{batch}discard", discard, ["POST"]),
        (f"{batch}problems.xlsx", problems, ["GET"]),
        (f"{batch}undo", undo, ["GET", "POST"]),
    ):
        page = update_wrapper(partial(view, importer), view)  # the check of tokens asks for its name
        pages.add_url_rule(rule, view.__name__, page, methods=methods)
    return pages


BLUEPRINTS = tuple(map(_blueprint, IMPORTERS.values()))
