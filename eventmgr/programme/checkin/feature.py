"""Check-in at the desk, by devices, and the board."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import AT_HAND
from eventmgr.event.registration.notes import BESIDE_LIST
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.programme.checkin import manage, panels, receivers, trail, views
from eventmgr.programme.checkin.laws import LAWS
from eventmgr.programme.checkin.models import CheckinAct, CheckinDevice, CheckinList, CheckinWalkIn
from eventmgr.programme.checkin.periods import PERIODS
from eventmgr.programme.checkin.switch import CHECK_IN

FEATURE = Feature(
    "checkin",
    switch=CHECK_IN,
    blueprints=(manage.bp, views.bp),
    connect=receivers.connect,
    offers={AT_HAND: panels.at_hand, BESIDE_LIST: panels.desk_link},
    unlisted={"/checkin/": ()},
    menu=(
        MenuEntry(
            menu.EVENT, _l("Check-in"), "checkin_manage.index", 10, menu.CHECK_IN, "registrations.mark", covers=True
        ),
    ),
    words=trail.WORDS,
    laws=LAWS,
    periods=PERIODS,
    typed_tables=(CheckinList, CheckinDevice, CheckinAct, CheckinWalkIn),
    numbers={
        "checkin_here": Number(
            _l("Here on a list"), _l("Participants whose last entry on a check-in list says that they are in.")
        ),
        "checkin_expected": Number(_l("Expected on a list"), _l("Participants who hold a place, for a check-in list.")),
        "checkin_absent": Number(_l("Not here on a list"), _l("Expected on a check-in list minus those who are here.")),
        "checkin_staff": Number(_l("Staff on a list"), _l("People who come to work and are in on a check-in list.")),
        "checkin_delegations": Number(
            _l("Delegations here"), _l("Delegations with somebody here, on the list that the page shows.")
        ),
        "checkin_whole": Number(
            _l("Complete delegations"), _l("Delegations with everybody here, on the list that the page shows.")
        ),
        "checkin_room_inside": Number(
            _l("Inside a room"),
            _l(
                "People who came in on the check-in lists of what takes place there and did not go out, staff included."
            ),
            "the page of the room",
        ),
        "checkin_room_expected": Number(
            _l("Expected in a room"),
            _l("Everybody who holds a place, staff included; if the lists are for certain people only, those people."),
            "the page of the room",
        ),
        "checkin_room_missing": Number(
            _l("Not inside a room"), _l("Expected in a room and not inside it."), "the page of the room"
        ),
        "checkin_room_capacity": Number(
            _l("Capacity of the room"), _l("How many people a room holds, according to its settings.")
        ),
        "checkin_unprinted": Number(
            _l("Not printed yet"),
            _l("People who are here and for whom no badge was printed, where badges of the event are printed at all."),
        ),
        "checkin_conflicts": Number(
            _l("To be checked"), _l("Contradictory check-in entries that nobody has checked yet.")
        ),
    },
    holdings=(
        Holding(
            "checkin",
            _l("Check-in"),
            {
                "list": _l("Check-in list"),
                "what": _l("What was recorded"),
                "at": _l("When"),
                "device": _l("On which device"),
                "note": _l("Note"),
            },
            panels.held_of,
        ),
    ),
)
