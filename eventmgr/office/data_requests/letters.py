"""What is written to people about their requests, in their language, in the transaction of what it reports."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.placeholders import LINK, OF_EVENT, blank
from eventmgr.event.registration.letters.samples import sample_registration
from eventmgr.event.registration.letters.writing import letter_to_participant
from eventmgr.event.registration.models import Registration
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _, _l, format_date, speaking
from eventmgr.office.data_requests.models import DataRequest, RequestKind, RequestState
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.services import enqueue_if_reachable, unsent
from eventmgr.tools.messages.texts.wording import Placeholder

_PREFIX = "data_requests."


def write(kind: str, request: DataRequest, event: Event, *, at: datetime) -> bool:
    """Write the e-mail `kind` (a template in `templates/office/data_requests/mail/`) to the person who asked; whether
    there is an address that mail can carry."""
    reader = request.registration
    return bool(reader.email) and enqueue_if_reachable(lambda: _letter(kind, request, reader, event), at=at)


def _letter(kind: str, request: DataRequest, registration: Registration, event: Event) -> Letter:
    with speaking(registration.language):
        context = {
            "wanted": str(request.kind.label),
            "decided": str(request.state.label),
            "asked_on": format_date(request.asked_at, registration.language),
            "answer": request.answer,
        }
    return letter_to_participant(event, KINDS[kind], registration, context=context)


PLACEHOLDERS = (
    *OF_EVENT,
    LINK,
    Placeholder("request", "请求事项", _l("what was asked for"), is_needed=True, source="wanted"),
    Placeholder("asked_on", "请求日期", _l("when it was asked for")),
    Placeholder("decision", "处理结果", _l("outcome"), source="decided"),
    Placeholder("answer", "答复", _l("your answer"), is_block=True, is_needed=True),
)


def _sample(kind: str, event: Event, language: str) -> OutboxLetter:
    reader = sample_registration(event, language, Status.CONFIRMED, at=event.created_at)
    with speaking(language):
        request = DataRequest(
            kind=RequestKind.OBJECT,
            state=RequestState.GRANTED,
            text="",
            asked_at=event.created_at,
            answer=_("(your answer)"),
        )
    return unsent(_letter(kind, request, reader, event), at=event.created_at)


KINDS = {
    kind: LetterKind(
        f"{_PREFIX}{kind}",
        label,
        purpose,
        partial(_sample, kind),
        f"office/data_requests/mail/{kind}.txt",
        PLACEHOLDERS,
        blank,
    )
    for kind, label, purpose in (
        (
            "answered",
            _l("Request about personal information answered"),
            _l("To somebody who has asked something about their personal information, with your answer."),
        ),
        (
            "lifted",
            _l("Restriction or objection ended"),
            _l("To somebody whose restriction or objection you have ended."),
        ),
    )
}
LETTERS = tuple(KINDS.values())
