"""An agenda item as an entry of a calendar: the same in feeds and downloads. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.event.agenda.models import AgendaItem, Speaker
from eventmgr.event.events.derived.calendar_entry import STATUSES, in_language, titled
from eventmgr.event.events.models import Event, Venue
from eventmgr.ground.i18n import LANGUAGES, _, format_span, localized
from eventmgr.tools.ical import Entry, digest_of, whole_days


def item_entry_of(
    item: AgendaItem, event: Event, language: str, *, base_url: str, is_given_up: bool = False, event_name: str = ""
) -> Entry:
    """The entry of one agenda item in `language` (`zh`, `en`), as a part of the event's.

    Reads `item.room`, `item.speakers` and `event.venues`.

    Args:
        base_url: the public address of the installation, without a slash at its end.
        event_name: stands before the title, where the item is shown beside other things.
        is_given_up: for a reader who has no place any more: cancelled, whatever the item is.
    """
    venues = {venue.id: venue for venue in event.venues}
    address = f"{base_url}/events/{event.slug}/agenda/#item-{item.id}"
    title = localized(item.title, language)
    if event_name:
        with in_language(language):
            title = _("%(label)s: %(value)s", label=event_name, value=title)
    days = whole_days(item.starts_at, item.ends_at, event.timezone)
    when = format_span(item.starts_at, item.ends_at, event.timezone, language) if days else ""
    lines = [
        when,
        localized(item.note, language),
        *_people(item.speakers, language),
        localized(item.description, language),
        address,
    ]
    return Entry(
        uid=item.uid,
        sequence=item.sequence,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        zone=event.timezone,
        summary=titled(title, event.status, language, is_given_up=is_given_up or item.is_cancelled),
        last_modified=item.calendar_changed_at,
        description="\n".join(part for part in lines if part),
        location=_room(item, venues, language),
        url=address,
        status="CANCELLED" if is_given_up or item.is_cancelled else STATUSES.get(event.status, "CONFIRMED"),
        related_to=event.uid,
        is_busy=True,
    )


def digest_of_item(item: AgendaItem, event: Event, *, base_url: str) -> str:
    """Of what feeds show of the item, in both languages; see `events/services/numbering.py`."""
    return digest_of(item_entry_of(item, event, language, base_url=base_url) for language in LANGUAGES)


def _people(speakers: list[Speaker], language: str) -> list[str]:
    """`Speaker: Wang Min (Shanghai Sample Institute, Director)`, one line each."""
    if not speakers:
        return []
    with in_language(language):
        return [_person(speaker, language) for speaker in speakers]


def _person(speaker: Speaker, language: str) -> str:
    role, name = speaker.role.label, localized(speaker.name, language)
    parts = [localized(speaker.organization, language), localized(speaker.title, language)]
    where = ("，" if language == "zh" else ", ").join(part for part in parts if part)
    if where:
        return _("%(role)s: %(name)s (%(organization)s)", role=role, name=name, organization=where)
    return _("%(role)s: %(name)s", role=role, name=name)


def _room(item: AgendaItem, venues: Mapping[int, Venue], language: str) -> str:
    """Where the item is told to be, else room, building and its address; empty where no room is set."""
    if item.location:
        return localized(item.location, language)
    if item.room is None:
        return ""
    parts = [localized(item.room.name, language)]
    venue = venues.get(item.room.venue_id)
    if venue is not None:
        parts += [localized(venue.name, language), localized(venue.address, language)]
    return (" " if language == "zh" else ", ").join(part for part in parts if part)
