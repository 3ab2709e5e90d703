"""What is published stands; numbers of calendar entries rise where an entry reads otherwise, and nowhere else."""

from __future__ import annotations

from functools import partial

import pytest

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db, write
from eventmgr.ground.errors import Refusal
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan, Stage
from eventmgr.matchmaking.timetables import services
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState
from eventmgr.matchmaking.timetables.queries import list_meetings, list_publications
from eventmgr.matchmaking.timetables.search import judge_of
from eventmgr.matchmaking.timetables.task.places import places_of
from eventmgr.matchmaking.timetables.task.reckoning import Task
from tests.matchmaking.factories import make_absence
from tests.matchmaking.timetables.worlds import act, draft_of, drafted, make_world, publish, task_of
from tests.race import race

pytestmark = pytest.mark.usefixtures("database", "frozen")


def numbers(event) -> dict[int, int]:
    db.session.rollback()
    return {meeting.request_id: meeting.sequence for meeting in list_meetings(event.id)}


def a_free_cell(event, draft, request):
    """Another slot in which the meeting can be held."""
    task = Task(*task_of(event))
    judge = judge_of(task, task.numbering.schedule(places_of(draft.places)), frozenset(draft.locked))
    meeting = task.numbering.of_request[request]
    here = judge.held[meeting].slot
    free = next(cell for cell in judge.allowed_cells(meeting) if cell.free and cell.slot != here)
    return task.numbering.slots[free.slot].starts_at


def test_a_draft_becomes_meetings_and_publishing_it_again_changes_nothing():
    event = make_world(parties=8, requests=8)
    draft = drafted(event)
    done = publish(event)
    assert (done.publication.number, len(done.changes.given), done.is_new_stage) == (1, len(draft.places), True)
    assert set(numbers(event).values()) == {0}

    again = publish(event)
    assert (again.publication.changed, again.is_new_stage) == (0, False)
    assert set(numbers(event).values()) == {0}


def test_only_the_number_of_what_moved_rises():
    event = make_world(parties=8, requests=6)
    drafted(event)
    publish(event)
    draft = draft_of(event, 1)
    request = draft.places[0][0]
    write(lambda: services.move(event, 1, 0, request, a_free_cell(event, draft, request), None, act=act()))
    done = publish(event)
    assert [meeting.request_id for meeting in done.changes.moved] == [request]
    assert numbers(event) == {row[0]: int(row[0] == request) for row in draft.places}


def test_the_final_publication_makes_every_entry_confirmed_so_all_numbers_rise_once():
    event = make_world(parties=6, requests=5)
    drafted(event)
    publish(event)
    publish(event, Stage.FINAL)
    assert set(numbers(event).values()) == {1}
    with pytest.raises(Refusal, match="已正式公布"):
        publish(event, Stage.PROVISIONAL)


def test_what_is_taken_out_is_cancelled_and_comes_back_with_its_uid():
    event = make_world(parties=8, requests=6)
    draft = drafted(event)
    publish(event)
    request = draft.places[0][0]
    uid = db.session.query(Meeting).filter_by(request_id=request).one().uid
    write(lambda: services.take_out(event, 1, 0, request, act=act()))
    assert [meeting.request_id for meeting in publish(event).changes.cancelled] == [request]
    meeting = db.session.query(Meeting).filter_by(request_id=request).populate_existing().one()
    assert (meeting.state, meeting.sequence, meeting.uid) == (MeetingState.CANCELLED, 1, uid)

    done = write(lambda: services.go_back(event, 1, seen=2, act=act()))
    assert (done.publication.number, [one.request_id for one in done.changes.given]) == (3, [request])
    meeting = db.session.query(Meeting).filter_by(request_id=request).populate_existing().one()
    assert (meeting.state, meeting.sequence, meeting.uid) == (MeetingState.PLACED, 2, uid)
    assert sum(numbers(event).values()) == 2


def test_going_back_restores_places_and_stage():
    event = make_world(parties=8, requests=6)
    drafted(event)
    publish(event)
    before = {row[0]: row for row in list_publications(event.id)[0].places}
    draft = draft_of(event, 1)
    request = draft.places[1][0]
    write(lambda: services.move(event, 1, 0, request, a_free_cell(event, draft, request), None, act=act()))
    publish(event, Stage.FINAL)
    write(lambda: services.go_back(event, 1, seen=2, act=act()))
    db.session.rollback()
    plan = db.session.get(MeetingPlan, event.id)
    assert (plan.stage, plan.revision) == (Stage.PROVISIONAL, 3)
    standing = {m.request_id: m.starts_at.isoformat() for m in list_meetings(event.id)}
    assert standing == {request: row[1] for request, row in before.items()}


def test_a_timetable_that_breaks_a_rule_by_now_is_not_published():
    event = make_world(parties=6, requests=5)
    drafted(event)
    rows, _, _ = task_of(event)
    for party in rows.parties:
        make_absence(party, rows.slots[0].starts_at, rows.slots[-1].ends_at)
    with pytest.raises(Refusal, match="已无法公布"):
        publish(event)
    assert numbers(event) == {}


def test_whoever_saw_an_older_state_is_told_who_published_and_when():
    event = make_world(parties=6, requests=5)
    drafted(event)
    publish(event)
    with pytest.raises(Refusal, match="公布了洽谈时间表"):
        write(lambda: services.publish(event, 1, Stage.FINAL, seen=(0, 0), act=act()))


def test_a_request_that_is_withdrawn_takes_its_meeting_along():
    event = make_world(parties=6, requests=4)
    drafted(event)
    publish(event)
    rows, _, _ = task_of(event)
    request = rows.requests[0]
    write(lambda: services.cancel_meeting(event, request, act=act()))
    assert numbers(event) == {one.id: int(one.id == request.id) for one in rows.requests}


def _publishes(event_id, gate):
    """One of two who publish at the same moment, from a page that both have opened before."""
    event = db.session.get(Event, event_id)
    gate()
    try:
        write(lambda: services.publish(event, 1, Stage.PROVISIONAL, seen=(0, 0), act=act()))
    except Refusal as refusal:
        return str(refusal)
    return "published"


@pytest.mark.slow
def test_of_two_who_publish_at_the_same_moment_one_wins_and_the_other_is_told(app):
    event = make_world(parties=12, requests=20)
    drafted(event)
    number, wanted = event.id, 0
    answers = race(app, [partial(_publishes, number)] * 3)
    assert answers.count("published") == 1
    assert sum("公布了洽谈时间表" in answer for answer in answers) == 2
    db.session.rollback()
    assert (db.session.get(MeetingPlan, number).revision, len(list_publications(number))) == (1, 1)
    assert {meeting.sequence for meeting in list_meetings(number)} == {wanted}
