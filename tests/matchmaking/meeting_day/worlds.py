"""A day of meetings that is under way: at NOON the third of eight slots has just begun."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.solving import solve
from eventmgr.event.events.models import Event, EventKind
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_day.repair.proposing import standing
from eventmgr.matchmaking.meeting_day.services.telling import Sent
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan, list_tables
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.timetables.models import Meeting
from eventmgr.matchmaking.timetables.queries import load_rows
from eventmgr.matchmaking.timetables.task.instance import instance_of, numbering_of
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor
from tests.factories import NOON, keep, make_event, together
from tests.matchmaking.factories import make_meeting, make_party, make_plan, make_request, slots_at

OFFICE = Actor(ActorKind.USER, None, "王敏")


@dataclass
class Day:
    """An event whose meetings are published and under way."""

    event: Event
    parties: list[MeetingParty]
    requests: list[MeetingRequest]

    def meeting(self, number: int) -> Meeting:
        """The meeting of the request of this number, read anew."""
        db.session.expire_all()
        return db.session.query(Meeting).filter_by(request_id=self.requests[number].id).one()


def make_day(
    *,
    parties: int = 6,
    requests: int = 8,
    slots: int = 8,
    tables: int = 3,
    people: int = 1,
    seed: int = 1,
    at=NOON,
    **plan,
) -> Day:
    """Slots of 20 minutes and 5 between; the third begins at `at`. What is accepted has been placed by the scheduler."""
    rng = Random(seed)
    with together():
        event = make_event(kind=EventKind.MATCHMAKING, starts_at=at - timedelta(minutes=50))
        make_plan(event, slots=slots, tables=tables, **{"stage": Stage.FINAL, "spread": None} | plan)
        crowd = [make_party(event, people=people, side="east" if turn % 2 else "central") for turn in range(parties)]
        pairs = [(one, other) for one in range(parties) for other in range(one)]
        asked = [make_request(crowd[one], crowd[other]) for one, other in rng.sample(pairs, min(requests, len(pairs)))]
    publish(event)
    return Day(event, crowd, asked)


def publish(event: Event) -> None:
    """Rows of meetings as the scheduler places what is accepted."""
    rows = load_rows(event, find_plan(event.id))
    numbering = numbering_of(rows)
    schedule = solve(instance_of(rows, numbering), iterations=2000)
    slots = {slot.starts_at: slot for slot in slots_at(event)}
    tables = {table.id: table for table in list_tables(event.id)}
    of_request = {request.id: request for request in rows.requests}
    with together():
        for place in numbering.places(schedule.placed):
            make_meeting(
                of_request[place.request], slots[place.starts_at], tables[place.table],
                asker_seat_id=place.seats[0], asked_seat_id=place.seats[1], assistant_ids=list(place.assistants),
            )  # fmt: skip


def act(at=NOON, actor=OFFICE) -> Act:
    """Done by the office, then."""
    return Act(actor, at)


def sent(teller: str = "user:1", key: str = "", at=None) -> Sent:
    """An act with a key of its own."""
    return Sent(key or str(uuid.uuid4()), teller, at)


def standing_faults(event: Event, at=NOON) -> list[str]:
    """What the engine's own judge finds wrong with the timetable that is published."""
    db.session.expire_all()
    stands = standing(event, find_plan(event.id), at=at)
    return [str(fault) for fault in check(stands.instance, stands.schedule, reported=()).errors]


def snapshot(event: Event) -> dict[int, tuple]:
    """Meeting → all of it that is not its number in calendars."""
    db.session.expire_all()
    rows = db.session.query(Meeting).filter_by(event_id=event.id)
    return {
        row.id: (
            row.request_id, row.state, row.starts_at, row.ends_at, row.table_id, row.asker_seat_id, row.asked_seat_id,
            tuple(row.assistant_ids), row.is_locked, row.missed_by, row.started_at, row.uid,
        )
        for row in rows
    }  # fmt: skip


def sequences(event: Event) -> dict[int, int]:
    """Meeting → its number in calendars."""
    db.session.expire_all()
    return {row.id: row.sequence for row in db.session.query(Meeting).filter_by(event_id=event.id)}


__all__ = ["Day", "act", "keep", "make_day", "publish", "sent", "sequences", "snapshot", "standing_faults"]
