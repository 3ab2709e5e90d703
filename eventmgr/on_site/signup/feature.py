"""Places in the groups of an agenda."""

from __future__ import annotations

from eventmgr.event.events.panels import ITEM_NUMBERS, NEEDS, Need
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import CHOSEN_ITEMS, GROUP_STATES, IN_GROUPS, NOTE, PLACES_LEFT
from eventmgr.ground.features import Feature, Holding, Number, Words
from eventmgr.ground.i18n import _l
from eventmgr.on_site.signup import panels, receivers
from eventmgr.on_site.signup.laws import LAWS
from eventmgr.on_site.signup.letters import LETTERS
from eventmgr.on_site.signup.queries import list_expected
from eventmgr.on_site.signup.switch import GROUPS
from eventmgr.programme.checkin.panels import EXPECTED

FEATURE = Feature(
    "signup",
    switch=GROUPS,
    numbers={
        "group_limit": Number(
            _l("Places of a group"), _l("Its own places or, if none are set, the seats of its room.")
        ),
        "group_left": Number(
            _l("Places left in a group"), _l("Places of the group minus those held and those waited for.")
        ),
    },
    laws=LAWS,
    words=(
        Words(
            Registration,
            actions={
                "group_given": _l("place in the group"),
                "group_waiting": _l("on the waiting list of the group"),
                "group_promoted": _l("promoted from the waiting list of the group"),
                "group_left": _l("left the group"),
                "group_gone": _l("group does not take place"),
            },
        ),
    ),
    letters=LETTERS,
    connect=receivers.connect,
    holdings=(
        Holding(
            "group_places",
            _l("Sign-up for a group"),
            {"group": _l("Group"), "state": _l("State"), "asked_at": _l("Asked for on")},
            panels.held_of,
        ),
    ),
    offers={
        EXPECTED: list_expected,
        NEEDS: Need(GROUPS, panels.need),
        NOTE: panels.note,
        PLACES_LEFT: panels.places_left,
        GROUP_STATES: panels.states,
        IN_GROUPS: panels.in_groups,
        CHOSEN_ITEMS: panels.chosen_items,
        ITEM_NUMBERS: panels.numbers,
    },
)
