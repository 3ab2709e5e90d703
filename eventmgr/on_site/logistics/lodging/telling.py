"""Personal calendars are told of rooms."""

from __future__ import annotations

from datetime import datetime

from eventmgr.on_site.logistics.entries import STAY, Content, settle
from eventmgr.on_site.logistics.lodging.queries import Shown, list_shown


def content_of(shown: Shown) -> Content:
    """What a calendar says of a room that is shown; empty where no nights are known."""
    if shown.nights is None:
        return {}
    hotel = shown.hotel
    return {
        "hotel": dict(hotel.name),
        "address": dict(hotel.address),
        "phone": hotel.phone,
        "room": shown.label,
        **shown.nights.stored(),
    }


def rooms_shown(event_id: int) -> dict[tuple[int, str], Content]:
    """(registration, key) → what its calendar is to say, of everybody who is shown a room."""
    return {(number, STAY): told for number, shown in list_shown(event_id).items() if (told := content_of(shown))}


def tell_rooms(event_id: int, *, at: datetime, is_told: bool = True) -> None:
    """Their calendars say what is shown now; `is_told` as `settle`."""
    settle(event_id, STAY, rooms_shown(event_id), at=at, is_told=is_told)
