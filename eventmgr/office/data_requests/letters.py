"""What is written to people about their requests, in their language, in the transaction of what it reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import letter_text_of, own_words_of
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.content.wording import LINK, OF_EVENT
from eventmgr.event.registration.content.wording import blank as blank_of_event
from eventmgr.event.registration.letters import facts_of, own_link
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.samples import sample_registration
from eventmgr.ground.errors import BadValue
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _, _l, format_date, speaking
from eventmgr.office.data_requests.models import DataRequest, RequestKind, RequestState
from eventmgr.tools.messages.composing import absolute_url, compose
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.services import enqueue, unsent
from eventmgr.tools.messages.texts.wording import Context, Placeholder

_PREFIX = "data_requests."


def write(kind: str, request: DataRequest, event: Event, *, at: datetime) -> bool:
    """Write the e-mail `kind` (a template in `templates/office/data_requests/mail/`) to the person who asked; whether there is an
    address that mail can carry."""
    if not request.registration.email:
        return False
    try:
        enqueue(_letter(kind, request, request.registration, event), at=at)
    except BadValue:
        return False
    return True


def _letter(kind: str, request: DataRequest, registration: Registration, event: Event) -> Letter:
    language, facts = registration.language, facts_of(event, registration.language)
    secret = own_link(registration, facts)
    with speaking(language):
        wanted, decided = str(request.kind.label), str(request.state.label)
        asked_on = format_date(request.asked_at, language)
    return compose(
        f"office/data_requests/mail/{kind}.txt",
        language=language,
        to_name=registration.name,
        to_address=registration.email,
        kind=f"{_PREFIX}{kind}",
        event_id=event.id,
        about=f"registration:{registration.id}",
        reply_to=event.contact.get("email", ""),
        facts=facts,
        contact=event.contact,
        own_words=own_words_of(event, f"{_PREFIX}{kind}", language),
        wording=letter_text_of(event, f"{_PREFIX}{kind}", language),
        placeholders=PLACEHOLDERS,
        wanted=wanted,
        decided=decided,
        asked_on=asked_on,
        answer=request.answer,
        link=absolute_url("registration.show", token=secret.mark),
        secrets=[secret],
    )


def _said(name: str, context: Context) -> str:
    return str(context[name])


PLACEHOLDERS = (
    *OF_EVENT,
    LINK,
    Placeholder("request", "请求事项", _l("what was asked for"), partial(_said, "wanted"), is_needed=True),
    Placeholder("asked_on", "请求日期", _l("when it was asked for"), partial(_said, "asked_on")),
    Placeholder("decision", "处理结果", _l("outcome"), partial(_said, "decided")),
    Placeholder("answer", "答复", _l("your answer"), partial(_said, "answer"), is_block=True, is_needed=True),
)


def _blank(spelled: Mapping[str, str]) -> dict[str, Any]:
    own = {"wanted": "request", "asked_on": "asked_on", "decided": "decision", "answer": "answer"}
    return blank_of_event(spelled) | {name: spelled[key] for name, key in own.items()}


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


LETTERS = tuple(
    LetterKind(
        f"{_PREFIX}{kind}",
        label,
        purpose,
        partial(_sample, kind),
        f"office/data_requests/mail/{kind}.txt",
        PLACEHOLDERS,
        _blank,
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
)
