"""What rooms are held against."""

from __future__ import annotations

from eventmgr.ground.features import Law
from eventmgr.on_site.logistics.entries import RIDE, STAY
from eventmgr.on_site.logistics.lodging.queries import list_foreign_stays, list_forgotten_stays
from eventmgr.on_site.logistics.lodging.telling import rooms_shown
from eventmgr.on_site.logistics.queries import list_entries, list_events_with_entries, list_forgotten_entries
from eventmgr.on_site.logistics.transport.queries import list_foreign_seats
from eventmgr.on_site.logistics.transport.telling import rides_shown


def rooms_belong_to_the_event() -> list[str]:
    """Whoever has a room has one of a hotel of their own event."""
    return [f"registration {number}: room {room} of another event" for number, room in list_foreign_stays()]


def nobody_forgotten_sleeps() -> list[str]:
    """Of whom everything personal was deleted, nothing is kept of nights and rooms."""
    return [
        f"registration {number}: a room is kept of somebody whose information was deleted"
        for number in list_forgotten_stays()
    ]


def passengers_belong_to_the_event() -> list[str]:
    """Whoever has a seat is registered at the event of the ride, and was not deleted."""
    return [
        f"registration {number}: a seat on ride {ride} of another event or of nobody"
        for ride, number in list_foreign_seats()
    ]


def calendars_say_what_is_shown() -> list[str]:
    """What a calendar was told of a room or ride is what its person is shown, and is not cancelled."""
    faults = [f"registration {number}: entries are kept of somebody deleted" for number in list_forgotten_entries()]
    for event_id in list_events_with_entries():
        for kind, shown in ((STAY, rooms_shown(event_id)), (RIDE, rides_shown(event_id))):
            faults += [
                f"registration {row.registration_id}: the calendar says otherwise of {row.key} than the own page"
                for row in list_entries(event_id, kind)
                if shown.get((row.registration_id, row.key)) != (None if row.is_cancelled else row.told)
            ]
    return faults


LAWS: dict[str, Law] = {
    "rooms of the event": rooms_belong_to_the_event,
    "rooms of people who were deleted": nobody_forgotten_sleeps,
    "passengers of rides": passengers_belong_to_the_event,
    "entries of rooms and rides": calendars_say_what_is_shown,
}
