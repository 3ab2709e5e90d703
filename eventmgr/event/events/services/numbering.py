"""The numbers of calendar entries: they follow what the readers of a channel see, only rise, and never run backwards.

A channel is where somebody reads an entry: the feeds, or the mail of those who hold a place. For each the event keeps
the number of what was last shown (SEQUENCE), when that changed (LAST-MODIFIED) and a digest of it; a change that no
reader of the channel sees leaves all three as they are. Agenda items and registrations have a number for feeds too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from eventmgr.event.events import statements
from eventmgr.event.events.derived.calendar_entry import entry_of, mailed_entry_of, mailed_facts, short_name
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import LANGUAGES
from eventmgr.tools.ical import digest_of, later
from eventmgr.tools.messages.composing import base_url, own_address


class InFeeds(Protocol):
    """An object that feeds show: an event, an agenda item, a registration."""

    sequence: int
    calendar_changed_at: datetime


class Hashed(InFeeds, Protocol):
    """A thing in calendars that keeps the digest of what was told."""

    calendar_digest: str


@dataclass(frozen=True)
class Shown:
    """What readers see of an event at a moment."""

    in_feeds: str
    by_mail: str
    name: str
    """What agenda items begin with."""
    told: dict[str, dict[str, str]]
    """Language → what letters say; see `mailed_facts`."""


def shown_of(event: Event) -> Shown:
    """What readers of every channel see now."""
    feeds = [entry_of(event, lang, base_url=base_url()) for lang in LANGUAGES]
    mail = [
        mailed_entry_of(event, lang, base_url=base_url(), organizer_email=organizer_of(event)) for lang in LANGUAGES
    ]
    named = "\n".join(short_name(event, lang) for lang in LANGUAGES)
    name = hashlib.sha256(named.encode()).hexdigest()[:32]
    return Shown(digest_of(feeds), digest_of(mail), name, facts_now(event))


def facts_now(event: Event) -> dict[str, dict[str, str]]:
    """Language → what e-mails say of the event now; see `mailed_facts`."""
    return {lang: mailed_facts(event, lang) for lang in LANGUAGES}


def organizer_of(event: Event) -> str:
    """The address that all mailed entries of the event come from."""
    return event.organizer_address or own_address()


def adopt(event: Event, *, at: datetime) -> None:
    """Nobody has seen the event yet: what it shows now is the beginning, under the numbers that it has."""
    shown = shown_of(event)
    event.calendar_digest, event.mail_digest, event.name_digest = shown.in_feeds, shown.by_mail, shown.name
    event.calendar_changed_at = max(at, event.calendar_changed_at)


def settle(event: Event, before: Shown, *, at: datetime) -> None:
    """Raise the number of each channel whose readers see a difference to what was last shown under it.

    Args:
        before: what was shown before the change; it counts where nothing was compared yet.
    """
    now = shown_of(event)
    if now.in_feeds != (event.calendar_digest or before.in_feeds):
        calendar_changed(event, at=at)
    if now.by_mail != (event.mail_digest or before.by_mail):
        event.mail_sequence += 1
        event.mail_changed_at = later(at, event.mail_changed_at)
    if now.name != (event.name_digest or before.name):
        event.name_sequence += 1
        event.name_changed_at = later(at, event.name_changed_at)
    event.calendar_digest, event.mail_digest, event.name_digest = now.in_feeds, now.by_mail, now.name


def compare_again(event: Event, *, at: datetime) -> bool:
    """Compare a public event with what was last shown, after an address or a release has changed; whether a number has
    risen. Its organizer is what it is from now on. The event must be locked."""
    before = event.sequence, event.mail_sequence, event.name_sequence
    event.organizer_address = organizer_of(event)
    settle(event, shown_of(event), at=at)
    return before != (event.sequence, event.mail_sequence, event.name_sequence)


def settle_part(part: Hashed, digest: str, *, at: datetime, before: str = "") -> bool:
    """The same for an object with a digest of its own (an agenda item); whether its number has risen.

    Args:
        before: digest of what was shown before, if it is known; where neither is, a difference is taken for granted.
    """
    differs = digest != (part.calendar_digest or before)
    if differs:
        calendar_changed(part, at=at)
    part.calendar_digest = digest
    return differs


def calendar_changed(part: InFeeds, *, at: datetime) -> None:
    """Raise SEQUENCE and LAST-MODIFIED (RFC 5545): only if a reader of feeds sees a difference."""
    part.sequence += 1
    part.calendar_changed_at = later(at, part.calendar_changed_at)


def follow_feeds(numbers: Mapping[str, int]) -> None:
    """Feeds have told these entries under these numbers (UID → SEQUENCE): e-mails about the same event bear none below,
    for a calendar that was downloaded may hold the mailed entry, too, and overlooks a lower number."""
    statements.raise_mail_numbers({uid: number for uid, number in numbers.items() if number})


def next_cancel(event: Event, *, at: datetime) -> tuple[int, datetime]:
    """(SEQUENCE, DTSTAMP) of a message that takes one person's entry back: above every invitation sent so far, and
    below every later one. The event must be locked."""
    event.mail_sequence += 2
    event.mail_changed_at = later(at, event.mail_changed_at)
    return event.mail_sequence - 1, event.mail_changed_at
