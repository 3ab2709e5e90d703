"""Words for the states of large documents."""

from __future__ import annotations

from typing import Any

from eventmgr.ground.enums import State
from eventmgr.ground.i18n import _l
from eventmgr.output.reports.orders.models import OrderState

STATES: dict[Any, State] = {
    OrderState.QUEUED: State(_l("waiting for its turn"), "wait"),
    OrderState.RUNNING: State(_l("pages are being made"), "wait"),
    OrderState.DONE: State(_l("ready to be opened"), "ok"),
    OrderState.STOPPED: State(_l("stopped as requested"), "off"),
    OrderState.FAILED: State(_l("could not be made"), "no"),
}
