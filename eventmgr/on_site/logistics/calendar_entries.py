"""Rooms and rides as entries of their person's own calendar."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from eventmgr.event.events.derived.calendar_entry import STATUSES, cancelled
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.models import Registration
from eventmgr.ground.i18n import _, localized
from eventmgr.on_site.logistics.entries import STAY, Content
from eventmgr.on_site.logistics.labels import say_vehicle, say_way
from eventmgr.on_site.logistics.lodging import telling as rooms
from eventmgr.on_site.logistics.lodging.queries import find_shown, list_shown
from eventmgr.on_site.logistics.models import Direction, TravelEntry
from eventmgr.on_site.logistics.queries import list_entries_of, list_own_entries
from eventmgr.on_site.logistics.transport import telling as rides
from eventmgr.on_site.logistics.transport.queries import list_own_rides, list_shown_rides
from eventmgr.tools.ical import Entry, EntryStatus

RIDE_LASTS = timedelta(hours=1)
"""So long is the entry of a ride: how long the way takes is not known."""
KEPT_CANCELLED = timedelta(days=7)
"""So long after its old end what is gone is told to those who have it in their calendars."""


class Travel(NamedTuple):
    """Room and rides of one person by key, as they are shown now, and what calendars were told of them."""

    shown: Mapping[str, Content]
    kept: Mapping[str, TravelEntry]


def entries_of_travel(registration: Registration, language: str, *, base_url: str, at: datetime) -> list[Entry]:
    """The room and the rides that the person is shown, by time; cancelled is what was told and is shown no more, and
    everything where the place is given up; nothing of a draft, or while the data is only kept. Three statements."""
    if registration.event.status is EventStatus.DRAFT or registration.restricted_at is not None:
        return []
    shown = {rides.key_of(ride): rides.content_of(ride) for ride in list_own_rides([registration.id], published=True)}
    room = find_shown(registration.id)
    if room and (told := rooms.content_of(room)):
        shown = {STAY: told, **shown}
    travel = Travel(shown, list_own_entries(registration.id))
    return entries_of(registration, travel, language, base_url=base_url, at=at)


def load_travel(event_id: int, people: Collection[int]) -> dict[int, Travel]:
    """What `entries_of` reads, of these people; three statements."""
    rows = list_entries_of(people)
    room, rode = list_shown(event_id, people), list_shown_rides(event_id, people)
    travel_of = {}
    for number in people:
        shown = {rides.key_of(ride): rides.content_of(ride) for ride in rode.get(number, ())}
        if number in room and (told := rooms.content_of(room[number])):
            shown = {STAY: told, **shown}
        travel_of[number] = Travel(shown, rows.get(number, {}))
    return travel_of


def entries_of(
    registration: Registration,
    travel: Travel,
    language: str,
    *,
    base_url: str,
    at: datetime,
    is_mailed: bool = False,
) -> list[Entry]:
    """The same where it is known what is shown.

    Args:
        is_mailed: for e-mails, which say no more than what they are written for: not what the event is called now.
    """
    shown, rows = travel
    gone = {key: row.told for key, row in rows.items() if key not in shown and row.is_cancelled and row.told}
    entries = []
    for key, told in [*shown.items(), *gone.items()]:
        entry = _entry(registration, key, told, rows.get(key), language, base_url, is_mailed=is_mailed)
        if key in shown or entry.ends_at > at - KEPT_CANCELLED:
            entries.append(entry)
    return sorted(entries, key=lambda entry: (entry.starts_at, entry.uid))


def _entry(
    registration: Registration,
    key: str,
    content: Content,
    row: TravelEntry | None,
    language: str,
    base_url: str,
    *,
    is_mailed: bool = False,
) -> Entry:
    event = registration.event
    parts = _stay(content, event.timezone, language) if key == STAY else _ride(content, language)
    summary, location, lines, starts_at, ends_at = parts
    status = _status_of(registration, event, is_gone=row is not None and row.is_cancelled)
    address = f"{base_url}/events/{event.slug}/"
    beside = () if is_mailed else (localized(event.title, language), address)
    moments = [registration.calendar_changed_at, event.calendar_changed_at, *([row.changed_at] if row else [])]
    entry = Entry(
        uid=f"{key}-{registration.id}-{event.uid}",
        sequence=(row.sequence if row else 0) + registration.sequence + event.sequence,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=event.timezone,
        summary=summary,
        last_modified=max(moments),
        description="\n".join(part for part in (*lines, *beside) if part),
        location=location,
        url=address,
        status="CONFIRMED" if status == "CANCELLED" else status,
        created_at=registration.created_at,
        categories=(_("Accommodation") if key == STAY else _("Transport"),),
        related_to=event.uid,
        is_busy=status == "CONFIRMED",
    )
    return cancelled(entry) if status == "CANCELLED" else entry


def _status_of(registration: Registration, event: Event, *, is_gone: bool) -> EntryStatus:
    if is_gone or registration.status not in HOLDING:
        return "CANCELLED"
    return STATUSES.get(event.status, "CONFIRMED")


_Parts = tuple[str, str, list[str], datetime, datetime]


def _stay(content: Content, timezone: str, language: str) -> _Parts:
    """From the day of check-in to that of check-out, both of them."""
    zone = ZoneInfo(timezone)
    first, last = date.fromisoformat(content["arrives"]), date.fromisoformat(content["leaves"])
    name = localized(content["hotel"], language)
    place = " ".join(part for part in (name, localized(content["address"], language)) if part)
    lines = [_("Room %(label)s", label=content["room"]), content["phone"]]
    return (
        _("Hotel: %(name)s", name=name),
        place,
        lines,
        datetime.combine(first, time(), zone),
        datetime.combine(last + timedelta(days=1), time(), zone),
    )


def _ride(content: Content, language: str) -> _Parts:
    """From when it leaves, an hour."""
    start, goal = rides.place_of(content["start"]), rides.place_of(content["goal"])
    way = say_way(content["title"], start, goal, language)
    what = str(Direction(content["direction"]).label)
    vehicle = say_vehicle(content["vehicle"], content["plate"], language)
    driver = " ".join(part for part in (content["driver"], content["phone"]) if part)
    starts_at = datetime.fromisoformat(content["leaves_at"])
    summary = _("%(label)s: %(value)s", label=what, value=way) if way else what
    return summary, localized(start, language), [vehicle, driver], starts_at, starts_at + RIDE_LASTS
