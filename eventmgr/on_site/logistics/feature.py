"""Accommodation and transport."""

from __future__ import annotations

from eventmgr.event.delegations.panels import BELOW_LIST
from eventmgr.event.events import menu
from eventmgr.event.events.panels import MOVES, NEEDS, ODDITIES, OPEN_WORK, SETTINGS, Need, SettingsPage, settings_pages
from eventmgr.event.registration.notes import NOTE
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.logistics import panels, receivers, trail
from eventmgr.on_site.logistics.labels import EDIT, READ
from eventmgr.on_site.logistics.laws import LAWS
from eventmgr.on_site.logistics.letters import LETTERS
from eventmgr.on_site.logistics.lodging import manage as lodging
from eventmgr.on_site.logistics.lodging.forms import PlanForm as NightsForm
from eventmgr.on_site.logistics.models import Hotel, HotelRoom, Ride, Vehicle
from eventmgr.on_site.logistics.papers.printing import PAPERS
from eventmgr.on_site.logistics.periods import PERIODS
from eventmgr.on_site.logistics.switch import HOSPITALITY
from eventmgr.on_site.logistics.transport import manage as transport
from eventmgr.on_site.logistics.transport.queries import list_expected
from eventmgr.programme.checkin.panels import EXPECTED

_OFFICE = frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR})

FEATURE = Feature(
    "logistics",
    switch=HOSPITALITY,
    blueprints=(lodging.bp, transport.bp),
    connect=receivers.connect,
    offers={
        NOTE: panels.own_notes,
        BELOW_LIST: panels.of_liaison,
        OPEN_WORK: panels.open_work,
        NEEDS: Need(HOSPITALITY, panels.need),
        SETTINGS: settings_pages(SettingsPage(_l("Nights"), "lodging_manage.settings", EDIT, NightsForm)),
        MOVES: panels.moves,
        ODDITIES: panels.VEHICLES,
        EXPECTED: list_expected,
    },
    permissions={READ: _OFFICE, EDIT: _OFFICE},
    menu=(
        MenuEntry(menu.EVENT, _l("Accommodation"), "lodging_manage.index", 10, menu.HOSPITALITY, READ, covers=True),
        MenuEntry(menu.EVENT, _l("Transport"), "transport_manage.index", 20, menu.HOSPITALITY, READ, covers=True),
    ),
    words=trail.WORDS,
    laws=LAWS,
    periods=PERIODS,
    papers=PAPERS,
    letters=LETTERS,
    typed_tables=(Hotel, HotelRoom, Vehicle, Ride),
    numbers={
        "rooms_needed": Number(
            _l("People who need a room"),
            _l("People with a place who ask for a room, or whose nights organizers have set."),
        ),
        "rooms_placed": Number(_l("People with a room"), _l("People who need a room and have one.")),
        "rooms_unplaced": Number(
            _l("People without a room"),
            _l("People who need a room and have none."),
            "the list on the same page",
        ),
        "rooms_used": Number(_l("Rooms in use"), _l("Rooms that are assigned, out of all rooms of the event.")),
        "rooms_to_settle": Number(
            _l("Rooms to be assigned"),
            _l("People whose room no longer fits: no place, other nights, other gender, too few beds, no room."),
            "the list on the page of rooms",
        ),
        "transfer_people": Number(
            _l("People of a half hour"), _l("People who arrive or leave at a station within one half hour.")
        ),
        "transfer_seated": Number(
            _l("With a seat in a half hour"), _l("People of a half hour who have a seat on a ride.")
        ),
        "transfer_missing": Number(
            _l("No vehicle yet"), _l("People who need a ride and have no seat."), "the list on the same page"
        ),
        "ride_people": Number(
            _l("Passengers of a ride"), _l("People who have a seat on it."), "the list of passengers"
        ),
        "ride_on_board": Number(
            _l("On board"), _l("Passengers who are in the vehicle, according to its check-in list.")
        ),
        "ride_missing": Number(
            _l("Not on board"), _l("Passengers who are not in the vehicle."), "the names on the same page"
        ),
        "rooms_moved": Number(
            _l("People who change rooms"),
            _l("People who have a room and would get another one with the fewest changes."),
            "the list on the same page",
        ),
        "hotel_rooms": Number(_l("Rooms of a hotel"), _l("Rooms that organizers have entered for it.")),
        "hotel_beds": Number(_l("Beds of a hotel"), _l("Beds of all rooms that organizers have entered for it.")),
        "room_sleepers": Number(_l("People on one night"), _l("People who stay at a hotel on one night.")),
        "room_nights": Number(_l("Rooms on one night"), _l("Rooms in use on one night, by hotel.")),
    },
    holdings=(
        Holding(
            "lodging",
            _l("Accommodation"),
            {"hotel": _l("Hotel"), "room": _l("Hotel room"), "nights": _l("Nights")},
            panels.held_of,
        ),
        Holding(
            "transport",
            _l("Transport"),
            {"vehicle": _l("Vehicle"), "leaves_at": _l("Leaves at"), "way": _l("Way")},
            panels.rides_of,
        ),
    ),
)
