"""An e-mail to somebody who represents an organization: the link of their own, the frame of the text, the placeholders of all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eventmgr.event.events.derived.calendar_entry import facts_told
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import letter_text_of, own_words_of
from eventmgr.event.registration.notes import feed_page
from eventmgr.ground.i18n import _l, speaking
from eventmgr.tools.messages.composing import absolute_url, compose, greeting, part
from eventmgr.tools.messages.letters import Attachment, Letter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.texts.wording import Context, Placeholder
from eventmgr.tools.web.rendering.zones import said_span

LINK = "meetings"
"""Kind of the signed token of `/meetings/<token>/`, and of the secret that stands for it in an e-mail."""
FEED = "meetings_feed"
"""Kind of the signed token of `/feeds/<token>.ics` of a representative."""
LEAVE = "meetings_leave"
"""Kind of the signed link with which a reader unsubscribes."""


def abouts(representative: int) -> list[str]:
    """What e-mails to a representative are about: who they are, how their timetable stands, what they have left."""
    return [f"{one}:{representative}" for one in (WHO, TIMETABLE, LEFT)]


WHO, TIMETABLE, LEFT = "meeting_representative", "meeting_timetable", "meetings_left"


@dataclass(frozen=True)
class Addressee:
    """A representative who is written to."""

    representative: int
    link_version: int
    name: str
    email: str
    organization: str
    language: str


def letter_to(
    event: Event,
    to: Addressee,
    kind: str,
    template: str,
    placeholders: Sequence[Placeholder],
    *,
    page: tuple[str, Mapping[str, Any]],
    words: Mapping[str, Any],
    about: str = "",
    leaves: bool = False,
    attachments: Sequence[Attachment] = (),
    is_sample: bool = False,
) -> Letter:
    """The e-mail of `kind`, with the reader's own link; organizers who read it in the outbox are led to the event's page instead.

    Args:
        page: endpoint and further values of the page to which the link leads.
        words: what the template says besides.
        about: what it is about; else the reader.
        leaves: it offers not to be written any more.
        attachments: entries for the reader's calendar.
        is_sample: to a made-up reader: its link opens nothing.
    """
    lang, facts = to.language, facts_told(event, to.language)
    elsewhere = absolute_url("events.show", slug=event.slug)
    link = Secret(value="-") if is_sample else Secret(LINK, (to.representative, to.link_version), instead=elsewhere)
    leave = Secret(value="-") if is_sample else Secret(LEAVE, (to.representative, to.link_version), instead=elsewhere)
    feed = Secret(value="-") if is_sample else Secret(FEED, (to.representative, to.link_version), instead=elsewhere)
    away = absolute_url("invitations.opt_out", token=leave.mark) if leaves else ""
    with speaking(lang):
        when = said_span(event.starts_at, event.ends_at, event.timezone, lang)
    endpoint, values = page
    letter = compose(
        template,
        language=lang,
        to_name=to.name,
        to_address=to.email,
        kind=kind,
        event_id=event.id,
        about=about or f"{WHO}:{to.representative}",
        reply_to=event.contact.get("email", ""),
        secrets=[link, feed, *([leave] if leaves else [])],
        attachments=attachments,
        wording=letter_text_of(event, kind, lang),
        placeholders=placeholders,
        own_words=own_words_of(event, kind, lang),
        title=facts["title"],
        place=facts["place"],
        when=when,
        organization=to.organization,
        contact=event.contact,
        link=absolute_url(endpoint, token=link.mark, **values),
        feed=feed_page(feed.mark),
        leave=away,
        **words,
    )
    return replace(letter, unsubscribe=away) if leaves else letter


def sample_of(language: str) -> Addressee:
    """A made-up reader."""
    names = {"zh": ("陈立", "样例精密机械有限公司"), "en": ("Chen Li", "Example Precision Machinery")}[language]
    return Addressee(0, 1, names[0], "sample@example.com", names[1], language)


def told(name: str) -> Callable[[Context], str]:
    """What the e-mail says under that name."""
    return lambda context: str(context[name])


def link_to(words: Any, zh: str = "洽谈页链接") -> Placeholder:
    """The reader's link, in the words of that kind."""
    return Placeholder("link", zh, words, told("link"), is_block=True, is_needed=True)


GREETING = Placeholder("greeting", "称呼", _l("the line that greets the reader"), greeting, is_block=True)
EVENT = Placeholder("event", "活动", _l("title of the event"), told("title"))
TIME = Placeholder("time", "时间", _l("time of the event"), told("when"))
PLACE = Placeholder("place", "地点", _l("place of the event"), told("place"))
ORGANIZATION = Placeholder(
    "organization", "单位", _l("the organization that the reader represents"), told("organization")
)
CONTACT = Placeholder(
    "contact",
    "联系方式",
    _l("whom to ask: the event's contact"),
    part("event/delegations/mail/_contact.txt"),
    is_block=True,
)
OWN_WORDS = Placeholder("own_words", "附言", _l("your own sentence"), told("own_words"), is_block=True)
UNSUBSCRIBE = Placeholder(
    "unsubscribe", "退订链接", _l("the link that stops e-mails of this kind"), told("leave"), is_block=True,
    is_needed=True,
)  # fmt: skip
FRAME = (GREETING, EVENT, ORGANIZATION, CONTACT, OWN_WORDS)
"""In every e-mail to a representative."""
_CALLED = {"event": "title", "time": "when", "unsubscribe": "leave"}
"""Placeholder → what the template calls it."""


def blank(placeholders: Sequence[Placeholder], spelled: Mapping[str, str]) -> dict[str, Any]:
    """What a template is rendered with to show its placeholders."""
    return {_CALLED.get(one.name, one.name): spelled[one.name] for one in placeholders if one.name != "contact"}
