"""The daily deletion of what nobody may keep any longer."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from eventmgr.features import periods
from eventmgr.jobs.registry import handler
from eventmgr.jobs.services import enqueue

log = logging.getLogger(__name__)

AT_ONCE = 200
"""Rows of one period in one transaction; what is left over is the next job's."""
_DAILY, _REST = "privacy.retention", "privacy.retention_rest"


def delete_due(at: datetime) -> dict[str, int]:
    """Delete at most `AT_ONCE` rows of each period that are due at `at`; period → how many. Run it again until nothing
    is left: what has been deleted is not due any more, so it may be broken off between two transactions."""
    return {period.key: period.delete_some(at, AT_ONCE) for period in periods().values()}


def is_done(counts: dict[str, int]) -> bool:
    """Whether `delete_due` has left nothing over."""
    return all(n < AT_ONCE for n in counts.values())


@handler(_DAILY, every=timedelta(days=1))
def daily(_payload: dict[str, Any], at: datetime) -> None:
    """The job of every day."""
    counts = delete_due(at)
    deleted = ", ".join(f"{key} {n}" for key, n in counts.items() if n)
    if deleted:
        log.info("retention: %s", deleted)
    if not is_done(counts):
        enqueue(_REST, {}, at=at)


@handler(_REST)
def go_on(payload: dict[str, Any], at: datetime) -> None:
    """The next rows; a worker that dies has deleted none or all of them."""
    daily(payload, at)
