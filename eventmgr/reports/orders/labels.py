"""Words for the states of large documents."""

from __future__ import annotations

from typing import Any

from eventmgr.features import State
from eventmgr.i18n import _l
from eventmgr.reports.orders.models import OrderState

STATES: dict[Any, State] = {
    OrderState.QUEUED: State(_l("waiting to be made"), "wait"),
    OrderState.RUNNING: State(_l("in the making"), "wait"),
    OrderState.DONE: State(_l("ready"), "ok"),
    OrderState.STOPPED: State(_l("stopped"), "off"),
    OrderState.FAILED: State(_l("failed"), "no"),
}
