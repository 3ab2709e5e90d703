"""What several panels of one page ask alike."""

from __future__ import annotations

from flask import g

from eventmgr.quotas.models import Status
from eventmgr.quotas.queries import count_by_status


def counts_seen(event_id: int) -> dict[Status, int]:
    """People by state, asked once a page; for reading alone, never behind a lock."""
    if "counts_seen" not in g:
        g.counts_seen = {}
    if event_id not in g.counts_seen:
        g.counts_seen[event_id] = count_by_status(event_id)
    counts: dict[Status, int] = g.counts_seen[event_id]
    return counts
