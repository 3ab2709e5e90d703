"""Importing registrations from a sheet: sent, looked at, corrected, taken or not, undone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
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
from eventmgr.forms.fields import LABELS
from eventmgr.forms.questions import FILES, AskedQuestion, shown
from eventmgr.forms.words import word_of
from eventmgr.i18n import _, _l, language, localized
from eventmgr.imports import progress, queries, services
from eventmgr.imports.fields import fields_of
from eventmgr.imports.files import blank_registrations, sheet_with_problems
from eventmgr.imports.forms import MOST_BYTES, SheetForm, chosen_columns, typed_corrections
from eventmgr.imports.models import STANDS, BatchState, ImportBatch, Outcome
from eventmgr.imports.previewing import Preview
from eventmgr.registration import labels
from eventmgr.registration.models import Role
from eventmgr.registration.office_list.covering import COVERED, covered
from eventmgr.registration.queries import get_asked
from eventmgr.sheets import Standing, UnreadableSheet, as_text
from eventmgr.web.requests.parameters import query
from eventmgr.web.responses.answers import never_kept

bp = Blueprint("imports_manage", __name__, url_prefix="/manage/events/<slug>/registrations/import")

PERMISSION = "registrations.edit"
_ROWS = 50
"""Rows on one page of the preview."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STANDINGS = {
    Standing.WRONG: _l("With errors"),
    Standing.SIMILAR: _l("Perhaps registered already"),
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


@bp.route("/", methods=["GET", "POST"])
def index(slug: str) -> ResponseReturnValue:
    """A file or pasted rows; below, the imports of this event."""
    event = event_for(slug, PERMISSION)
    form = SheetForm()
    if form.validate_on_submit():
        sent = request.files.get("file")
        data = sent.stream.read(MOST_BYTES) if sent is not None and sent.filename else b""
        sheet = form.read(data)
        if sheet is not None:
            name = (sent.filename or "")[:200] if sent is not None and data else ""
            batch = write(lambda: services.open_batch(event, sheet, name=name, act=act_now()))
            return redirect(url_for(".show", slug=slug, batch_id=batch.id), 303)
    batches = queries.list_batches(event.id)
    return render_template(
        "imports/manage/index.html", event=event, form=form, batches=batches, states=STATES
    ), form.status


@bp.route("/template.xlsx")
def template(slug: str) -> ResponseReturnValue:
    """A sheet to fill in, with the fields and questions of this event."""
    event = event_for(slug, PERMISSION)
    body = blank_registrations(get_asked(event), title=_("Registrations to import"))
    return _xlsx(body, _("%(event)s import template", event=localized(event.title)))


@bp.route("/<int:batch_id>/")
def show(slug: str, batch_id: int) -> ResponseReturnValue:
    """What an import would do, row by row; or what came of it."""
    event = event_for(slug, PERMISSION)
    batch = queries.get_batch(event, batch_id)
    if batch.state is BatchState.OPEN:
        return _preview(event, batch)
    html = render_template(
        "imports/manage/done.html",
        event=event,
        batch=batch,
        states=STATES,
        progress=progress.find(batch) if batch.state in _BUSY else None,
        left_out=queries.list_rows(batch.id, Outcome.LEFT_OUT),
        later=queries.list_changed_later(batch.id)[:_ROWS] if batch.state in STANDS else [],
    )
    answer = make_response(html)
    if batch.state in _BUSY:
        answer.headers["Refresh"] = "3"
    return answer


def _preview(event: Event, batch: ImportBatch, refusal: str = "") -> ResponseReturnValue:
    asked = get_asked(event)
    try:
        content = services.content_of(batch)
        looked = services.look(event, batch)
    except Refusal as error:
        flash(error.sentence.said(_) if isinstance(error, UnreadableSheet) else error.message, "error")
        write(lambda: services.discard(queries.get_batch(event, batch.id), act=act_now()))
        return redirect(url_for(".index", slug=event.slug), 303)
    standing = next((one for one in Standing if one.value == query.text("show")), None)
    rows = [row for row in looked.rows if standing is None or row.standing is standing]
    page = min(
        max(int(query.text("page") or 1), 1) if query.text("page").isdecimal() else 1, max(1, -(-len(rows) // _ROWS))
    )
    labels_of = {field.key: _label(field.key, asked.questions) for field in fields_of(asked)}
    shown_rows = rows[(page - 1) * _ROWS : page * _ROWS]
    similar = {number for row in shown_rows for number in row.similar}
    said = partial(_said, asked.questions, dict(asked.groups))
    html = render_template(
        "imports/manage/preview.html",
        event=event,
        batch=batch,
        preview=looked,
        content=content,
        rows=shown_rows,
        page=page,
        pages=max(1, -(-len(rows) // _ROWS)),
        standing=standing,
        standing_wrong=Standing.WRONG,
        address_args=_where(),
        missing=[labels_of[key] for key in looked.missing],
        standings=STANDINGS,
        tones=TONES,
        labels=labels_of,
        samples=_samples(looked),
        there={row.id: row for row in queries.list_live(event.id) if row.id in similar},
        said=said,
        said_before=partial(_said_before, said),
        typed=as_text,
        sentence=_sentence,
        refusal=refusal,
        files=[one.label_in(language()) for one in asked.questions if one.kind in FILES],
    )
    return html, 409 if refusal else 200


def _samples(looked: Preview) -> dict[int, list[str]]:
    """Column → what stands in its first rows."""
    first = looked.table.rows[:3]
    return {head.column: [as_text(row.at(head.column))[:40] for row in first] for head in looked.table.heads}


def _label(key: str, questions: tuple[AskedQuestion, ...]) -> str:
    named = {one.name: one.label_in(language()) for one in questions}
    return named.get(key) or str(LABELS[key])


def _said(questions: tuple[AskedQuestion, ...], groups: dict[str, dict[str, str]], key: str, value: Any) -> str:
    """A value as people read it."""
    if value in (None, "", []):
        return "—"
    question = next((one for one in questions if one.name == key), None)
    if question is not None:
        return shown(question, value, language())
    if key == "role":
        return str(labels.ROLES[Role(value)])
    if key == "group":
        return localized(groups.get(str(value), {})) or str(value)
    return str(word_of(key, value, language()))


def _said_before(said: Callable[[str, Any], str], key: str, value: Any) -> str:
    """A value that stands in the registration: covered, where it is not in every list either."""
    text = said(key, value)
    return covered(key, text) if key in COVERED and value not in (None, "", []) else text


def _sentence(said: Any) -> str:
    return said if isinstance(said, str) else str(said.said(_))


@bp.route("/<int:batch_id>/columns", methods=["POST"])
def choose_columns(slug: str, batch_id: int) -> ResponseReturnValue:
    """Which column is what; remembered for the next sheet."""
    event = event_for(slug, PERMISSION)

    def choose() -> None:
        batch = queries.get_batch(event, batch_id)
        services.check_open(batch)
        looked = services.look(event, batch)
        heads = {head.column: head.normal for head in looked.table.heads}
        keys = [field.key for field in fields_of(get_asked(event))]
        services.choose_columns(batch, chosen_columns(request.form, heads, keys), act=act_now())

    return _changed(slug, batch_id, choose)


@bp.route("/<int:batch_id>/correct", methods=["POST"])
def correct(slug: str, batch_id: int) -> ResponseReturnValue:
    """What was typed instead of wrong cells, and what was decided about rows."""
    event = event_for(slug, PERMISSION)

    def save() -> None:
        batch = queries.get_batch(event, batch_id)
        keys = [field.key for field in fields_of(get_asked(event))]
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


@bp.route("/<int:batch_id>/take", methods=["POST"])
def take(slug: str, batch_id: int) -> ResponseReturnValue:
    """The word: a worker takes all good rows."""
    event = event_for(slug, PERMISSION)
    batch = queries.get_batch(event, batch_id)
    digest = request.form.get("digest", "")[:64]
    lang = language()
    try:
        carry_out(event, lambda: services.start(event, batch, digest=digest, language=lang, act=act_now()), quiet=True)
    except Refusal as refusal:
        if batch.state is BatchState.OPEN:
            return _preview(event, batch, refusal.message)
        flash(refusal.message, "error")
    return redirect(url_for(".show", slug=slug, batch_id=batch_id), 303)


@bp.route("/<int:batch_id>/reopen", methods=["POST"])
def reopen(slug: str, batch_id: int) -> ResponseReturnValue:
    """An import that has failed: its rows once more."""
    event = event_for(slug, PERMISSION)
    return _changed(slug, batch_id, lambda: services.reopen(queries.get_batch(event, batch_id), act=act_now()))


@bp.route("/<int:batch_id>/discard", methods=["POST"])
def discard(slug: str, batch_id: int) -> ResponseReturnValue:
    """Nothing of it: the sheet is deleted."""
    event = event_for(slug, PERMISSION)
    try:
        write(lambda: services.discard(queries.get_batch(event, batch_id), act=act_now()))
    except NotFound:
        raise
    except Refusal as refusal:
        flash(refusal.message, "error")
        return redirect(url_for(".show", slug=slug, batch_id=batch_id), 303)
    flash(_("Nothing was imported, and the uploaded list has been deleted."), "success")
    return redirect(url_for(".index", slug=slug), 303)


@bp.route("/<int:batch_id>/problems.xlsx")
def problems(slug: str, batch_id: int) -> ResponseReturnValue:
    """The sheet again, with everything that is wrong marked."""
    event = event_for(slug, PERMISSION)
    batch = queries.get_batch(event, batch_id)
    services.check_open(batch)
    looked = services.look(event, batch)
    body = sheet_with_problems(services.content_of(batch).sheet, looked, sentence=_sentence)
    return _xlsx(body, _("%(event)s rows to correct", event=localized(event.title)))


@bp.route("/<int:batch_id>/undo", methods=["GET", "POST"])
def undo(slug: str, batch_id: int) -> ResponseReturnValue:
    """Take an import back, as long as nothing came after it; asks once."""
    event = event_for(slug, PERMISSION)
    batch = queries.get_batch(event, batch_id)
    refusal = ""
    if request.method == "POST":
        try:
            carry_out(event, lambda: services.start_undoing(event, batch, act=act_now()), quiet=True)
        except Refusal as error:
            refusal = error.message
        else:
            return redirect(url_for(".show", slug=slug, batch_id=batch_id), 303)
    later = queries.list_changed_later(batch.id)
    undoable = batch.state in STANDS and not later
    html = render_template(
        "imports/manage/undo.html", event=event, batch=batch, later=later, refusal=refusal, undoable=undoable
    )
    return html, 409 if refusal else 200


def _xlsx(body: bytes, name: str) -> Response:
    answer = Response(body, content_type=_XLSX)
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"registrations.xlsx\"; filename*=UTF-8''{quote(name, safe='')}.xlsx"
    )
    return never_kept(answer)
