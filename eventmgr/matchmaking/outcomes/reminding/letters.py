"""The e-mail that asks how far deals are, with its link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from eventmgr.event.events.mail import (
    CONTACT,
    EVENT,
    OWN_WORDS,
    SAMPLE_ADDRESS,
    SAMPLE_NAMES,
    letter_about,
    link_to,
    unsubscribe_link,
)
from eventmgr.event.events.models import Event
from eventmgr.event.invitations.panels import Leaver
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, localized, speaking
from eventmgr.matchmaking.outcomes.models import Deal, DealReminder, Stage
from eventmgr.matchmaking.outcomes.reminding import queries
from eventmgr.tools.messages.composing import GREETING, absolute_url
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue_if_reachable, unsent
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web import tokens

KIND = "outcomes.reminder"
LINK, LEAVE = "deals", "deals-leave"
"""Kinds of signed links: to tell how far deals are, and to be left alone."""
_SAMPLES = {"zh": "轴承智能产线改造合作", "en": "Retrofit of a bearing line"}


def write(reminder: DealReminder, deals: Sequence[Deal], event: Event, *, at: datetime) -> bool:
    """Ask about these deals; whether mail can reach the address. The number of the reminder must be known."""
    lines = [(localized(deal.title, reminder.language), deal.stage) for deal in deals]
    return enqueue_if_reachable(lambda: _letter(reminder, lines, event), at=at)


def _letter(reminder: DealReminder, lines: Sequence[tuple[str, Stage]], event: Event) -> Letter:
    lang, numbers = reminder.language, (reminder.id, reminder.link_version)
    link = Secret(LINK, numbers, instead=absolute_url("events.show", slug=event.slug))
    leave = Secret(LEAVE, numbers, instead=absolute_url("events.show", slug=event.slug))
    with speaking(lang):
        lines_of_deals = "\n".join(f"- {title}{'：' if lang == 'zh' else ': '}{stage.label}" for title, stage in lines)
    return letter_about(
        event,
        _REMINDER,
        reminder,
        about=f"deal_reminder:{reminder.id}",
        context={"deals": lines_of_deals, "link": absolute_url("deals.index", token=link.mark)},
        secrets=[link, leave],
        leave=absolute_url("invitations.opt_out", token=leave.mark),
    )


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
        id=0, event_id=event.id, name=SAMPLE_NAMES[language], email=SAMPLE_ADDRESS, language=language, link_version=0
    )
    return unsent(_letter(reminder, [(_SAMPLES[language], Stage.AGREEMENT)], event), at=event.created_at)


_REMINDER = LetterKind(
    KIND,
    _l("Question about the progress of deals"),
    _l(
        "To the contacts of both sides and to the delegation liaison of their province, some months after a deal was recorded."
    ),
    _sample,
    "matchmaking/outcomes/mail/reminder.txt",
    (
        GREETING,
        EVENT,
        Placeholder("deals", "合作项目", _l("the deals and the recorded stage of each"), is_block=True, is_needed=True),
        link_to(_l("the link where the reader reports progress; on a line of its own it becomes a button"), "反馈链接"),
        CONTACT,
        OWN_WORDS,
        unsubscribe_link(_l("the link that stops these reminders")),
    ),
)
LETTERS = (_REMINDER,)
