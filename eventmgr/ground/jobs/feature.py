"""Timed work."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.ground import clock
from eventmgr.ground.features import Feature, Figure
from eventmgr.ground.jobs.queries import count_due_jobs, count_workers, find_last_round

_LATELY = timedelta(minutes=2)


def _due() -> dict[str, int]:
    return {"": count_due_jobs(at=clock.now())}


def _last_round() -> dict[str, int]:
    seconds = _since_last_round()
    return {} if seconds is None else {"": seconds}


def _workers() -> dict[str, int]:
    return {"": count_workers(since=clock.now() - _LATELY)}


def _since_last_round() -> int | None:
    seen_at = find_last_round()
    return None if seen_at is None else round((clock.now() - seen_at).total_seconds())


def _worker_state() -> str:
    seconds = _since_last_round()
    return "none has been at work yet" if seconds is None else f"last round {seconds} s ago"


FEATURE = Feature(
    "jobs",
    figures=(
        Figure("jobs_due", "Timed work that is due now.", "", _due),
        Figure("workers", "Workers that have been at work within two minutes.", "", _workers),
        Figure("worker_last_round_seconds", "Seconds since a worker was last at work.", "", _last_round),
    ),
    facts={"worker": _worker_state},
)
