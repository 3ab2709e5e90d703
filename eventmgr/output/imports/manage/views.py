"""The pages of every importer: a sheet is sent, looked at, corrected, taken or not, and undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.models import Event
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _, _l, language
from eventmgr.ground.settings import home_zone
from eventmgr.output.imports import progress, queries, services
from eventmgr.output.imports.files import sheet_to_fill_in, sheet_with_problems
from eventmgr.output.imports.forms import MOST_BYTES, SheetForm, chosen_columns, typed_corrections, typed_words
from eventmgr.output.imports.importer import Importer
from eventmgr.output.imports.manage.desks import Desk, Opener
from eventmgr.output.imports.models import STANDS, BatchState, ImportBatch, Outcome
from eventmgr.output.imports.previewing import Preview, Rules, left_out
from eventmgr.output.imports.services.kinds import IMPORTERS
from eventmgr.tools.sheets import Standing, UnreadableSheet, as_text
from eventmgr.tools.uploads.forms import sent_upload
from eventmgr.tools.web.pages import form_page, go_to
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import never_kept

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


def _about(desk: Desk) -> dict[str, Any]:
    """What every template is told."""
    scope = desk.scope
    return {
        "event": scope if isinstance(scope, Event) else None,
        "here": desk.here,
        "place": desk.place,
        "zone": scope.timezone if isinstance(scope, Event) else home_zone(),
        "importer": desk.importer,
        "is_office": desk.is_office,
    }


def _carry_out(desk: Desk, work: Callable[[], None]) -> None:
    """Of what belongs to no event nobody is written to; a liaison has seen whom the list writes to."""
    if isinstance(desk.scope, Event) and desk.is_office:
        carry_out(desk.scope, work, quiet=True)
    else:
        write(work)


def index(opened: Opener, **where: Any) -> ResponseReturnValue:
    """A file or pasted rows; below, the imports into the same place."""
    desk = opened(**where)
    importer, scope = desk.importer, desk.scope
    form = SheetForm()
    if form.validate_on_submit():
        upload = sent_upload(most_bytes=MOST_BYTES)
        sheet = form.read(upload.content)
        if sheet is not None:
            name = upload.filename[:200] if upload.content else ""
            batch = write(lambda: services.open_batch(scope, importer, sheet, name=name, act=desk.act()))
            return redirect(url_for(".show", **desk.here, batch_id=batch.id), 303)
    batches = queries.list_batches(scope.id, importer.key)
    return form_page(
        desk.template("index"),
        form,
        **_about(desk),
        related=IMPORTERS.get(importer.related),
        batches=batches,
    )


def template(opened: Opener, **where: Any) -> ResponseReturnValue:
    """A sheet to fill in, with the columns that may be filled in here."""
    desk = opened(**where)
    importer, scope = desk.importer, desk.scope
    body = sheet_to_fill_in(importer.columns_in(scope), title=str(importer.wording.template))
    return _xlsx(importer, body, _("%(event)s import template", event=desk.place))


def show(opened: Opener, batch_id: int, **where: Any) -> ResponseReturnValue:
    """What an import would do, row by row; or what came of it."""
    desk = opened(**where)
    importer, scope = desk.importer, desk.scope
    batch = queries.get_batch(scope.id, importer.key, batch_id)
    if batch.state is BatchState.OPEN:
        return _preview(desk, batch)
    html = render_template(
        desk.template("done"),
        **_about(desk),
        batch=batch,
        progress=progress.find(batch) if batch.state in _BUSY else None,
        left_out=queries.list_rows(batch.id, Outcome.LEFT_OUT),
        later=services.list_later(scope, batch)[:_ROWS] if batch.state in STANDS else [],
    )
    answer = make_response(html)
    if batch.state in _BUSY:
        answer.headers["Refresh"] = "3"
    return answer


def _preview(desk: Desk, batch: ImportBatch, refusal: str = "") -> ResponseReturnValue:
    importer, scope = desk.importer, desk.scope
    rules = importer.rules(scope)
    try:
        content = services.content_of(batch)
        looked = services.look(scope, batch)
    except Refusal as error:
        flash(error.sentence.translated(_) if isinstance(error, UnreadableSheet) else error.message, "error")
        write(lambda: services.discard(queries.get_batch(scope.id, importer.key, batch.id), act=desk.act()))
        return redirect(url_for(".index", **desk.here), 303)
    standing = next((one for one in Standing if one.value == query.text("show")), None)
    rows = [row for row in looked.rows if standing is None or row.standing is standing]
    page = min(
        max(int(query.text("page") or 1), 1) if query.text("page").isdecimal() else 1, max(1, -(-len(rows) // _ROWS))
    )
    shown_rows = rows[(page - 1) * _ROWS : page * _ROWS]
    similar = {number for row in shown_rows for number in row.similar}
    html = render_template(
        desk.template("preview"),
        **_about(desk),
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
        filled_labels=rules.filled_labels,
        warnings=importer.warn(scope, looked),
        samples=_samples(looked, rules),
        columns_left_out=left_out(looked, rules),
        there=importer.find_similar(scope, similar),
        in_words=rules.in_words,
        before_in_words=rules.before_in_words,
        typed=as_text,
        sentence=_sentence,
        refusal=refusal,
        files=rules.files,
    )
    return html, 409 if refusal else 200


def _samples(looked: Preview, rules: Rules) -> dict[int, list[str]]:
    """Column → what stands in its first rows, but where that is covered."""
    first = looked.table.rows[:3]
    heads = [one.head for one in looked.matches if one.key not in rules.covered]
    return {head.column: [as_text(row.at(head.column))[:40] for row in first] for head in heads}


def _sentence(said: Any) -> str:
    return said if isinstance(said, str) else str(said.translated(_))


def choose_columns(opened: Opener, batch_id: int, **where: Any) -> ResponseReturnValue:
    """Which column is what; remembered for the next sheet."""
    desk = opened(**where)
    importer, scope = desk.importer, desk.scope

    def choose() -> None:
        batch = queries.get_batch(scope.id, importer.key, batch_id)
        services.check_open(batch)
        looked = services.look(scope, batch)
        heads = {head.column: head.normal for head in looked.table.heads}
        keys = [field.key for field in importer.rules(scope).fields]
        services.choose_columns(batch, chosen_columns(request.form, heads, keys), act=desk.act())

    return _changed(desk, batch_id, choose)


def correct(opened: Opener, batch_id: int, **where: Any) -> ResponseReturnValue:
    """What was typed instead of wrong cells, and what was decided about rows."""
    desk = opened(**where)
    importer, scope = desk.importer, desk.scope

    def save() -> None:
        batch = queries.get_batch(scope.id, importer.key, batch_id)
        keys = [field.key for field in importer.rules(scope).fields]
        services.put_right(scope, batch, typed_words(request.form), act=desk.act())
        services.correct(batch, *typed_corrections(request.form, keys), act=desk.act())

    return _changed(desk, batch_id, save)


def _changed(desk: Desk, batch_id: int, work: Callable[[], None]) -> ResponseReturnValue:
    try:
        write(work)
    except NotFound:
        raise
    except Refusal as refusal:
        flash(refusal.message, "error")
    return redirect(url_for(".show", **desk.here, batch_id=batch_id, **_where()), 303)


def _where() -> dict[str, Any]:
    """Which rows are shown, as the address says it."""
    return {name: query.text(name) for name in ("show", "page") if query.text(name)}


def take(opened: Opener, batch_id: int, **where: Any) -> ResponseReturnValue:
    """The word: a worker takes all good rows."""
    desk = opened(**where)
    importer, scope = desk.importer, desk.scope
    batch = queries.get_batch(scope.id, importer.key, batch_id)
    digest = request.form.get("digest", "")[:64]
    lang = language()
    try:
        _carry_out(desk, lambda: services.start(scope, batch, digest=digest, language=lang, act=desk.act()))
    except Refusal as refusal:
        if batch.state is BatchState.OPEN:
            return _preview(desk, batch, refusal.message)
        flash(refusal.message, "error")
    return redirect(url_for(".show", **desk.here, batch_id=batch_id), 303)


def reopen(opened: Opener, batch_id: int, **where: Any) -> ResponseReturnValue:
    """An import that has failed: its rows once more."""
    desk = opened(**where)
    importer, scope = desk.importer, desk.scope
    return _changed(
        desk, batch_id, lambda: services.reopen(queries.get_batch(scope.id, importer.key, batch_id), act=desk.act())
    )


def discard(opened: Opener, batch_id: int, **where: Any) -> ResponseReturnValue:
    """Nothing of it: the sheet is deleted."""
    desk = opened(**where)
    importer, scope = desk.importer, desk.scope
    try:
        write(lambda: services.discard(queries.get_batch(scope.id, importer.key, batch_id), act=desk.act()))
    except NotFound:
        raise
    except Refusal as refusal:
        flash(refusal.message, "error")
        return redirect(url_for(".show", **desk.here, batch_id=batch_id), 303)
    return go_to(url_for(".index", **desk.here), _("Nothing was imported, and the uploaded list has been deleted."))


def problems(opened: Opener, batch_id: int, **where: Any) -> ResponseReturnValue:
    """The sheet again, with everything that is wrong marked."""
    desk = opened(**where)
    importer, scope = desk.importer, desk.scope
    batch = queries.get_batch(scope.id, importer.key, batch_id)
    services.check_open(batch)
    looked = services.look(scope, batch)
    body = sheet_with_problems(services.content_of(batch).sheet, looked, sentence=_sentence)
    return _xlsx(importer, body, _("%(event)s rows to correct", event=desk.place))


def undo(opened: Opener, batch_id: int, **where: Any) -> ResponseReturnValue:
    """Take an import back, as long as nothing came after it; asks once."""
    desk = opened(**where)
    importer, scope = desk.importer, desk.scope
    batch = queries.get_batch(scope.id, importer.key, batch_id)
    refusal = ""
    if request.method == "POST":
        try:
            _carry_out(desk, lambda: services.start_undoing(scope, batch, act=desk.act()))
        except Refusal as error:
            refusal = error.message
        else:
            return redirect(url_for(".show", **desk.here, batch_id=batch_id), 303)
    later = services.list_later(scope, batch)
    undoable = batch.state in STANDS and not later
    html = render_template(
        desk.template("undo"),
        **_about(desk),
        batch=batch,
        later=later,
        refusal=refusal,
        undoable=undoable,
    )
    return html, 409 if refusal else 200


def _xlsx(importer: Importer[Any], body: bytes, name: str) -> Response:
    answer = Response(body, content_type=_XLSX)
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"{importer.file_name}.xlsx\"; filename*=UTF-8''{quote(name, safe='')}.xlsx"
    )
    return never_kept(answer)
