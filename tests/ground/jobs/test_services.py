"""A job's way from enqueue to done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.ground.db import db, transaction
from eventmgr.ground.jobs import registry, services
from eventmgr.ground.jobs.models import Job, JobState
from tests.factories import NOON

MINUTE = timedelta(minutes=1)


@pytest.fixture
def done() -> Iterator[list]:
    """What the handlers of the test did; they are unregistered afterwards."""
    log: list = []
    kept, periodic = dict(registry.HANDLERS), dict(registry.PERIODIC)
    registry.PERIODIC.clear()
    registry.handler("test.note")(lambda payload, at: log.append((payload, at)))
    registry.handler("test.fail")(lambda payload, at: 1 / 0)
    yield log
    registry.HANDLERS.clear(), registry.PERIODIC.clear()
    registry.HANDLERS.update(kept), registry.PERIODIC.update(periodic)


def enqueue(kind="test.note", payload=None, at=NOON):
    with transaction():
        job = services.enqueue(kind, payload or {}, at=at)
        db.session.flush()
    return job


def lease(worker="a", at=NOON, limit=10):
    with transaction():
        return services.lease_due(worker, at=at, seconds=60, limit=limit)


def row():
    job = db.session.scalars(select(Job).execution_options(populate_existing=True)).one()
    db.session.expunge_all()
    db.session.rollback()
    return job


def test_a_job_is_done_once_with_its_payload(database, done):
    enqueue(payload={"event": 7})

    job = lease()[0]
    with transaction():
        services.run(job, at=NOON)

    assert done == [({"event": 7}, NOON)]
    assert (row().state, row().finished_at, row().due_at) == (JobState.DONE, NOON, None)
    assert lease(at=NOON + timedelta(days=9)) == []


def test_a_job_waits_for_its_time(database, done):
    enqueue(at=NOON + MINUTE)

    assert lease() == []
    assert len(lease(at=NOON + MINUTE)) == 1


def test_the_job_of_a_worker_that_died_is_taken_again_after_its_lease(database, done):
    enqueue()

    assert [len(lease("a")), len(lease("b")), len(lease("b", NOON + MINUTE))] == [1, 0, 1]


def test_a_worker_that_lost_its_lease_keeps_nothing_of_what_it_did(database, done):
    job = enqueue()
    registry.HANDLERS["test.note"] = lambda payload, at: db.session.add(Job(kind="side.effect", created_at=at))
    first = lease("a")[0]
    lease("b", NOON + MINUTE)

    with pytest.raises(services.LeaseLost), transaction():
        services.run(first, at=NOON + MINUTE)

    assert (row().id, row().state, row().leased_by) == (job.id, JobState.RUNNING, "b")


def test_a_failing_job_is_tried_again_and_given_up_in_the_end(database, done):
    enqueue("test.fail")
    now = NOON
    for _try in range(services.TRIES):
        job = lease(at=now)[0]
        with pytest.raises(ZeroDivisionError), transaction():
            services.run(job, at=now)
        with transaction():
            services.put_off(job, "ZeroDivisionError: division by zero", at=now, jitter=0)
        now = row().due_at or now

    assert (row().state, row().attempts, row().last_error) == (
        JobState.FAILED, services.TRIES, "ZeroDivisionError: division by zero",
    )  # fmt: skip


def test_jobs_of_kinds_this_process_does_not_know_are_left_to_others(database, done):
    enqueue("later.version")

    assert lease() == []


def test_a_periodic_job_is_one_row_that_comes_back(database, done):
    registry.handler("test.tick", every=timedelta(hours=1))(lambda payload, at: done.append(at))
    for _start in range(2):
        with transaction():
            services.schedule_periodic(at=NOON)

    job = lease()[0]
    with transaction():
        services.run(job, at=NOON)

    assert done == [NOON]
    assert (row().state, row().due_at, row().attempts) == (JobState.DUE, NOON + timedelta(hours=1), 0)


def test_a_periodic_job_that_keeps_failing_waits_for_its_next_time(database, done):
    registry.handler("test.tick", every=timedelta(hours=24))(lambda payload, at: 1 / 0)
    with transaction():
        services.schedule_periodic(at=NOON)
    now = NOON
    for _try in range(services.TRIES):
        job = lease(at=now)[0]
        with transaction():
            services.put_off(job, "no", at=now, jitter=0)
        before, now = now, row().due_at

    assert (row().state, row().attempts, row().due_at - before) == (JobState.DUE, 0, timedelta(hours=24))


def test_two_handlers_for_one_kind_are_a_mistake(done):
    with pytest.raises(ValueError, match=r"test\.note"):
        registry.handler("test.note")(lambda payload, at: None)


def test_a_job_that_takes_longer_than_its_lease_is_done_by_nobody_else(database, done):
    """On SQLite nobody else writes meanwhile; on PostgreSQL its row is locked, and others pass it."""
    registry.handler("test.long")(lambda payload, at: done.append(lease_elsewhere()))
    enqueue("test.long")
    job = lease()[0]

    with transaction():
        services.run(job, at=NOON + 2 * MINUTE)

    assert done == [[]]
    assert row().state is JobState.DONE


def lease_elsewhere():
    """What another worker, on a connection of its own, would be given two minutes later."""
    if db.engine.dialect.name == "sqlite":
        return []
    with db.engine.connect() as other:
        due = select(Job.id).where(Job.due_at <= NOON + 2 * MINUTE).with_for_update(skip_locked=True)
        return list(other.scalars(due))
