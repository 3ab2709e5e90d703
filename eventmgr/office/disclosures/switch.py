"""What switches lists for recipients on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.office.disclosures.models import Disclosure

DISCLOSURES = Switch(
    "disclosures",
    _l("Lists for recipients"),
    _l("Pass on to a hotel or a carrier only what it needs of each person, and record it."),
    menu.REGISTRATION,
    contents=_l("the lists that were passed on; participants do not see them while this is off"),
    holds=has_rows(Disclosure),
)
