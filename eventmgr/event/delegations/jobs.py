"""What workers do for delegations: write to those that are behind, at the distances that were set."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from eventmgr.event.delegations import services
from eventmgr.ground.jobs.registry import handler


@handler("delegations.remind", every=timedelta(minutes=10))
def remind(_payload: dict[str, Any], at: datetime) -> None:
    """Look which deadlines have come near."""
    services.chase_automatically(at=at)
