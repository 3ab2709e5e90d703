"""What switches the list of experts off at a site."""

from __future__ import annotations

from eventmgr.exchange.entries.switch import DIRECTORY
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l

EXPERTS = Switch(
    "experts",
    _l("Experts"),
    _l("Everybody finds experts by province, sector and topic: those who agreed, with what they agreed to show."),
    needs=DIRECTORY,
    contents=_l("the experts, whom nobody can find while this is off"),
)
