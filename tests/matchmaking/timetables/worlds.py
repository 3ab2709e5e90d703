"""Events with accepted requests, and the way from a queued draft to one that is done."""

from __future__ import annotations

from random import Random

from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.jobs import services as jobs
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.timetables import services
from eventmgr.matchmaking.timetables.models import TimetableDraft
from eventmgr.matchmaking.timetables.queries import load_rows
from eventmgr.matchmaking.timetables.task.instance import instance_of, numbering_of
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, together
from tests.matchmaking.factories import make_matchmaking, make_party, make_request


def make_world(*, parties: int = 8, requests: int = 10, seed: int = 1, people: int = 1, **plan) -> Event:
    """A matchmaking with so many parties, half of each region, and accepted requests among them."""
    rng = Random(seed)
    with together():
        event = make_matchmaking(**{"slots": 6, "tables": 3} | plan)
        crowd = [
            make_party(
                event,
                people=people,
                side="east" if turn % 2 else "central_south",
                province_code="310000" if turn % 2 else "420000",
            )
            for turn in range(parties)
        ]
        pairs = [(one, other) for one in range(parties) for other in range(one)]
        for one, other in rng.sample(pairs, min(requests, len(pairs))):
            make_request(crowd[one], crowd[other], is_mutual=rng.random() < 0.2)
    return event


def task_of(event: Event):
    """(rows, numbering, instance) as they stand in the database."""
    rows = load_rows(event, find_plan(event.id))
    numbering = numbering_of(rows)
    return rows, numbering, instance_of(rows, numbering)


def act(at=NOON) -> Act:
    """Somebody of the office, at noon."""
    return Act(SYSTEM, at)


def ordered(event: Event, **options) -> TimetableDraft:
    """A draft that waits for its worker."""
    asked = services.Order(**{"seconds": 1} | options)
    return write(lambda: services.order(event, asked, act=act()))


def work() -> None:
    """What a worker does of all that is due, in this process."""
    while due := write(lambda: jobs.lease_due("w", at=clock.now(), seconds=60, limit=1)):
        for job in due:
            done_ahead = jobs.work_ahead(job, lambda: True)
            write(lambda job=job, done_ahead=done_ahead: jobs.run(job, at=clock.now(), done_ahead=done_ahead))


def drafted(event: Event, **options) -> TimetableDraft:
    """A draft that is done."""
    number = ordered(event, **options).number
    work()
    db.session.add(event)  # a worker gives its session back, and what it held with it
    return draft_of(event, number)


def draft_of(event: Event, number: int) -> TimetableDraft:
    """As it stands in the database."""
    db.session.rollback()
    return db.session.scalars(
        select(TimetableDraft)
        .where(TimetableDraft.event_id == event.id, TimetableDraft.number == number)
        .execution_options(populate_existing=True)
    ).one()


def publish(event: Event, stage: Stage = Stage.PROVISIONAL, number: int = 1, at=NOON) -> services.Published:
    """Publish a draft as whoever has just looked at it."""
    db.session.rollback()
    plan, draft = find_plan(event.id), draft_of(event, number)
    seen = plan.revision, draft.revision
    return write(lambda: services.publish(event, number, stage, seen=seen, act=act(at)))
