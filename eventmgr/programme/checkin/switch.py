"""What switches check-in on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.models import EventKind
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.programme.checkin.models import CheckinAct

CHECK_IN = Switch(
    "checkin",
    _l("Check-in"),
    _l("Check people in by QR code or name, on several phones at once, also without a network."),
    menu.CHECK_IN,
    kinds=frozenset(EventKind),
    contents=_l("the check-in lists and who was there"),
    holds=has_rows(CheckinAct),
)
