"""Timed work."""

from __future__ import annotations

from eventmgr import clock
from eventmgr.features import Feature, Figure
from eventmgr.jobs.queries import count_due_jobs


def _due() -> dict[str, int]:
    return {"": count_due_jobs(at=clock.now())}


FEATURE = Feature("jobs", figures=(Figure("jobs_due", "Timed work that is due now.", "", _due),))
