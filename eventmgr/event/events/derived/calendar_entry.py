"""An event as an entry of a calendar: in feeds and downloads, and in the mail of those who hold a place. Pure."""

from __future__ import annotations

import unicodedata
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import datetime

from eventmgr.event.events.derived.opening import fee_in_words
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.ground.i18n import _, format_span, localized, speaking
from eventmgr.ground.i18n import language as spoken
from eventmgr.tools.ical import Entry, EntryStatus, whole_days
from eventmgr.tools.taxonomy import get_province

SHORT = 24
"""So wide may a title be that stands before another one."""
STATUSES: dict[EventStatus, EntryStatus] = {
    EventStatus.CANCELLED: "CANCELLED",
    EventStatus.POSTPONED: "TENTATIVE",
}
"""What an entry's STATUS says of the event; of every other state CONFIRMED."""


def entry_of(event: Event, language: str, *, base_url: str, is_given_up: bool = False) -> Entry:
    """The entry of the whole event in feeds, in `language` (`zh`, `en`).

    Args:
        base_url: the public address of the installation, without a slash at its end; the event's page is the entry's
            URL and the last line of its description, because many programs do not show the URL.
        is_given_up: for a reader who has no place any more: cancelled, whatever the event is.
    """
    address = f"{base_url}/events/{event.slug}/"
    reason, when = localized(event.status_reason, language), times_of(event, language)
    lines = [reason, when, localized(event.summary, language), fee_line(event, language), address]
    return Entry(
        uid=event.uid,
        sequence=event.sequence,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.timezone,
        summary=titled(localized(event.title, language), event.status, language, is_given_up=is_given_up),
        last_modified=event.calendar_changed_at,
        description="\n".join(part for part in lines if part),
        location=location_of(event, language),
        url=address,
        status="CANCELLED" if is_given_up else STATUSES.get(event.status, "CONFIRMED"),
        created_at=event.created_at,
        is_busy=True,
    )


def mailed_entry_of(
    event: Event, language: str, *, base_url: str, organizer_email: str, is_taken_back: bool = False
) -> Entry:
    """The entry as it is mailed to who holds a place; its DTSTAMP is the last change, unless the letter is later.

    It says what a changed letter is written for, and no more: title, time, place, state and its reason, whom to ask.

    Args:
        organizer_email: the one address from which all letters about this event come (RFC 5545 ORGANIZER): programs
            take a cancellation only from who has invited.
        is_taken_back: for a CANCEL.
    """
    facts = mailed_facts(event, language)
    address = f"{base_url}/events/{event.slug}/"
    contact = contact_line(event, language)
    lines = [facts["reason"], times_of(event, language), contact, address]
    return Entry(
        uid=event.uid,
        sequence=event.mail_sequence,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.timezone,
        summary=titled(facts["title"], event.status, language, is_given_up=is_taken_back),
        last_modified=event.mail_changed_at or event.calendar_changed_at,
        description="\n".join(part for part in lines if part),
        location=facts["place"],
        url=address,
        status="CANCELLED" if is_taken_back else STATUSES.get(event.status, "CONFIRMED"),
        created_at=event.created_at,
        organizer_name=event.contact.get("name", ""),
        organizer_email=organizer_email,
        is_busy=True,
    )


def short_name(event: Event, language: str) -> str:
    """What agenda items begin with in a calendar beside other things: the short title that was set, else the title
    where it is short, else city and kind."""
    given, title = localized(event.short_title, language), localized(event.title, language)
    if given or width_of(title) <= SHORT:
        return given or title
    with in_language(language):
        city, kind = localized(event.city, language), str(event.kind.label)
        if not city and event.province_code:
            province = get_province(event.province_code)
            city = province.short_zh if language == "zh" else province.short_en
        return _("%(city)s %(kind)s", city=city, kind=kind if language == "zh" else kind.lower()) if city else kind


def width_of(title: str) -> int:
    """Columns that a title takes up: a Chinese character counts two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in title)


def times_of(event: Event, language: str) -> str:
    """When the event begins and ends, where its entry is one of whole days; else empty."""
    is_long = whole_days(event.starts_at, event.ends_at, event.timezone) is not None
    return format_span(event.starts_at, event.ends_at, event.timezone, language) if is_long else ""


def mailed_facts(event: Event, language: str) -> dict[str, str]:
    """What letters and mailed entries say of the event, by name: `title`, `time`, `zone` (its IANA name: the same time
    of day in another one is another time), `place`, `contact`, `state` (empty but for one that is cancelled or
    postponed), `reason`."""
    return {
        "title": localized(event.title, language),
        "time": format_span(event.starts_at, event.ends_at, event.timezone, language),
        "zone": event.timezone,
        "place": location_of(event, language),
        "contact": " · ".join(filter(None, (event.contact.get(part, "") for part in ("name", "phone", "email")))),
        "state": event.status.value if event.status in STATUSES else "",
        "reason": localized(event.status_reason, language),
    }


def contact_line(event: Event, language: str) -> str:
    """`Contact: name · phone · email`, as far as they are known; empty where nothing is."""
    contact = mailed_facts(event, language)["contact"]
    if not contact:
        return ""
    with in_language(language):
        return _("%(label)s: %(value)s", label=_("Contact"), value=contact)


def fee_line(event: Event, language: str) -> str:
    """`Fee: …`; empty where the organizers say nothing."""
    with in_language(language):
        fee = fee_in_words(event)
        return _("%(label)s: %(value)s", label=_("Fee"), value=fee) if fee else ""


def titled(title: str, status: EventStatus, language: str, *, is_given_up: bool = False) -> str:
    """The title says what happened, too: many programs show nothing of STATUS.

    Args:
        is_given_up: this entry is cancelled whatever the event is: a removed session, a place that was given up.
    """
    with in_language(language):
        if is_given_up or status is EventStatus.CANCELLED:
            return _("Cancelled: %(title)s", title=title)
        if status is EventStatus.POSTPONED:
            return _("Postponed: %(title)s", title=title)
    return title


def cancelled(entry: Entry) -> Entry:
    """The same entry as cancelled, by its state and by its title, in the language spoken; one that is cancelled already
    stays as it is. Whatever cancels an entry that was made as another does it here."""
    if entry.status == "CANCELLED":
        return entry
    return replace(entry, status="CANCELLED", summary=_("Cancelled: %(title)s", title=entry.summary))


def in_language(language: str) -> AbstractContextManager[None]:
    """What is said inside is said in `language`; changing the language costs something, so only where it is another."""
    return speaking(language) if language != spoken() else nullcontext()


def location_of(event: Event, language: str) -> str:
    """City, main venue and its address in `language`, as far as they are known; `event.venues` are read."""
    venue = event.venues[0] if event.venues else None
    parts = [localized(event.city, language)]
    if venue is not None:
        parts += [localized(venue.name, language), localized(venue.address, language)]
    return (" " if language == "zh" else ", ").join(part for part in parts if part)


def stamp_of(event: Event, at: datetime) -> datetime:
    """When a message about the event is said to be written (DTSTAMP): `at`, but never before what was said last, though
    a clock was set back."""
    return max(at, event.mail_changed_at or at)
