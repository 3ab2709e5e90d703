"""What workers do for listings: send links that were asked for, mark those whose last day has passed, forget what
calendars were told long enough."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.ground.jobs.registry import handler
from eventmgr.matchmaking.listings import services
from eventmgr.tools.web.rate_limits.mail_limits import may_write_from_job

SEND_LINKS = "listings.send_links"
"""The job that looks for whose page an address keeps; payload: {"email": address}."""


@handler(SEND_LINKS)
def send_links(payload: dict[str, Any], at: datetime) -> None:
    """Write the links that this address was given to it again, if there are any."""
    if may_write_from_job(payload["email"], about=f"company:{payload['email']}", at=at):
        services.send_again(payload["email"], at=at)


@handler("listings.expire", every=services.EXPIRES_EVERY)
def expire(_payload: dict[str, Any], at: datetime) -> None:
    """Look which are valid no longer, and which deadlines need not be told as gone any more."""
    services.expire_over(at=at)
    services.drop_gone(at=at)
