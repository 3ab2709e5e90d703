"""What switches accommodation and transport on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.models import EventKind
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.on_site.logistics.models import Hotel, HotelStay, TravelEntry, Vehicle

HOSPITALITY = Switch(
    "hospitality",
    _l("Accommodation and transport"),
    _l("Ask who needs a room or a ride, divide rooms and vehicles, and tell everybody theirs."),
    menu.HOSPITALITY,
    kinds=frozenset({EventKind.STUDY_VISIT, EventKind.TRAINING}),
    fields=("gender", "lodging", "arrival", "departure", "diet"),
    contents=_l("hotels, rooms, vehicles, rides, and who has a place in them"),
    holds=has_rows(Hotel, HotelStay, Vehicle, TravelEntry),
)
