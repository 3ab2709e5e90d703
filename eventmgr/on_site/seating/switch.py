"""What switches seating on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.on_site.seating.models import SeatingPlan

SEATING = Switch(
    "seating",
    _l("Seating"),
    _l("Place people on the rostrum, in the hall and at tables, and print the plans."),
    menu.HOSPITALITY,
    contents=_l("the seating plans"),
    holds=has_rows(SeatingPlan),
)
