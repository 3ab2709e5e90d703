"""What workers do for news of policies."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from eventmgr.exchange.policies.news import services
from eventmgr.ground.jobs.registry import handler


@handler("policies.tell_news", every=timedelta(hours=1))
def tell(_payload: dict[str, Any], at: datetime) -> None:
    """Look who has something new to read."""
    services.tell_news(at=at)
