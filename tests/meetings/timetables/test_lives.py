"""Random lives of a timetable: whatever organizers do, nobody is in two places, locks hold, and numbers say what changed."""

from __future__ import annotations

from random import Random

import pytest

from eventmgr.db import db, write
from eventmgr.errors import Refusal
from eventmgr.meetings.parties.models import PartyRepresentative
from eventmgr.meetings.planning.models import Stage
from eventmgr.meetings.planning.queries import find_plan
from eventmgr.meetings.requests.models import RequestState
from eventmgr.meetings.timetables import services
from eventmgr.meetings.timetables.calendar_entries import entries_of_representative
from eventmgr.meetings.timetables.models import MeetingState
from eventmgr.meetings.timetables.places import places_of
from eventmgr.meetings.timetables.queries import list_meetings, list_meetings_of_party, list_publications
from eventmgr.scheduling.checking import check
from tests.meetings.timetables.worlds import act, draft_of, drafted, make_world, task_of
from tests.soak import seeds

pytestmark = [pytest.mark.usefixtures("database", "frozen"), pytest.mark.soak]


def shown(event) -> dict[int, tuple]:
    """Request → what its entry says, without its number."""
    stage = find_plan(event.id).stage
    return {
        one.request_id: (
            one.state, one.starts_at, one.table_id, one.asker_seat_id, one.asked_seat_id, one.state is MeetingState.PLACED and stage
        )
        for one in list_meetings(event.id)
    }  # fmt: skip


def numbers(event) -> dict[int, int]:
    return {one.request_id: one.sequence for one in list_meetings(event.id)}


def one_act(event, rng: Random) -> None:
    """Something an organizer does, or tries to do; what is refused changes nothing."""
    db.session.rollback()
    draft, plan = draft_of(event, 1), find_plan(event.id)
    rows, _, _ = task_of(event)
    request = rng.choice(rows.requests).id if rows.requests else 0
    slot, table = rng.choice(rows.slots).starts_at, rng.choice([None, *(one.id for one in rows.tables)])
    seen, stage = draft.revision, rng.choice([Stage.PROVISIONAL, Stage.PROVISIONAL, Stage.FINAL])
    earlier = [one.number for one in list_publications(event.id)]
    what = rng.choice(
        ["move"] * 5 + ["take_out", "lock", "unlock", "exchange", "undo", "publish", "publish", "back", "withdraw"]
    )
    works = {
        "move": lambda: services.move(event, 1, seen, request, slot, table, act=act()),
        "take_out": lambda: services.take_out(event, 1, seen, request, act=act()),
        "lock": lambda: services.lock_meetings(event, 1, [request], locks=True, act=act()),
        "unlock": lambda: services.lock_meetings(event, 1, [request], locks=False, act=act()),
        "exchange": lambda: services.exchange(event, 1, seen, request, act=act()),
        "undo": lambda: services.undo(event, 1, seen, act=act()),
        "publish": lambda: services.publish(event, 1, stage, seen=(plan.revision, seen), act=act()),
        "back": lambda: services.go_back(event, rng.choice(earlier or [1]), seen=plan.revision, act=act()),
        "withdraw": lambda: withdraw(event, request),
    }
    try:
        write(works[what])
    except Refusal:
        db.session.rollback()


def withdraw(event, request) -> None:
    row = next(one for one in task_of(event)[0].requests if one.id == request)
    row.state = RequestState.WITHDRAWN
    services.cancel_meeting(event, row, act=act())


def holds(event, locked_before, places_before) -> None:
    """What must be true after every act."""
    draft = draft_of(event, 1)
    _, numbering, instance = task_of(event)
    schedule = numbering.schedule(places_of(draft.places))
    assert check(instance, schedule, reported=()).errors == ()
    after = {row[0]: row for row in draft.places}
    accepted = set(numbering.requests)
    assert {
        request: after.get(request) for request in locked_before if request in accepted and request in draft.locked
    } == {
        request: places_before[request] for request in locked_before if request in accepted and request in draft.locked
    }
    assert set(after) & {row["request"] for row in draft.unscheduled} == set()
    standing = [one for one in list_meetings(event.id) if one.state is MeetingState.PLACED]
    for seats in ({(one.starts_at, one.table_id) for one in standing},):
        assert len(seats) == len(standing)
    people = [(one.starts_at, seat) for one in standing for seat in (one.asker_seat_id, one.asked_seat_id)]
    assert len(people) == len(set(people))
    assert {one.request_id for one in standing} <= accepted
    for person in db.session.query(PartyRepresentative):
        told = {entry.uid: entry for entry in entries_of_representative(person, "zh", base_url="https://example.com")}
        page = {one.uid: one for one in list_meetings_of_party(person.party_id) if one.own_seat_id == person.id}
        assert {uid for uid, one in page.items() if one.state is MeetingState.PLACED} == {
            uid for uid, entry in told.items() if entry.status != "CANCELLED"
        }
        assert all(
            told[uid].starts_at == one.starts_at and told[uid].sequence == one.sequence for uid, one in page.items()
        )


@pytest.mark.parametrize("seed", seeds(6))
def test_whatever_is_done_the_timetable_holds_and_numbers_rise_where_an_entry_reads_otherwise(seed):
    rng = Random(seed)
    event = make_world(parties=rng.randint(4, 8), requests=rng.randint(4, 14), seed=seed, slots=4, tables=2)
    drafted(event)
    event = db.session.merge(event)
    for _ in range(25):
        db.session.rollback()
        before, counted = shown(event), numbers(event)
        draft = draft_of(event, 1)
        locked, places = set(draft.locked), {row[0]: row for row in draft.places}
        one_act(event, rng)
        db.session.expire_all()
        after, now = shown(event), numbers(event)
        raised = {request for request, number in counted.items() if now[request] != number}
        assert all(now[request] == counted[request] + 1 for request in raised)
        assert raised == {request for request in before if after[request] != before[request]}
        holds(event, locked, places)
