"""What switches outcomes on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.models import EventKind
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.outcomes.models import Deal

DEALS = Switch(
    "deals",
    _l("Outcomes"),
    _l("Record which deals the event has led to, ask their parties how they go on, and add up the amounts."),
    menu.AFTERWARDS,
    kinds=frozenset({EventKind.MATCHMAKING, EventKind.STUDY_VISIT, EventKind.EXPO}),
    contents=_l("the deals and what their parties have reported"),
    holds=has_rows(Deal),
)
