"""E-mails about an event: what all of them say of it, and how one is composed from its kind and its own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from eventmgr.event.events.derived.calendar_entry import mailed_facts
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import letter_text_of, own_words_of
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, speaking
from eventmgr.tools.messages.composing import compose, part
from eventmgr.tools.messages.letters import Attachment, Letter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web.rendering.zones import span_in_words

SAMPLE_NAMES = {"zh": "王敏", "en": "Wang Min"}
SAMPLE_ADDRESS = "sample@example.com"
"""The made-up reader of the examples that organizers look at."""

EVENT = Placeholder("event", "活动", _l("title of the event"), source="title")
TIME = Placeholder("time", "时间", _l("time of the event"), source="when")
PLACE = Placeholder("place", "地点", _l("place of the event"))
CONTACT = Placeholder(
    "contact", "联系方式", _l("whom to ask: the event's contact"), part("event/events/mail/_contact.txt"), is_block=True
)
OWN_WORDS = Placeholder("own_words", "附言", _l("your own sentence"), is_block=True)


class Reader(Protocol):
    """Somebody to whom an e-mail about an event is written."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def email(self) -> str: ...  # noqa: D102
    @property
    def language(self) -> str: ...  # noqa: D102


def link_to(label: Any, zh: str) -> Placeholder:
    """The reader's link, under the name `zh` in Chinese texts; no text may leave it out."""
    return Placeholder("link", zh, label, is_block=True, is_needed=True)


def unsubscribe_link(label: Any) -> Placeholder:
    """The link that stops e-mails of that kind; no text may leave it out."""
    return Placeholder("unsubscribe", "退订链接", label, is_block=True, is_needed=True, source="leave")


def letter_about(
    event: Event,
    kind: LetterKind,
    to: Reader,
    *,
    about: str,
    context: Mapping[str, Any],
    secrets: Sequence[Secret] = (),
    leave: str = "",
    attachments: Sequence[Attachment] = (),
    confidential: bool = False,
) -> Letter:
    """The e-mail of that kind in its reader's language, in the organizers' own text where they have written one.

    Args:
        about: what it is about, as the outbox calls it.
        context: what its template and placeholders say beside the event's title, time, place and contact.
        leave: the address that stops such e-mails; empty: there is none.
        confidential: as `compose` has it.

    Raises:
        BadValue: the address is none that mail can carry.
    """
    language, facts = to.language, mailed_facts(event, to.language)
    with speaking(language):
        when = span_in_words(event.starts_at, event.ends_at, event.timezone, language)
    letter = compose(
        kind.template,
        language=language,
        to_name=to.name,
        to_address=to.email,
        kind=kind.kind,
        event_id=event.id,
        about=about,
        attachments=attachments,
        reply_to=event.contact.get("email", ""),
        confidential=confidential,
        secrets=secrets,
        wording=letter_text_of(event, kind.kind, language),
        placeholders=kind.placeholders,
        own_words=own_words_of(event, kind.kind, language),
        contact=event.contact,
        leave=leave,
        **{"title": facts["title"], "place": facts["place"], "when": when, **context},
    )
    return replace(letter, unsubscribe=leave)
