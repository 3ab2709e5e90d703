"""What the installation has switched off or on since rests at every event, or comes back, without anybody saving it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from eventmgr.event.events.services import settle_unsettled
from eventmgr.ground.jobs.registry import handler


@handler("events.settle_features", every=timedelta(minutes=5))
def settle_events(_payload: dict[str, Any], _at: datetime) -> None:
    """Settle events whose state no longer fits the time."""
    settle_unsettled()
