"""Files that participants have uploaded: one by one, and all of them in an archive; who took what, and what for, is in the trail."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections import Counter
from collections.abc import Sequence
from typing import IO

from flask import Response, make_response, render_template, request, send_file
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.views import download
from eventmgr.event.forms.answer_files.models import AnswerFile
from eventmgr.event.forms.answer_files.queries import get_file, iterate_contents
from eventmgr.event.forms.attached import attached_in
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import FILES
from eventmgr.event.registration import queries, services
from eventmgr.event.registration.access import ANSWERS, REVEAL
from eventmgr.event.registration.content.uploaded import Uploaded, archive_names
from eventmgr.event.registration.manage.blueprint import bp
from eventmgr.event.registration.manage.needing import FilesForm, NeedForm
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.office_list.covering import Need
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotAllowed, Refusal
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.web.responses.answers import never_kept

_MOST_BYTES = 1024 * 1024 * 1024
"""Of one archive; more is taken question by question."""
_IN_MEMORY = 16 * 1024 * 1024
"""Larger archives are made on the disk."""


@bp.route("/<int:registration_id>/files/<field>", methods=["GET", "POST"])
def open_file(slug: str, registration_id: int, field: str) -> ResponseReturnValue:
    """A file of one registration; where its question is sensitive, after a reason."""
    event = event_for(slug, ANSWERS)
    registration = get_of(event, Registration, registration_id)
    services.refuse_restricted(registration)
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
            "event/registration/manage/file.html", event=event, registration=registration, form=form, file=file,
            label=asked.label_in(language()),
        )  # fmt: skip
        return never_kept(make_response(html, form.status if request.method == "POST" else 200))
    write(lambda: services.note_revealed(event, registration, [field], need, act=act_now()))
    return _given_out(file)


@bp.route("/files/", methods=["GET", "POST"])
def archive(slug: str) -> ResponseReturnValue:
    """Asks what all files are needed for; then they come as one archive, of one question or of all."""
    event = event_for(slug, "registrations.export")
    if not (may(event, REVEAL) and may(event, ANSWERS)):
        raise NotAllowed(_("Your role in this event does not allow this. Contact the owner."))
    asked = [question for question in list_questions(event.id) if question.kind in FILES]
    form, uploaded = FilesForm(), queries.list_uploaded(event.id, [question.name for question in asked])
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
    write(lambda: services.note_files_taken(event, fields, number=packed, need=need, act=act_now()))
    title = _("%(event)s files", event=localized(event.title))
    return never_kept(send_file(out, mimetype="application/zip", as_attachment=True, download_name=f"{title}.zip"))
