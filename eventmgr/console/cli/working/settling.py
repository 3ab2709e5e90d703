"""Looking for due rows and writing what came of them, in transactions that end at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from eventmgr.ground.db import CommitInDoubt, db, write
from eventmgr.ground.jobs.models import Leased
from eventmgr.ground.jobs.queries import is_anything_due

_TRIES_TO_SETTLE = 5


def is_due(model: type[Leased], at: datetime) -> bool:
    """A look without a lock; the session is given back, so that the next look sees what others wrote."""
    found = is_anything_due(model, at=at)
    db.session.remove()
    return found


def settle(work: Callable[[], object]) -> None:
    """What is settled twice is settled: a broken connection is no reason to send a letter again."""
    try:
        write(work, tries=_TRIES_TO_SETTLE)
    except CommitInDoubt:
        write(work, tries=_TRIES_TO_SETTLE)
