"""Accommodation and transport."""

from __future__ import annotations

from eventmgr.events.menu import EVENT, PEOPLE
from eventmgr.events.panels import OPEN_WORK
from eventmgr.features import Feature, Holding, MenuEntry, Number
from eventmgr.i18n import _l
from eventmgr.logistics import panels, receivers, trail
from eventmgr.logistics.labels import EDIT, READ
from eventmgr.logistics.laws import LAWS
from eventmgr.logistics.lodging import manage as lodging
from eventmgr.logistics.models import Hotel, HotelRoom
from eventmgr.logistics.papers.printing import PAPERS
from eventmgr.logistics.periods import PERIODS
from eventmgr.registration.notes import NOTE
from eventmgr.team.roles import TeamRole

_OFFICE = frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR})

FEATURE = Feature(
    "logistics",
    blueprints=(lodging.bp,),
    connect=receivers.connect,
    offers={NOTE: panels.own_room, OPEN_WORK: panels.open_work},
    permissions={READ: _OFFICE, EDIT: _OFFICE},
    menu=(MenuEntry(EVENT, _l("Accommodation"), "lodging_manage.index", 24, PEOPLE, READ, covers=True),),
    words=trail.WORDS,
    laws=LAWS,
    periods=PERIODS,
    papers=PAPERS,
    typed_tables=(Hotel, HotelRoom),
    numbers={
        "rooms_needed": Number(
            _l("People who need a room"),
            _l("People with a place who ask for a room, or whose nights organizers have set."),
        ),
        "rooms_placed": Number(_l("People with a room"), _l("Of those who need a room, those who have one.")),
        "rooms_unplaced": Number(
            _l("People without a room"),
            _l("Of those who need a room, those who have none."),
            "the list on the same page",
        ),
        "rooms_used": Number(_l("Rooms in use"), _l("Rooms that somebody has, of all rooms of the event.")),
        "rooms_to_settle": Number(
            _l("Rooms to be settled"),
            _l("People whose room does not fit any more: no place, other nights, other gender, too few beds, no room."),
            "the list on the page of rooms",
        ),
        "rooms_moved": Number(
            _l("People who change rooms"),
            _l("People who have a room and would get another one by the smallest repair."),
            "the list on the same page",
        ),
        "hotel_rooms": Number(_l("Rooms of a hotel"), _l("Rooms that organizers have entered for it.")),
        "hotel_beds": Number(_l("Beds of a hotel"), _l("Beds of all rooms that organizers have entered for it.")),
        "room_sleepers": Number(_l("People of a night"), _l("People who sleep in a hotel in one night.")),
        "room_nights": Number(_l("Rooms of a night"), _l("Rooms in which somebody sleeps in one night, by hotel.")),
    },
    holdings=(
        Holding(
            "lodging",
            _l("Accommodation"),
            {"hotel": _l("Hotel"), "room": _l("Hotel room"), "nights": _l("Nights")},
            panels.held_of,
        ),
    ),
)
