"""The e-mail that asks how far deals are, with its link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from eventmgr.event.events.derived.calendar_entry import facts_told
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import letter_text_of, own_words_of
from eventmgr.event.invitations.panels import Leaver
from eventmgr.ground.errors import BadValue
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, localized, speaking
from eventmgr.matchmaking.outcomes.models import Deal, DealReminder, Stage
from eventmgr.matchmaking.outcomes.reminding import queries
from eventmgr.tools.messages.composing import absolute_url, compose, greeting, part
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue, unsent
from eventmgr.tools.messages.texts.wording import Context, Placeholder
from eventmgr.tools.web import tokens

KIND = "outcomes.reminder"
LINK, LEAVE = "deals", "deals-leave"
"""Kinds of signed links: to tell how far deals are, and to be left alone."""
_NAMES = {"zh": "王敏", "en": "Wang Min"}
_SAMPLES = {"zh": "轴承智能产线改造合作", "en": "Retrofit of a bearing line"}


def write(reminder: DealReminder, deals: Sequence[Deal], event: Event, *, at: datetime) -> bool:
    """Ask about these deals; whether mail can reach the address. The number of the reminder must be known."""
    lines = [(localized(deal.title, reminder.language), deal.stage) for deal in deals]
    try:
        enqueue(_letter(reminder, lines, event), at=at)
    except BadValue:
        return False
    return True


def _letter(reminder: DealReminder, lines: Sequence[tuple[str, Stage]], event: Event) -> Letter:
    lang, numbers = reminder.language, (reminder.id, reminder.link_version)
    link = Secret(LINK, numbers, instead=absolute_url("events.show", slug=event.slug))
    leave = Secret(LEAVE, numbers, instead=absolute_url("events.show", slug=event.slug))
    with speaking(lang):
        told = "\n".join(f"- {title}{'：' if lang == 'zh' else ': '}{stage.label}" for title, stage in lines)
    away = absolute_url("invitations.opt_out", token=leave.mark)
    letter = compose(
        "matchmaking/outcomes/mail/reminder.txt",
        language=lang,
        to_name=reminder.name,
        to_address=reminder.email,
        kind=KIND,
        event_id=event.id,
        about=f"deal_reminder:{reminder.id}",
        reply_to=event.contact.get("email", ""),
        secrets=[link, leave],
        wording=letter_text_of(event, KIND, lang),
        placeholders=_PLACEHOLDERS,
        own_words=own_words_of(event, KIND, lang),
        title=facts_told(event, lang)["title"],
        deals=told,
        contact=event.contact,
        link=absolute_url("deals.index", token=link.mark),
        leave=away,
    )
    return replace(letter, unsubscribe=away)


def resolve(number: int, version: int) -> str | None:
    """The token of the link, as an e-mail says it; None if it opens nothing any more."""
    return tokens.sign(LINK, number, version) if queries.find_link_version(number) == version else None


def resolve_leave(number: int, version: int) -> str | None:
    """The token with which its reader is left alone."""
    return tokens.sign(LEAVE, number, version) if queries.find_link_version(number) == version else None


def leaver(token: str) -> Leaver | None:
    """Whose link to unsubscribe this is."""
    read = tokens.read(LEAVE, token)
    reminder = queries.find_reminder(read[0]) if read is not None else None
    event = queries.find_event(reminder.event_id) if reminder is not None else None
    if read is None or reminder is None or event is None or reminder.link_version != read[1]:
        return None
    return Leaver(reminder.email, event)


def _sample(event: Event, language: str) -> OutboxLetter:
    reminder = DealReminder(
        id=0, event_id=event.id, name=_NAMES[language], email="sample@example.com", language=language, link_version=0
    )  # fmt: skip
    return unsent(_letter(reminder, [(_SAMPLES[language], Stage.AGREEMENT)], event), at=event.created_at)


def _told(name: str) -> Callable[[Context], str]:
    return lambda context: str(context[name])


_PLACEHOLDERS = (
    Placeholder("greeting", "称呼", _l("the line that greets the reader"), greeting, is_block=True),
    Placeholder("event", "活动", _l("title of the event"), _told("title")),
    Placeholder(
        "deals", "合作项目", _l("the deals and the recorded stage of each"), _told("deals"), is_block=True,
        is_needed=True,
    ),
    Placeholder(
        "link", "反馈链接", _l("the link where the reader reports progress; on a line of its own it becomes a button"),
        _told("link"), is_block=True, is_needed=True,
    ),
    Placeholder(
        "contact", "联系方式", _l("whom to ask: the event's contact"), part("matchmaking/outcomes/mail/_contact.txt"), is_block=True
    ),
    Placeholder("own_words", "附言", _l("your own sentence"), _told("own_words"), is_block=True),
    Placeholder(
        "unsubscribe", "退订链接", _l("the link that stops these reminders"), _told("leave"), is_block=True,
        is_needed=True,
    ),
)  # fmt: skip


def _blank(spelled: Mapping[str, str]) -> dict[str, Any]:
    """What the template is rendered with to show its placeholders."""
    label = {"event": "title", "unsubscribe": "leave"}
    return {label.get(item.name, item.name): spelled[item.name] for item in _PLACEHOLDERS if item.name != "contact"}


LETTERS = (
    LetterKind(
        KIND,
        _l("Question about the progress of deals"),
        _l(
            "To the contacts of both sides and to the delegation liaison of their province, some months after a deal was recorded."
        ),
        _sample,
        "matchmaking/outcomes/mail/reminder.txt",
        _PLACEHOLDERS,
        _blank,
    ),
)
