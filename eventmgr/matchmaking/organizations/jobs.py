"""What workers do for organizations."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from eventmgr.ground.jobs.registry import handler
from eventmgr.matchmaking.organizations.statements import settle_late


@handler("organizations.settle_late", every=timedelta(minutes=10))
def settle(_payload: dict[str, Any], _at: datetime) -> None:
    """Who registered at the very moment of a merge comes from the organization, not from its other name."""
    settle_late()
