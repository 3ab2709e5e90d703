"""What workers do for listings: mark those whose last day has passed, forget what calendars were told long enough."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.jobs.registry import handler
from eventmgr.listings import services


@handler("listings.expire", every=services.EXPIRES_EVERY)
def expire(_payload: dict[str, Any], at: datetime) -> None:
    """Look which are valid no longer, and which deadlines need not be told as gone any more."""
    services.expire_over(at=at)
    services.drop_gone(at=at)
