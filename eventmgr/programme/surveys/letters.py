"""The e-mails that ask for answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import letter_text_of, own_words_of
from eventmgr.event.registration.letters import facts_of, own_link
from eventmgr.event.registration.models import Registration
from eventmgr.ground.errors import BadValue
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _, _l, format_instant, localized, speaking
from eventmgr.programme.surveys.content.usual import TITLE
from eventmgr.programme.surveys.models import Survey
from eventmgr.tools.messages.composing import absolute_url, compose, greeting, part
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.optouts import LEAVE
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue, unsent
from eventmgr.tools.messages.texts.wording import Context, Placeholder

INVITATION, REMINDER = "surveys.invitation", "surveys.reminder"
_NAMES = {"zh": "王敏", "en": "Wang Min"}


def write(kind: str, survey: Survey, registration: Registration, event: Event, *, at: datetime) -> bool:
    """Ask this person; whether mail can reach the address."""
    try:
        enqueue(_letter(kind, survey, registration, event), at=at)
    except BadValue:
        return False
    return True


def _letter(kind: str, survey: Survey, registration: Registration, event: Event) -> Letter:
    lang = registration.language
    facts = facts_of(event, lang)
    link = own_link(registration, facts)
    leave = Secret(
        LEAVE, (registration.id, registration.link_version), instead=absolute_url("events.show", slug=event.slug)
    )
    away = absolute_url("invitations.opt_out", token=leave.mark)
    with speaking(lang):
        promise = promise_of(survey)
        until = format_instant(survey.closes_at, event.timezone, lang) if survey.closes_at else ""
    letter = compose(
        f"programme/surveys/mail/{kind.partition('.')[2]}.txt",
        language=lang,
        to_name=registration.name,
        to_address=registration.email,
        kind=kind,
        event_id=event.id,
        about=f"registration:{registration.id}",
        reply_to=event.contact.get("email", ""),
        secrets=[link, leave],
        wording=letter_text_of(event, kind, lang),
        placeholders=_PLACEHOLDERS,
        own_words=own_words_of(event, kind, lang),
        title=facts.title,
        survey=localized(survey.title, lang),
        promise=promise,
        until=until,
        contact=event.contact,
        link=absolute_url("surveys.answer", token=link.mark, survey_id=survey.id),
        leave=away,
    )
    return replace(letter, unsubscribe=away)


def promise_of(survey: Survey) -> str:
    """What becomes of names, in the language spoken now."""
    if survey.is_anonymous:
        return _(
            "The questionnaire is anonymous: it is only recorded that you have answered, never what. "
            "No answer carries a name or a time, and nobody can link the two afterwards."
        )
    return _("Your answers are kept with your name; only the organizers see them.")


def _sample(kind: str, event: Event, language: str) -> OutboxLetter:
    registration = Registration(
        id=0, event_id=event.id, name=_NAMES[language], email="sample@example.com", language=language, link_version=0
    )
    survey = Survey(id=0, event_id=event.id, title=TITLE, is_anonymous=True, closes_at=event.ends_at)
    return unsent(_letter(kind, survey, registration, event), at=event.created_at)


def _told(name: str) -> Callable[[Context], str]:
    return lambda context: str(context[name])


_PLACEHOLDERS = (
    Placeholder("greeting", "称呼", _l("the line that greets the reader"), greeting, is_block=True),
    Placeholder("event", "活动", _l("title of the event"), _told("title")),
    Placeholder("survey", "问卷", _l("title of the questionnaire"), _told("survey")),
    Placeholder("promise", "匿名说明", _l("how names are handled"), _told("promise"), is_block=True, is_needed=True),
    Placeholder("until", "截止时间", _l("deadline for answers"), _told("until")),
    Placeholder(
        "link", "问卷链接", _l("the questionnaire; on a line of its own it becomes a button"), _told("link"), is_block=True,
        is_needed=True,
    ),
    Placeholder(
        "contact", "联系方式", _l("whom to ask: the event's contact"), part("programme/surveys/mail/_contact.txt"), is_block=True
    ),
    Placeholder("own_words", "附言", _l("your own sentence"), _told("own_words"), is_block=True),
    Placeholder(
        "unsubscribe", "退订链接", _l("the link that stops such e-mails"), _told("leave"), is_block=True,
        is_needed=True,
    ),
)  # fmt: skip


def _blank(spelled: Mapping[str, str]) -> dict[str, Any]:
    """What the templates are rendered with to show their placeholders."""
    label = {"event": "title", "unsubscribe": "leave"}
    return {label.get(item.name, item.name): spelled[item.name] for item in _PLACEHOLDERS if item.name != "contact"}


LETTERS = tuple(
    LetterKind(
        kind,
        label,
        purpose,
        partial(_sample, kind),
        f"programme/surveys/mail/{kind.partition('.')[2]}.txt",
        _PLACEHOLDERS,
        _blank,
    )
    for kind, label, purpose in (
        (INVITATION, _l("Questionnaire"), _l("To those whom a questionnaire asks, once it is open.")),
        (
            REMINDER,
            _l("Reminder of a questionnaire"),
            _l("To those who have not answered, at most as often as is set; two reminders at most."),
        ),
    )
)
