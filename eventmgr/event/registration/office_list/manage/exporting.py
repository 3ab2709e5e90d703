"""The list as a file, and files that participants have uploaded; who took what, when and what for, is in the trail."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import IO

from flask import Response, make_response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.views import download
from eventmgr.event.forms.answer_files.models import AnswerFile
from eventmgr.event.forms.answer_files.queries import get_file, iterate_contents
from eventmgr.event.forms.attached import attached_in
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import FILES
from eventmgr.event.registration.access import ANSWERS, REVEAL, check_filter, reader_of
from eventmgr.event.registration.asking.queries import list_group_titles
from eventmgr.event.registration.counting.figures import day_offset
from eventmgr.event.registration.covering import Need
from eventmgr.event.registration.filters import ListFilter, read_filter
from eventmgr.event.registration.forms import ExportForm, FilesForm, NeedForm
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.office_list import columns
from eventmgr.event.registration.office_list.manage.blueprint import bp
from eventmgr.event.registration.office_list.manage.listing import (
    AskedColumns,
    asked_columns,
    asked_group_states,
    asked_words,
)
from eventmgr.event.registration.office_list.queries import Uploaded, iterate_rows, list_uploaded
from eventmgr.event.registration.office_list.services import note_export, note_files_taken, note_revealed
from eventmgr.event.registration.states import refuse_restricted
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotAllowed, Refusal
from eventmgr.ground.i18n import _, language, localized
from eventmgr.ground.text import clean_line
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.sheets import Counted, as_csv, as_xlsx
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import list_file, never_kept


@bp.route("/export.<any(csv, xlsx):kind>")
def export(slug: str, kind: str) -> ResponseReturnValue:
    """The filtered rows with the chosen columns, in official unit order; numbers, addresses and sensitive answers
    covered."""
    event = event_for(slug, "registrations.export")
    return _file(event, kind, None)


@bp.route("/export/", methods=["GET", "POST"])
def export_whole(slug: str) -> ResponseReturnValue:
    """Asks what covered columns are needed for; then the same file (`kind`) with all in full."""
    event = event_for(slug, "registrations.export")
    if not may(event, REVEAL):
        raise NotAllowed(_("Your role in this event does not allow this. Contact the owner."))
    chosen, _filters, asked = _choice(event)
    form = ExportForm()
    need = form.need() if request.method == "POST" else None
    if need is not None:
        kind = "csv" if request.form.get("kind") == "csv" else "xlsx"
        return _file(event, kind, need, form.recipient.data or "")
    html = render_template(
        "event/registration/manage/export.html",
        event=event,
        form=form,
        uncovered=[column.label for column in chosen if columns.is_covered(column)],
        column_set=asked.chosen,
        asked=request.query_string.decode("utf-8", "replace"),
    )
    return html, form.status if request.method == "POST" else 200


def _choice(event: Event) -> tuple[list[columns.Column], ListFilter, AskedColumns]:
    """The columns and rows that the address asks for.

    Raises:
        NotAllowed, BadValue, NotFound: it asks for what the reader may not see, or for what there is not.
    """
    filters, reads = read_filter(query, day_offset(event), types_of(event)), reader_of(event)
    check_filter(filters, reads)
    asked = asked_columns(event)
    known = columns.columns_of(
        event,
        list_questions(event.id),
        language(),
        groups=list_group_titles(event.id),
        group_states=asked_group_states(event, asked),
        unit_words=asked_words(event, asked.keys),
    )
    known = columns.readable(known, reads)
    wanted = asked.among(known)
    if wanted or asked.chosen:
        wanted = ("name", "organization", *wanted)
    return columns.choose(known, wanted, columns.EXPORTED), filters, asked


def _file(event: Event, kind: str, need: Need | None, recipient: str = "") -> Response:
    """The file, which the trail tells of; whole with a `need`, else covered."""
    chosen, filters, asked = _choice(event)
    name = asked.chosen.name if asked.chosen else ""
    uncovered = [column.key for column in chosen if columns.is_covered(column)] if need else []
    if need is None:
        chosen = list(columns.cover({column.key: column for column in chosen}).values())
    attributes = dict.fromkeys(name for column in chosen for name in (column.attribute, *column.also))
    rows = Counted(iterate_rows(event.id, filters, list(attributes)))
    title = localized(event.title)
    body = as_csv(chosen, rows) if kind == "csv" else as_xlsx(chosen, rows, title=title)
    keys = [column.key for column in chosen]
    write(
        lambda: note_export(
            event,
            kind,
            filters,
            keys,
            rows=rows.number,
            act=act_now(),
            need=need,
            uncovered=uncovered,
            recipient=recipient,
            column_set=name,
        )
    )
    contents = _("List of registrations")
    return list_file(body, kind, " ".join(filter(None, (title, contents, name))), plain="registrations")


_MOST_BYTES = 1024 * 1024 * 1024
"""Of one archive; more is taken question by question."""
_IN_MEMORY = 16 * 1024 * 1024
"""Larger archives are made on the disk."""


@bp.route("/<int:registration_id>/files/<field>", methods=["GET", "POST"])
def open_file(slug: str, registration_id: int, field: str) -> ResponseReturnValue:
    """A file of one registration; where its question is sensitive, after a reason."""
    event = event_for(slug, ANSWERS)
    registration = get_of(event, Registration, registration_id)
    refuse_restricted(registration)
    file = get_file(event.id, attached_in(registration.answers).get(field))
    questions = {question.name: question for question in list_questions(event.id)}
    asked = questions.get(field)
    if asked is None or not asked.rules.needs_reason:
        return _given_out(file)
    if not may(event, REVEAL):
        raise NotAllowed(_("Your role in this event does not allow this. Contact the owner."))
    form = NeedForm()
    need = form.need() if request.method == "POST" else None
    if need is None:
        html = render_template(
            "event/registration/manage/file.html",
            event=event,
            registration=registration,
            form=form,
            file=file,
            label=asked.label_in(language()),
        )
        return never_kept(make_response(html, form.status if request.method == "POST" else 200))
    write(lambda: note_revealed(event, registration, [field], need, act=act_now()))
    return _given_out(file)


@bp.route("/files/", methods=["GET", "POST"])
def archive(slug: str) -> ResponseReturnValue:
    """Asks what all files are needed for; then they come as one archive, of one question or of all."""
    event = event_for(slug, "registrations.export")
    if not (may(event, REVEAL) and may(event, ANSWERS)):
        raise NotAllowed(_("Your role in this event does not allow this. Contact the owner."))
    asked = [question for question in list_questions(event.id) if question.kind in FILES]
    form, uploaded = FilesForm(), list_uploaded(event.id, [question.name for question in asked])
    numbers = Counter(file.field for file in uploaded)
    form.question.offer(
        [(question.name, f"{question.label_in(language())} ({numbers[question.name]})") for question in asked]
    )
    need = form.need() if request.method == "POST" else None
    if need is not None:
        wanted = form.question.data or ""
        chosen = [file for file in uploaded if wanted in ("", file.field)]
        if sum(file.attached.size for file in chosen) <= _MOST_BYTES:
            return _archive(event, chosen, need)
        form.refuse(Refusal(_("These are too many files for one archive. Choose one question.")))
    html = render_template("event/registration/manage/files.html", event=event, form=form, n=len(uploaded))
    return html, form.status if request.method == "POST" else 200


def _given_out(file: AnswerFile) -> Response:
    return never_kept(download(file.filename, file.content_type, file.content, etag=file.key))


def _archive(event: Event, chosen: Sequence[Uploaded], need: Need) -> Response:
    """The archive, which the trail tells of before it leaves."""
    labels = {question.name: question.label_in(language()) for question in list_questions(event.id)}
    names, packed = archive_names(chosen, labels), 0
    is_small = sum(file.attached.size for file in chosen) <= _IN_MEMORY
    out: IO[bytes] = io.BytesIO() if is_small else tempfile.TemporaryFile()  # noqa: SIM115  # closed with the answer
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packer:
        for key, content in iterate_contents(event.id, names):
            packer.writestr(names[key], content)
            packed += 1
    out.seek(0)
    fields = sorted({file.field for file in chosen})
    write(lambda: note_files_taken(event, fields, number=packed, need=need, act=act_now()))
    title = _("%(event)s files", event=localized(event.title))
    return never_kept(send_file(out, mimetype="application/zip", as_attachment=True, download_name=f"{title}.zip"))


_NOT_IN_NAMES = re.compile(r'[/\\:*?"<>|\x00-\x1f]+')
_LONGEST = 60


def archive_names(files: Iterable[Uploaded], labels: Mapping[str, str]) -> dict[str, str]:
    """Key → path in the archive: a folder for each question, then organization, name, number and the file's own
    name."""
    return {
        file.attached.key: "/".join(
            (
                _part(labels.get(file.field, file.field)),
                f"{_part(file.organization)} {_part(file.name)} {file.registration_id} {_NOT_IN_NAMES.sub(' ', file.attached.name)}".strip(),
            )
        )
        for file in files
    }


def _part(text: str) -> str:
    return clean_line(_NOT_IN_NAMES.sub(" ", text)).strip(". ")[:_LONGEST] or "-"
