"""What invited people are written: the invitation, and one reminder after the other as long as they have not answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from eventmgr.event.events.derived.calendar_entry import facts_told
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import letter_text_of, own_words_of
from eventmgr.event.invitations import queries
from eventmgr.event.invitations.models import Invitation
from eventmgr.event.invitations.panels import page
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, format_instant, speaking
from eventmgr.tools.messages.composing import absolute_url, compose, greeting, part
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue, unsent
from eventmgr.tools.messages.texts.wording import Context, Placeholder
from eventmgr.tools.web import tokens
from eventmgr.tools.web.rendering.zones import said_span

LINK, OPT_OUT = "invited", "opt-out"
"""Kinds of signed links: to register, and to be left alone."""
INVITED, REMINDER = "invitations.invited", "invitations.reminder"
_NAMES = {"zh": "王敏", "en": "Wang Min"}


def write(kind: str, invitation: Invitation, event: Event, *, at: datetime) -> None:
    """Write the e-mail `kind` to the invited person, who has an address; the row's id must be known."""
    enqueue(_letter(kind, invitation, event), at=at)


def _letter(kind: str, invitation: Invitation, event: Event) -> Letter:
    language, number = invitation.language, invitation.id
    link = Secret(LINK, (number, invitation.link_version), instead=absolute_url("events.show", slug=event.slug))
    leave = Secret(OPT_OUT, (number, 1))
    told = facts_told(event, language)
    with speaking(language):
        until = format_instant(invitation.expires_at, event.timezone, language) if invitation.expires_at else ""
        when = said_span(event.starts_at, event.ends_at, event.timezone, language)
    unsubscribe = absolute_url("invitations.opt_out", token=leave.mark)
    letter = compose(
        f"event/invitations/mail/{kind.partition('.')[2]}.txt",
        language=language,
        to_name=invitation.name,
        to_address=invitation.email,
        kind=kind,
        event_id=event.id,
        about=f"event_invitation:{number}",
        reply_to=event.contact.get("email", ""),
        secrets=[link, leave],
        wording=letter_text_of(event, kind, language),
        placeholders=_PLACEHOLDERS,
        own_words=own_words_of(event, kind, language),
        title=told["title"],
        place=told["place"],
        when=when,
        until=until,
        contact=event.contact,
        link=page(link.mark),
        leave=unsubscribe,
    )
    return replace(letter, unsubscribe=unsubscribe)


def link_of(invitation: Invitation) -> str:
    """The public address that opens it."""
    return page(tokens.sign(LINK, invitation.id, invitation.link_version))


def resolve(number: int, version: int) -> str | None:
    """The token of the link, as an e-mail says it; None if it opens nothing any more."""
    return tokens.sign(LINK, number, version) if queries.find_link_version(number) == version else None


def resolve_opt_out(number: int, version: int) -> str | None:
    """The token with which its reader is left alone."""
    return tokens.sign(OPT_OUT, number, version)


def _sample(kind: str, event: Event, language: str) -> OutboxLetter:
    at = event.created_at
    invitation = Invitation(
        id=0, event_id=event.id, name=_NAMES[language], email="sample@example.com", language=language, link_version=0,
        created_at=at, uses_most=1,
    )  # fmt: skip
    return unsent(_letter(kind, invitation, event), at=at)


def _told(name: str) -> Callable[[Context], str]:
    return lambda context: str(context[name])


_PLACEHOLDERS = (
    Placeholder("greeting", "称呼", _l("the line that greets the reader"), greeting, is_block=True),
    Placeholder("event", "活动", _l("title of the event"), _told("title")),
    Placeholder("time", "时间", _l("time of the event"), _told("when")),
    Placeholder("place", "地点", _l("place of the event"), _told("place")),
    Placeholder("until", "有效期至", _l("until when the link is valid"), _told("until"), is_block=True),
    Placeholder(
        "link", "邀请链接", _l("the link that opens the form; on a line of its own it becomes a button"), _told("link"),
        is_block=True, is_needed=True,
    ),
    Placeholder(
        "contact", "联系方式", _l("whom to ask: the event's contact"), part("event/invitations/mail/_contact.txt"),
        is_block=True,
    ),
    Placeholder("own_words", "附言", _l("your own sentence"), _told("own_words"), is_block=True),
    Placeholder(
        "unsubscribe", "退订链接", _l("the link that stops invitations"), _told("leave"), is_block=True,
        is_needed=True,
    ),
)  # fmt: skip


def _blank(spelled: Mapping[str, str]) -> dict[str, Any]:
    """What the templates are rendered with to show their placeholders."""
    return {
        "title": spelled["event"], "when": spelled["time"], "place": spelled["place"], "until": spelled["until"],
        "link": spelled["link"], "leave": spelled["unsubscribe"], "own_words": spelled["own_words"],
    }  # fmt: skip


LETTERS = tuple(
    LetterKind(
        kind, label, purpose, partial(_sample, kind), f"event/invitations/mail/{kind.partition('.')[2]}.txt", _PLACEHOLDERS,
        _blank,
    )
    for kind, label, purpose in (
        (INVITED, _l("Invitation to register"), _l("To somebody whom you invite, with a link of their own.")),
        (REMINDER, _l("Reminder of an invitation"), _l("To invited people who have not answered.")),
    )
)  # fmt: skip
