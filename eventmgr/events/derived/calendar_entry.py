"""An event as an entry of a calendar: the same in feeds, downloads and invitations. Pure."""

from __future__ import annotations

from eventmgr.events.models import Event, EventStatus
from eventmgr.i18n import localized
from eventmgr.ical import Entry, EntryStatus

_STATUSES: dict[EventStatus, EntryStatus] = {
    EventStatus.CANCELLED: "CANCELLED",
    EventStatus.POSTPONED: "TENTATIVE",
}


def entry_of(event: Event, language: str, *, base_url: str, organizer_email: str = "") -> Entry:
    """The entry of the whole event in `language` (`zh`, `en`).

    Args:
        base_url: the public address of the installation, without a slash at its end; the event's page is the entry's
            URL and the last line of its description, because many programs do not show the URL.
        organizer_email: who sends invitations, if the event's contact has no address.
    """
    address = f"{base_url}/events/{event.slug}/"
    said = [localized(event.status_reason, language), localized(event.summary, language), address]
    return Entry(
        uid=event.uid,
        sequence=event.sequence,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.timezone,
        summary=localized(event.title, language),
        last_modified=event.calendar_changed_at,
        description="\n".join(part for part in said if part),
        location=location_of(event, language),
        url=address,
        status=_STATUSES.get(event.status, "CONFIRMED"),
        created_at=event.created_at,
        organizer_name=event.contact.get("name", ""),
        organizer_email=event.contact.get("email", "") or organizer_email,
        is_busy=True,
    )


def location_of(event: Event, language: str) -> str:
    """City, main venue and its address in `language`, as far as they are known; `event.venues` are read."""
    venue = event.venues[0] if event.venues else None
    parts = [localized(event.city, language)]
    if venue is not None:
        parts += [localized(venue.name, language), localized(venue.address, language)]
    return (" " if language == "zh" else ", ").join(part for part in parts if part)
