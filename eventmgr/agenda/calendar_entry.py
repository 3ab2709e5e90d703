"""An agenda item as an entry of a calendar: the same in feeds and downloads. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext

from eventmgr.agenda.labels import ROLES
from eventmgr.agenda.models import AgendaItem, Speaker
from eventmgr.events.models import Event, EventStatus, Venue
from eventmgr.i18n import _, localized, speaking
from eventmgr.i18n import language as spoken
from eventmgr.ical import Entry, EntryStatus


def item_entry_of(item: AgendaItem, event: Event, language: str, *, base_url: str) -> Entry:
    """The entry of one agenda item in `language` (`zh`, `en`), as a part of the event's.

    It says what `agenda/services.py` raises SEQUENCE for, and nothing else: title, speakers, description, times, room.
    Reads `item.room`, `item.speakers` and `event.venues`.

    Args:
        base_url: the public address of the installation, without a slash at its end.
    """
    venues = {venue.id: venue for venue in event.venues}
    address = f"{base_url}/events/{event.slug}/agenda/#item-{item.id}"
    said = [*_people(item.speakers, language), localized(item.description, language), address]
    return Entry(
        uid=item.uid,
        sequence=item.sequence,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        zone=event.timezone,
        summary=localized(item.title, language),
        last_modified=item.calendar_changed_at,
        description="\n".join(part for part in said if part),
        location=_room(item, venues, language),
        url=address,
        status=_status(item, event),
        related_to=event.uid,
        is_busy=True,
    )


def _status(item: AgendaItem, event: Event) -> EntryStatus:
    if item.is_cancelled or event.status is EventStatus.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if event.status is EventStatus.POSTPONED else "CONFIRMED"


def _people(speakers: list[Speaker], language: str) -> list[str]:
    """`Speaker: Wang Min (Shanghai Sample Institute, Director)`, one line each."""
    if not speakers:
        return []
    with speaking(language) if language != spoken() else nullcontext():
        return [_person(one, language) for one in speakers]


def _person(one: Speaker, language: str) -> str:
    role, name = ROLES[one.role], localized(one.name, language)
    parts = [localized(one.organization, language), localized(one.title, language)]
    where = ("，" if language == "zh" else ", ").join(part for part in parts if part)
    if where:
        return _("%(role)s: %(name)s (%(organization)s)", role=role, name=name, organization=where)
    return _("%(role)s: %(name)s", role=role, name=name)


def _room(item: AgendaItem, venues: Mapping[int, Venue], language: str) -> str:
    """Room, building and its address; empty where no room is set."""
    if item.room is None:
        return ""
    parts = [localized(item.room.name, language)]
    venue = venues.get(item.room.venue_id)
    if venue is not None:
        parts += [localized(venue.name, language), localized(venue.address, language)]
    return (" " if language == "zh" else ", ").join(part for part in parts if part)
