"""What workers do for timetables: the search behind a draft. It holds no transaction while it searches."""

from __future__ import annotations

import contextlib
import logging
import time
from datetime import datetime
from typing import Any

from sqlalchemy.exc import OperationalError

from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.jobs.registry import Handler, Keep, long_handler
from eventmgr.ground.jobs.services import LeaseLost
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.timetables import queries, services, statements
from eventmgr.matchmaking.timetables.models import TimetableDraft
from eventmgr.matchmaking.timetables.search import Wanted, search, wanted_of
from eventmgr.matchmaking.timetables.task.instance import Rows
from eventmgr.matchmaking.timetables.task.places import places_of

log = logging.getLogger(__name__)
_TOLD_EVERY = 0.5
"""Seconds between two rows of progress, and two looks whether the job is still this worker's."""


def _given_up(payload: dict[str, Any], at: datetime) -> None:
    services.fail(payload["draft"], at=at)


@long_handler(services.SOLVE, given_up=_given_up)
def solve(payload: dict[str, Any], keep: Keep) -> Handler:
    """Search, telling how far it is; what is done then is one write of the whole draft. A worker that dies leaves none
    of it, and the next one searches anew."""
    draft_id = payload["draft"]
    draft = write(lambda: services.begin(draft_id))
    if draft is None:
        return _nothing
    task = _task(draft)
    if task is None:
        return lambda _payload, at: services.fail(draft_id, at=at)
    try:
        result = search(*task, _Progress(draft_id, keep))
    except (LeaseLost, OperationalError):
        raise
    except Exception:
        log.exception("the search for draft %s failed", draft_id)
        return lambda _payload, at: services.fail(draft_id, at=at)
    return lambda _payload, at: services.finish(draft_id, result, at=at)


def _nothing(_payload: dict[str, Any], _at: datetime) -> None:
    """Nobody wants it any more."""


def _task(draft: TimetableDraft) -> tuple[Rows, Wanted] | None:
    """What is to be placed, and how; None: the event or its plan is gone. The rows belong to no session, since the
    search outlives many."""
    event = db.session.get(Event, draft.event_id)
    plan = find_plan(draft.event_id)
    if event is None or plan is None:
        return None
    rows = queries.load_rows(event, plan, at=clock.now())
    number = draft.options.get("base")
    base = queries.find_draft(event.id, number) if number is not None else None
    wanted = wanted_of(draft.options, tuple(places_of(base.places if base else ())), frozenset(draft.locked))
    db.session.expunge_all()
    db.session.rollback()
    return rows, wanted


class _Progress:
    """Writes how far the search is, each time in a transaction of its own; says whether to stop."""

    def __init__(self, draft_id: int, keep: Keep) -> None:
        self._draft_id, self._keep = draft_id, keep
        self._reported = float("-inf")
        self._stops = False

    def __call__(self, placed: int, wanted: int, breaks: int, bound: int, seconds: float) -> bool:
        now = time.monotonic()
        if now - self._reported < _TOLD_EVERY:
            return self._stops
        self._reported = now
        if not self._keep():
            raise LeaseLost(f"draft {self._draft_id} is another worker's by now")
        progress = {
            "placed": placed,
            "wanted": wanted,
            "breaks": breaks,
            "bound": bound,
            "seconds": round(seconds, 1),
        }
        with contextlib.suppress(OperationalError):  # others write for long; the search goes on
            self._stops = write(lambda: statements.tell_progress(self._draft_id, progress)) is not False
        return self._stops
