"""What has begun stands: drafts made on the day keep it, publications and withdrawals leave it as it is."""

from __future__ import annotations

import pytest

from eventmgr.ground.db import db, write
from eventmgr.ground.errors import Refusal
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan, Stage
from eventmgr.matchmaking.meeting_requests import services as requests
from eventmgr.matchmaking.timetables import services
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState
from eventmgr.matchmaking.timetables.task.places import Place
from tests.factories import NOON
from tests.matchmaking.factories import make_party, make_request, slots_at
from tests.matchmaking.meeting_day.worlds import act, make_day, sequences, snapshot
from tests.matchmaking.timetables.worlds import draft_of, drafted, publish

pytestmark = pytest.mark.usefixtures("database", "frozen")


def begun(event) -> dict[int, tuple]:
    return {key: row for key, row in snapshot(event).items() if row[2] <= NOON}


def places_of_begun(event) -> set[tuple]:
    rows = db.session.query(Meeting).filter(Meeting.event_id == event.id, Meeting.starts_at <= NOON)
    return {(one.request_id, one.starts_at.isoformat(), one.table_id) for one in rows}


@pytest.mark.parametrize("keeps", ["locked", "all"])
def test_a_draft_made_on_the_day_keeps_what_has_begun_and_places_nothing_in_the_past(keeps):
    day = make_day(requests=10)
    base = drafted(day.event).number if keeps == "all" else None
    make_request(make_party(day.event), day.parties[0])
    before = begun(day.event)
    assert before

    draft = drafted(db.session.merge(day.event), base=base, keeps=keeps)

    past = {tuple(row[:3]) for row in draft.places if row[1] <= NOON.isoformat()}
    assert past == places_of_begun(day.event)
    publish(day.event, Stage.FINAL, draft.number)
    assert begun(day.event) == before


def test_a_draft_in_which_a_meeting_had_a_time_that_is_over_is_not_published():
    day = make_day(requests=6)
    late = make_request(make_party(day.event), make_party(day.event))
    draft = drafted(day.event)
    first = slots_at(day.event)[0].starts_at
    place = Place(late.id, first, None, (None, None))
    draft.places = [*(row for row in draft.places if row[0] != late.id), place.plain()]
    db.session.commit()
    with pytest.raises(Refusal, match="部分时段已过"):
        publish(day.event, Stage.FINAL, draft.number)


def test_an_older_draft_without_what_has_begun_takes_none_of_it_away():
    day = make_day(requests=8)
    before = begun(day.event)
    draft = drafted(day.event)
    held = {row[0] for row in before.values()}
    draft.places = [row for row in draft.places if row[0] not in held]
    db.session.commit()
    publish(day.event, Stage.FINAL, draft.number)
    assert begun(day.event) == before


def test_what_has_begun_is_neither_taken_out_nor_moved_by_hand():
    day = make_day(requests=8)
    draft, request = drafted(day.event), min(begun(day.event).values(), key=lambda row: row[2])[0]
    last = slots_at(day.event)[-1].starts_at
    with pytest.raises(Refusal, match="该时段已过"):
        write(lambda: services.take_out(day.event, draft.number, 0, request, act=act()))
    with pytest.raises(Refusal, match="该时段已过"):
        write(lambda: services.move(day.event, draft.number, 0, request, last, None, act=act()))
    assert draft_of(day.event, draft.number).revision == 0


def test_the_final_publication_confirms_the_entries_of_what_has_begun_and_moves_none():
    day = make_day(requests=8, stage=Stage.PROVISIONAL)
    before, numbers = begun(day.event), sequences(day.event)
    publish(day.event, Stage.FINAL, drafted(day.event).number)
    assert begun(day.event) == before
    assert {key: number for key, number in sequences(day.event).items() if key in before} == {
        key: numbers[key] + 1 for key in before
    }


def test_who_withdraws_after_the_meeting_has_begun_does_not_cancel_it():
    day = make_day(requests=8)
    past = begun(day.event)
    to_come = next(row for key, row in snapshot(day.event).items() if key not in past)
    for request in (next(iter(past.values()))[0], to_come[0]):
        asker = next(one.asker_id for one in day.requests if one.id == request)
        write(lambda one=request, party=asker: requests.withdraw(day.event, one, party, act=act()))
    assert begun(day.event) == past
    cancelled = [row[0] for row in snapshot(day.event).values() if row[1] is MeetingState.CANCELLED]
    assert cancelled == [to_come[0]]
    assert db.session.get(MeetingPlan, day.event.id).revision == 1
