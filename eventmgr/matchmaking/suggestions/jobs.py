"""What workers do for suggestions: look what has changed, compare, and write about what is new."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.ground.jobs.registry import Handler, Keep, handler, long_handler
from eventmgr.ground.jobs.services import LeaseLost
from eventmgr.matchmaking.suggestions import queries, services

_EVERY = timedelta(minutes=1)
_KEPT_EVERY = 5.0
"""Seconds between two looks whether the job is still this worker's."""


@handler("meetings.look", every=_EVERY)
def look(_payload: dict[str, Any], at: datetime) -> None:
    """Ask for comparisons where something has changed."""
    services.look(at=at)


@handler("meetings.tell_suggestions", every=timedelta(hours=1))
def tell(_payload: dict[str, Any], at: datetime) -> None:
    """Write to companies about new suggestions."""
    for event in queries.list_running_events():
        services.tell_new(event, at=at)


@long_handler(services.RANK)
def rank(payload: dict[str, Any], keep: Keep) -> Handler:
    """Compare the listings of an event outside any transaction; what was found is one write."""
    event_id = payload["event"]
    pool, stamp = services.pool_of(event_id), "\n".join(queries.get_stamps(event_id))
    db.session.rollback()
    if pool is None:
        return lambda _payload, _at: None
    last = clock.now()

    def tick() -> None:
        nonlocal last
        if (clock.now() - last).total_seconds() > _KEPT_EVERY:
            last = clock.now()
            if not keep():
                raise LeaseLost(f"the comparison for event {event_id} is another worker's by now")

    ranked = services.compare(pool, tick)
    return lambda _payload, at: services.take(event_id, ranked, stamp, listings=len(pool.offers), at=at)
