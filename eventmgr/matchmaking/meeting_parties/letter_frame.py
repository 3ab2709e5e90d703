"""An e-mail to somebody who represents an organization: the link of their own, the frame of the text, the placeholders
of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.event.events import mail
from eventmgr.event.events.mail import CONTACT, EVENT, OWN_WORDS, SAMPLE_ADDRESS, letter_about, unsubscribe_link
from eventmgr.event.events.models import Event
from eventmgr.event.registration.notes import feed_page
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l
from eventmgr.tools.messages.composing import GREETING, absolute_url
from eventmgr.tools.messages.letters import Attachment, Letter
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.texts.wording import Placeholder

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
    kind: LetterKind,
    *,
    page: tuple[str, Mapping[str, Any]],
    words: Mapping[str, Any],
    about: str = "",
    leaves: bool = False,
    attachments: Sequence[Attachment] = (),
    is_sample: bool = False,
) -> Letter:
    """The e-mail of `kind`, with the reader's own link; organizers who read it in the outbox are led to the event's
    page instead.

    Args:
        page: endpoint and further values of the page to which the link leads.
        words: what the template says besides.
        about: what it is about; else the reader.
        leaves: it offers not to be written any more.
        attachments: entries for the reader's calendar.
        is_sample: to a made-up reader: its link opens nothing.
    """
    elsewhere = absolute_url("events.show", slug=event.slug)
    link = Secret(value="-") if is_sample else Secret(LINK, (to.representative, to.link_version), instead=elsewhere)
    leave = Secret(value="-") if is_sample else Secret(LEAVE, (to.representative, to.link_version), instead=elsewhere)
    feed = Secret(value="-") if is_sample else Secret(FEED, (to.representative, to.link_version), instead=elsewhere)
    away = absolute_url("invitations.opt_out", token=leave.mark) if leaves else ""
    endpoint, values = page
    return letter_about(
        event,
        kind,
        to,
        about=about or f"{WHO}:{to.representative}",
        context={
            "organization": to.organization,
            "link": absolute_url(endpoint, token=link.mark, **values),
            "feed": feed_page(feed.mark),
            **words,
        },
        secrets=[link, feed, *([leave] if leaves else [])],
        leave=away,
        attachments=attachments,
    )


def sample_of(language: str) -> Addressee:
    """A made-up reader for previews of e-mails."""
    names = {"zh": ("陈立", "样例精密机械有限公司"), "en": ("Chen Li", "Example Precision Machinery")}[language]
    return Addressee(0, 1, names[0], SAMPLE_ADDRESS, names[1], language)


def link_to(label: Any, zh: str = "洽谈页链接") -> Placeholder:
    """The reader's link, in the words of that kind."""
    return mail.link_to(label, zh)


ORGANIZATION = Placeholder("organization", "单位", _l("the organization that the reader represents"))
UNSUBSCRIBE = unsubscribe_link(_l("the link that stops e-mails of this kind"))
FRAME = (GREETING, EVENT, ORGANIZATION, CONTACT, OWN_WORDS)
"""In every e-mail to a representative."""
