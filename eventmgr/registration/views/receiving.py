"""Files that are uploaded with the form: taken when they arrive, so that a fault elsewhere in the form loses none."""

from __future__ import annotations

import re
from contextlib import closing

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from eventmgr import clock
from eventmgr.answer_files.queries import find_waiting
from eventmgr.answer_files.receiving import most_bytes, receive
from eventmgr.answer_files.services import forget_waiting, keep_waiting
from eventmgr.db import write
from eventmgr.errors import NotFound, Refusal
from eventmgr.events.models import Event, EventStatus
from eventmgr.events.queries import get_event
from eventmgr.forms.attached import Attached
from eventmgr.forms.binding import AttachedField
from eventmgr.forms.queries import list_questions
from eventmgr.forms.questions import FILES, AskedQuestion, for_participants
from eventmgr.i18n import _
from eventmgr.registration.forms import RegistrationForm
from eventmgr.registration.views.blueprint import bp
from eventmgr.web.rate_limits.limits import caller, limit
from eventmgr.web.requests.elsewhere import without_token

_KEY = re.compile(r"[\w-]{1,32}", re.ASCII)
_FILES = 200
"""Files that one caller may upload within an hour: whole offices register from behind one address."""


def take_files(form: RegistrationForm, event_id: int) -> None:
    """Read what was uploaded for each question that asks for a file; what is wrong stands at its field afterwards. What was
    uploaded before stays, unless another one comes or its box says that it goes."""
    for question in form.asked.questions:
        if question.kind in FILES:
            _take(form[question.name], question, event_id)


def is_valid(form: RegistrationForm, event_id: int) -> bool:
    """Whether nothing is wrong in a form whose files are read; what was uploaded for a question that is not asked of whoever
    answers so is not kept."""
    valid = form.validate()
    unasked = [field.unasked for field in form if isinstance(field, AttachedField) and field.unasked is not None]
    if unasked:
        write(lambda: forget_waiting(event_id, unasked))
    return valid


def with_files(form: RegistrationForm, fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The fields of a form that is sent once more, with what was uploaded the first time."""
    attached = {question.name: form[question.name].data for question in form.asked.questions if question.kind in FILES}
    gone = {f"{name}-{part}" for name in attached for part in ("id", "remove")}
    kept = [(f"{name}-id", data.field_id) for name, data in attached.items() if data is not None]
    return [*(pair for pair in fields if pair[0] not in gone), *kept]


def _take(field: AttachedField, question: AskedQuestion, event_id: int) -> None:
    own, name = field.object_data, question.name
    data, typed = own, request.form.get(f"{name}-id")
    if typed is not None:
        key = typed.partition(" ")[0]
        key = key if _KEY.fullmatch(key) else ""
        data = own if own is not None and own.key == key else find_waiting(event_id, name, key)
    if request.form.get(f"{name}-remove"):
        data = None
    sent = request.files.get(name)
    if sent is not None and sent.filename:
        try:
            data = _keep(question, sent, event_id)
        except Refusal as refusal:
            field.fault = refusal.message
    field.data = data


def _keep(question: AskedQuestion, sent: FileStorage, event_id: int) -> Attached:
    """Keep a file until the form is sent; of one that is too large no more is read than what shows it."""
    at = clock.now()
    limit(f"files-from:{caller()}", most=_FILES, per_seconds=3600, at=at)
    with closing(sent):
        content = sent.stream.read(most_bytes(question) + 1)
    received = receive(question, sent.filename or "", content)
    return write(lambda: keep_waiting(event_id, question.name, received, at=at))


@bp.route("/events/<slug>/register/files/<field>", methods=["POST"])
@without_token
def upload(slug: str, field: str) -> ResponseReturnValue:
    """A file alone, sent by the script of the form as soon as it is chosen; the answer says what the form carries of it."""
    event = visible(slug)
    asked = [
        question
        for question in for_participants(list_questions(event.id))
        if question.name == field and question.kind in FILES
    ]
    sent = request.files.get(field)
    if not asked:
        raise NotFound(_("This form asks for no such file."))
    if sent is None:
        return jsonify(message=_("No file was sent. Choose one.")), 422
    try:
        kept = _keep(asked[0], sent, event.id)
    except Refusal as refusal:
        return jsonify(message=refusal.message), refusal.status
    return jsonify(id=kept.field_id, name=kept.name, size=kept.size)


def visible(slug: str) -> Event:
    """The event, unless it is a draft."""
    event = get_event(slug)
    if event.status is EventStatus.DRAFT:
        raise NotFound(_("There is no such event."))
    return event
