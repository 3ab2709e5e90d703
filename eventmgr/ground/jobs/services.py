"""What happens to a job: it is written, leased, done, put off, given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from eventmgr.ground import notify
from eventmgr.ground.db import db
from eventmgr.ground.jobs import backoff, statements
from eventmgr.ground.jobs.models import Job, JobState
from eventmgr.ground.jobs.queries import extend, find_held, insert_once, lease, list_periodic, settle_job
from eventmgr.ground.jobs.registry import GIVEN_UP, HANDLERS, LONG, PERIODIC, Handler
from eventmgr.ground.text import clean_line

TRIES = 10
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
_LONGEST_ERROR = 500


class LeaseLost(Exception):
    """Another worker has the job by now; what this one did is rolled back."""


def enqueue(kind: str, payload: Mapping[str, object], *, at: datetime) -> Job:
    """Write a job that is due at once, inside the transaction of what asks for it; a worker does it after the commit.

    Args:
        kind: a key of the registry.
        payload: plain JSON values.
    """
    notify.tell(notify.WORK)
    job = Job(kind=kind, payload=dict(payload), due_at=at, created_at=at)
    db.session.add(job)
    return job


def enqueue_once(kind: str, key: str, *, at: datetime, due_at: datetime) -> None:
    """Write a job that is due later, unless there was one with that key; as `enqueue` otherwise."""
    values = {"kind": kind, "payload": {}, "due_at": due_at, "created_at": at, "dedupe_key": f"{kind}:{key}"}
    if insert_once(Job, values):
        notify.tell(notify.WORK)


def schedule_periodic(*, at: datetime) -> None:
    """One row for each periodic kind of the registry, due at once where there was none, and after its period at the
    latest: a clock that ran ahead puts nothing to sleep."""
    known = list_periodic()
    for kind, every in PERIODIC.items():
        if kind not in known:
            insert_once(Job, _periodic(kind, every, at))
        elif (due_at := known[kind]) is not None and due_at > at + every:
            statements.pull_back_periodic(kind, at=at, every=every)


def _periodic(kind: str, every: timedelta, at: datetime) -> dict[str, object]:
    return {
        "kind": kind,
        "payload": {},
        "due_at": at,
        "created_at": at,
        "dedupe_key": f"periodic:{kind}",
        "every_seconds": int(every.total_seconds()),
    }


def set_right(*, at: datetime, lease: timedelta) -> None:
    """Jobs that a clock ahead has put far away come back; see `statements.pull_back`."""
    statements.pull_back(Job, due=JobState.DUE, busy=JobState.RUNNING, at=at, lease=lease, longest_wait=LONGEST_WAIT)


def lease_due(worker: str, *, at: datetime, seconds: float, limit: int) -> list[Job]:
    """Take at most `limit` due jobs whose kind this process knows, for `seconds`; each counts as one more attempt."""
    return lease(Job, JobState.RUNNING, worker=worker, at=at, seconds=seconds, limit=limit, kinds=sorted(HANDLERS))


def work_ahead(job: Job, keep: Callable[[], bool]) -> Handler | None:
    """Do what of the job takes long, outside any transaction; what `run` is to do then. None: its kind has nothing of
    that.

    Args:
        keep: whether the caller's worker still has the job, and a longer lease for it.
    """
    return LONG[job.kind](job.payload, keep) if job.kind in LONG else None


def keep_leased(job: Job, *, at: datetime, seconds: float) -> bool:
    """Make the lease of the job longer if its worker still has it; whether it has."""
    return bool(extend(Job, [job.id], worker=job.leased_by, until=at + timedelta(seconds=seconds)))


def run(job: Job, *, at: datetime, done_ahead: Handler | None = None) -> None:
    """Do the job and mark it done, in the caller's one transaction; its payload, which may name somebody, goes. As long
    as the transaction lasts nobody else can lease the job, even if its lease ends; where the worker dies, it can.

    Args:
        done_ahead: what `work_ahead` gave.

    Raises:
        LeaseLost: the lease had ended and another worker has taken the job; roll back.
    """
    if find_held(job.id, job.leased_by) is None:
        raise LeaseLost(f"job {job.id} is another worker's by now")
    (done_ahead or HANDLERS[job.kind])(job.payload, at)
    _settle(job, **_finished(job, at))


def is_hopeless(job: Job) -> bool:
    """Whether every worker that had the job died of it, so that nobody could put it off: it is given up, not done
    again."""
    return job.attempts > TRIES


def put_off(job: Job, reason: str, *, at: datetime, jitter: float) -> None:
    """Try again later, exponentially so; after `TRIES` a job is given up, a periodic one waits for its next time.

    Args:
        jitter: in [0, 1); spreads the next tries of many.
    """
    error = {"last_error": clean_line(reason)[:_LONGEST_ERROR]}
    if job.attempts < TRIES:
        wait = backoff.delay(job.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT, jitter=jitter)
        values = {"state": JobState.DUE, "due_at": at + wait}
    elif job.every_seconds is not None:
        values = _next_time(job.every_seconds, at)
    else:
        values = {"state": JobState.FAILED, "due_at": None, "finished_at": at}
    was_held = settle_job(job.id, job.leased_by, **values, **error)
    if was_held and values["state"] is JobState.FAILED and job.kind in GIVEN_UP:
        GIVEN_UP[job.kind](job.payload, at)


def _finished(job: Job, at: datetime) -> dict[str, object]:
    if job.every_seconds is not None:
        return {**_next_time(job.every_seconds, at), "finished_at": at, "last_error": ""}
    return {"state": JobState.DONE, "due_at": None, "finished_at": at, "last_error": "", "payload": {}}


def _next_time(seconds: int, at: datetime) -> dict[str, object]:
    return {"state": JobState.DUE, "due_at": at + timedelta(seconds=seconds), "attempts": 0}


def _settle(job: Job, **values: object) -> None:
    if not settle_job(job.id, job.leased_by, **values):
        raise LeaseLost(f"job {job.id} is another worker's by now")
