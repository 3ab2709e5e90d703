"""What switches supply and demand on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.models import EventKind
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.models import Listing

LISTINGS = Switch(
    "listings",
    _l("Supply and demand"),
    _l("Collect what organizations offer and seek, review it, and publish it as a board."),
    menu.MATCHMAKING,
    kinds=frozenset({EventKind.MATCHMAKING, EventKind.EXPO}),
    contents=_l("the listings, which are not published while this is off"),
    holds=has_rows(Listing),
)
