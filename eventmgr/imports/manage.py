"""The pages of every importer: a sheet is sent, looked at, corrected, taken or not, and undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.accounts.access import act_now, admin_required
from eventmgr.db import write
from eventmgr.errors import NotFound, Refusal
from eventmgr.events.access import event_for
from eventmgr.events.manage.asking import carry_out
from eventmgr.events.models import Event
from eventmgr.i18n import _, _l, language, localized
from eventmgr.imports import progress, queries, services
from eventmgr.imports.files import sheet_to_fill_in, sheet_with_problems
from eventmgr.imports.forms import MOST_BYTES, SheetForm, chosen_columns, typed_corrections
from eventmgr.imports.importer import SITE, Importer, Scope
from eventmgr.imports.models import STANDS, BatchState, ImportBatch, Outcome
from eventmgr.imports.previewing import Preview, Rules
from eventmgr.imports.services.kinds import IMPORTERS
from eventmgr.settings import home_zone
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


def _scope(importer: Importer[Any], slug: str | None) -> Scope:
    """The event of the page, or the whole site, for those who may import there."""
    if slug is None:
        admin_required()
        return SITE
    return event_for(slug, importer.permission)


def _here(scope: Scope) -> dict[str, Any]:
    """What the address of a page of this importer has of where it is."""
    return {"slug": scope.slug} if isinstance(scope, Event) else {}


def _place(importer: Importer[Any], scope: Scope) -> str:
    return localized(scope.title) if isinstance(scope, Event) else str(importer.wording.list_name)


def _about(importer: Importer[Any], scope: Scope) -> dict[str, Any]:
    """What every template is told."""
    return {
        "event": scope if isinstance(scope, Event) else None,
        "here": _here(scope),
        "place": _place(importer, scope),
        "zone": scope.timezone if isinstance(scope, Event) else home_zone(),
        "importer": importer,
    }


def _carry_out(scope: Scope, work: Callable[[], None]) -> None:
    """Of what belongs to no event nobody is written to."""
    if isinstance(scope, Event):
        carry_out(scope, work, quiet=True)
    else:
        write(work)


def index(importer: Importer[Any], slug: str | None) -> ResponseReturnValue:
    """A file or pasted rows; below, the imports into the same place."""
    scope = _scope(importer, slug)
    form = SheetForm()
    if form.validate_on_submit():
        sent = request.files.get("file")
        data = sent.stream.read(MOST_BYTES) if sent is not None and sent.filename else b""
        sheet = form.read(data)
        if sheet is not None:
            name = (sent.filename or "")[:200] if sent is not None and data else ""
            batch = write(lambda: services.open_batch(scope, importer, sheet, name=name, act=act_now()))
            return redirect(url_for(".show", **_here(scope), batch_id=batch.id), 303)
    batches = queries.list_batches(scope.id, importer.key)
    return render_template(
        "imports/manage/index.html",
        **_about(importer, scope),
        related=IMPORTERS.get(importer.related),
        form=form,
        batches=batches,
        states=STATES,
    ), form.status


def template(importer: Importer[Any], slug: str | None) -> ResponseReturnValue:
    """A sheet to fill in, with the columns that may be filled in here."""
    scope = _scope(importer, slug)
    body = sheet_to_fill_in(importer.list_blanks(scope), title=str(importer.wording.template))
    return _xlsx(importer, body, _("%(event)s import template", event=_place(importer, scope)))


def show(importer: Importer[Any], slug: str | None, batch_id: int) -> ResponseReturnValue:
    """What an import would do, row by row; or what came of it."""
    scope = _scope(importer, slug)
    batch = queries.get_batch(scope.id, importer.key, batch_id)
    if batch.state is BatchState.OPEN:
        return _preview(importer, scope, batch)
    html = render_template(
        "imports/manage/done.html",
        **_about(importer, scope),
        batch=batch,
        states=STATES,
        progress=progress.find(batch) if batch.state in _BUSY else None,
        left_out=queries.list_rows(batch.id, Outcome.LEFT_OUT),
        later=services.list_later(scope, batch)[:_ROWS] if batch.state in STANDS else [],
    )
    answer = make_response(html)
    if batch.state in _BUSY:
        answer.headers["Refresh"] = "3"
    return answer


def _preview(importer: Importer[Any], scope: Scope, batch: ImportBatch, refusal: str = "") -> ResponseReturnValue:
    rules = importer.rules(scope)
    try:
        content = services.content_of(batch)
        looked = services.look(scope, batch)
    except Refusal as error:
        flash(error.sentence.said(_) if isinstance(error, UnreadableSheet) else error.message, "error")
        write(lambda: services.discard(queries.get_batch(scope.id, importer.key, batch.id), act=act_now()))
        return redirect(url_for(".index", **_here(scope)), 303)
    standing = next((one for one in Standing if one.value == query.text("show")), None)
    rows = [row for row in looked.rows if standing is None or row.standing is standing]
    page = min(
        max(int(query.text("page") or 1), 1) if query.text("page").isdecimal() else 1, max(1, -(-len(rows) // _ROWS))
    )
    shown_rows = rows[(page - 1) * _ROWS : page * _ROWS]
    similar = {number for row in shown_rows for number in row.similar}
    html = render_template(
        "imports/manage/preview.html",
        **_about(importer, scope),
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
        there=importer.find_similar(scope, similar),
        said=rules.said,
        said_before=rules.said_before,
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
    return said if isinstance(said, str) else str(said.said(_))


def choose_columns(importer: Importer[Any], slug: str | None, batch_id: int) -> ResponseReturnValue:
    """Which column is what; remembered for the next sheet."""
    scope = _scope(importer, slug)

    def choose() -> None:
        batch = queries.get_batch(scope.id, importer.key, batch_id)
        services.check_open(batch)
        looked = services.look(scope, batch)
        heads = {head.column: head.normal for head in looked.table.heads}
        keys = [field.key for field in importer.rules(scope).fields]
        services.choose_columns(batch, chosen_columns(request.form, heads, keys), act=act_now())

    return _changed(scope, batch_id, choose)


def correct(importer: Importer[Any], slug: str | None, batch_id: int) -> ResponseReturnValue:
    """What was typed instead of wrong cells, and what was decided about rows."""
    scope = _scope(importer, slug)

    def save() -> None:
        batch = queries.get_batch(scope.id, importer.key, batch_id)
        keys = [field.key for field in importer.rules(scope).fields]
        services.correct(batch, *typed_corrections(request.form, keys), act=act_now())

    return _changed(scope, batch_id, save)


def _changed(scope: Scope, batch_id: int, work: Callable[[], None]) -> ResponseReturnValue:
    try:
        write(work)
    except NotFound:
        raise
    except Refusal as refusal:
        flash(refusal.message, "error")
    return redirect(url_for(".show", **_here(scope), batch_id=batch_id, **_where()), 303)


def _where() -> dict[str, Any]:
    """Which rows are shown, as the address says it."""
    return {name: query.text(name) for name in ("show", "page") if query.text(name)}


def take(importer: Importer[Any], slug: str | None, batch_id: int) -> ResponseReturnValue:
    """The word: a worker takes all good rows."""
    scope = _scope(importer, slug)
    batch = queries.get_batch(scope.id, importer.key, batch_id)
    digest = request.form.get("digest", "")[:64]
    lang = language()
    try:
        _carry_out(scope, lambda: services.start(scope, batch, digest=digest, language=lang, act=act_now()))
    except Refusal as refusal:
        if batch.state is BatchState.OPEN:
            return _preview(importer, scope, batch, refusal.message)
        flash(refusal.message, "error")
    return redirect(url_for(".show", **_here(scope), batch_id=batch_id), 303)


def reopen(importer: Importer[Any], slug: str | None, batch_id: int) -> ResponseReturnValue:
    """An import that has failed: its rows once more."""
    scope = _scope(importer, slug)
    return _changed(
        scope, batch_id, lambda: services.reopen(queries.get_batch(scope.id, importer.key, batch_id), act=act_now())
    )


def discard(importer: Importer[Any], slug: str | None, batch_id: int) -> ResponseReturnValue:
    """Nothing of it: the sheet is deleted."""
    scope = _scope(importer, slug)
    try:
        write(lambda: services.discard(queries.get_batch(scope.id, importer.key, batch_id), act=act_now()))
    except NotFound:
        raise
    except Refusal as refusal:
        flash(refusal.message, "error")
        return redirect(url_for(".show", **_here(scope), batch_id=batch_id), 303)
    flash(_("Nothing was imported, and the uploaded list has been deleted."), "success")
    return redirect(url_for(".index", **_here(scope)), 303)


def problems(importer: Importer[Any], slug: str | None, batch_id: int) -> ResponseReturnValue:
    """The sheet again, with everything that is wrong marked."""
    scope = _scope(importer, slug)
    batch = queries.get_batch(scope.id, importer.key, batch_id)
    services.check_open(batch)
    looked = services.look(scope, batch)
    body = sheet_with_problems(services.content_of(batch).sheet, looked, sentence=_sentence)
    return _xlsx(importer, body, _("%(event)s rows to correct", event=_place(importer, scope)))


def undo(importer: Importer[Any], slug: str | None, batch_id: int) -> ResponseReturnValue:
    """Take an import back, as long as nothing came after it; asks once."""
    scope = _scope(importer, slug)
    batch = queries.get_batch(scope.id, importer.key, batch_id)
    refusal = ""
    if request.method == "POST":
        try:
            _carry_out(scope, lambda: services.start_undoing(scope, batch, act=act_now()))
        except Refusal as error:
            refusal = error.message
        else:
            return redirect(url_for(".show", **_here(scope), batch_id=batch_id), 303)
    later = services.list_later(scope, batch)
    undoable = batch.state in STANDS and not later
    html = render_template(
        "imports/manage/undo.html",
        **_about(importer, scope),
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


def _blueprint(importer: Importer[Any]) -> Blueprint:
    """The pages of an importer, at addresses of its own."""
    prefix = f"/manage/events/<slug>/{importer.path}" if importer.permission else f"/manage/{importer.path}"
    pages = Blueprint(f"imports_{importer.key}", __name__, url_prefix=prefix)
    nowhere: dict[str, Any] = {} if importer.permission else {"slug": None}
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
        page = update_wrapper(partial(view, importer, **nowhere), view)  # the check of tokens asks for its name
        pages.add_url_rule(rule, view.__name__, page, methods=methods)
    return pages


BLUEPRINTS = tuple(map(_blueprint, IMPORTERS.values()))
