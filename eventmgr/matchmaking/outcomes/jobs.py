"""What workers do for deals: ask their sides how far they are."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from eventmgr.ground.jobs.registry import handler
from eventmgr.matchmaking.outcomes.reminding import services


@handler("outcomes.ask", every=timedelta(hours=1))
def ask(_payload: dict[str, Any], at: datetime) -> None:
    """Look which rounds are due."""
    services.ask_sides(at=at)
