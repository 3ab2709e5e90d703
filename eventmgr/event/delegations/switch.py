"""What switches exchange papers on at an event; delegations themselves are switched in `events/switch.py`."""

from __future__ import annotations

from eventmgr.event.delegations.models import ExchangePaper
from eventmgr.event.events import menu
from eventmgr.event.events.switch import DELEGATIONS
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l

EXCHANGE_PAPERS = Switch(
    "exchange_papers",
    _l("Exchange papers"),
    _l("Collect a paper from each delegation, remind those that owe it, and bind what you accept into the handbook."),
    menu.DELEGATIONS,
    contents=_l("the exchange papers that delegations have submitted"),
    holds=has_rows(ExchangePaper),
    needs=DELEGATIONS,
)
