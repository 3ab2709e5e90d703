"""What workers do for listings: mark those whose last day has passed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.jobs.registry import handler
from eventmgr.listings import services


@handler("listings.expire", every=services.EXPIRES_EVERY)
def expire(_payload: dict[str, Any], at: datetime) -> None:
    """Look which are valid no longer."""
    services.expire_over(at=at)
