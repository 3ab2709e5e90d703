"""What rooms are held against."""

from __future__ import annotations

from eventmgr.features import Law
from eventmgr.logistics.lodging.queries import list_foreign_stays, list_forgotten_stays
from eventmgr.logistics.transport.queries import list_foreign_seats


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


LAWS: dict[str, Law] = {
    "rooms of the event": rooms_belong_to_the_event,
    "rooms of people who were deleted": nobody_forgotten_sleeps,
    "passengers of rides": passengers_belong_to_the_event,
}
