"""What switches meetings on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.models import EventKind
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.switch import LISTINGS
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan

MEETINGS = Switch(
    "meetings",
    _l("Meetings"),
    _l(
        "Suggest partners to organizations, let them ask each other for meetings, and give every meeting a time and a table."
    ),
    menu.MEETINGS,
    kinds=frozenset({EventKind.MATCHMAKING}),
    contents=_l("times and tables, organizations, requests and meetings"),
    holds=has_rows(MeetingPlan),
    needs=LISTINGS,
)
