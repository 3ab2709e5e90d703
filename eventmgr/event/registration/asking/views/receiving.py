"""Files that are uploaded with the form: taken when they arrive, so that a fault elsewhere in the form loses none."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from functools import partial

from flask import current_app, jsonify, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from eventmgr.event.events.derived.opening import is_full, types_of
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.queries import get_event
from eventmgr.event.forms.answer_files.queries import find_waiting
from eventmgr.event.forms.answer_files.receiving import most_bytes, receive
from eventmgr.event.forms.answer_files.services import Room, check_room, forget_waiting, keep_waiting
from eventmgr.event.forms.attached import Attached
from eventmgr.event.forms.binding import AttachedField
from eventmgr.event.forms.participant_types.types import Alone
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import FILES, AskedQuestion, for_participants
from eventmgr.event.quotas.errors import EventFull
from eventmgr.event.quotas.queries import count_taken
from eventmgr.event.registration.asking.admission import check_open
from eventmgr.event.registration.asking.forms import RegistrationForm
from eventmgr.event.registration.asking.views.blueprint import bp
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import Busy, NotFound, Refusal, TooMany
from eventmgr.ground.i18n import _
from eventmgr.tools.uploads.checking import Upload
from eventmgr.tools.web.rate_limits.limits import caller, limit
from eventmgr.tools.web.requests.accepted import without_token

Check = Callable[[], None]
_KEY = re.compile(r"[\w-]{1,32}", re.ASCII)
_MEGABYTES = 400
"""That one caller may upload within an hour, each begun one counted: whole offices register from behind one address."""


def take_files(form: RegistrationForm, event_id: int, check: Check) -> None:
    """Read what was uploaded for each question that asks for a file; what is wrong stands at its field afterwards. What
    was uploaded before stays, unless another one comes or its box says that it goes.

    Args:
        check: raises a refusal where the form takes no files now.
    """
    for question in form.asked.questions:
        if question.kind in FILES:
            _take(form, question, event_id, check)


def check_takes_files(event: Event, *, invited: bool = False) -> None:
    """Whether somebody who comes so could register now, so that a file may wait for the form.

    Raises:
        Refusal: not, or not any more; the sentence says why.
    """
    check_open(event, at=clock.now(), by_hand=False, invited=invited)
    types = types_of(event)
    decides = any(
        types.reviews(kind.key) or types.needs_word(kind.key) or kind.alone is Alone.REVIEWED for kind in types
    )
    if not event.has_waiting_list and not decides and is_full(event.capacity, count_taken(event.id)):
        raise EventFull(_("All places are taken, and this event has no waiting list, so no files are accepted either."))


def is_valid(form: RegistrationForm, event_id: int) -> bool:
    """Whether nothing is wrong in a form whose files are read; what was uploaded for a question that is not asked of
    whoever answers so is not kept."""
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


def _take(form: RegistrationForm, question: AskedQuestion, event_id: int, check: Check) -> None:
    field, name = form[question.name], question.name
    own = field.object_data
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
            data = _keep(question, sent, event_id, check)
        except Refusal as refusal:
            field.fault = refusal.message
            if isinstance(refusal, Busy):
                form.answer_with(refusal.status)
    field.data = data


def _keep(question: AskedQuestion, sent: FileStorage, event_id: int, check: Check) -> Attached:
    """Keep a file until the form is sent; of one that is too large no more is read than what shows it. Whether it may
    be kept is asked before anything is done with it, and once more where it is kept."""
    with closing(sent):
        check()
        at, room = clock.now(), _room()
        content = sent.stream.read(most_bytes(question) + 1)
    limit(f"files-from:{caller()}", most=_MEGABYTES, per_seconds=3600, at=at, counts=1 + (len(content) >> 20))
    check_room(event_id, 0, room)
    file = receive(question, Upload(sent.filename or "", content))
    return write(lambda: keep_waiting(event_id, question.name, file, room, at=at))


def _room() -> Room:
    config = current_app.config
    return Room(config["WAITING_FILES_PER_EVENT_MEGABYTES"] << 20, config["WAITING_FILES_MEGABYTES"] << 20)


@bp.route("/events/<slug>/register/files/<field>", methods=["POST"])
@without_token
def upload(slug: str, field: str) -> ResponseReturnValue:
    """A file alone, sent by the script of the form as soon as it is chosen; the answer says what the form carries of
    it."""
    event = visible(slug)
    return received(event, field, partial(check_takes_files, event))


def received(event: Event, field: str, check: Check) -> ResponseReturnValue:
    """What was sent alone is kept; the answer is for the script."""
    asked = [
        question
        for question in for_participants(list_questions(event.id))
        if question.name == field and question.kind in FILES
    ]
    sent = request.files.get(field)
    if not asked:
        raise NotFound(_("This form asks for no such file."))
    if sent is None:
        return jsonify(message=_("No file was received. Choose one.")), 422
    try:
        stored = _keep(asked[0], sent, event.id, check)
    except Refusal as refusal:
        response = jsonify(message=refusal.message)
        response.status_code = refusal.status
        if isinstance(refusal, TooMany):
            response.headers["Retry-After"] = str(refusal.retry_after)
        return response
    return jsonify(id=stored.field_id, name=stored.name, size=stored.size)


def visible(slug: str) -> Event:
    """The event, unless it is a draft."""
    event = get_event(slug)
    if event.status is EventStatus.DRAFT:
        raise NotFound(_("There is no such event."))
    return event
