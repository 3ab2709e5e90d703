"""Somebody leaves: what moves is shown first, applied with one tap, and undone with one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.agenda.models import Speaker, SpeakerRole
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.models import DayAct, MeetingRepair, RepairState
from eventmgr.matchmaking.meeting_day.repair.proposing import propose, standing
from eventmgr.matchmaking.meeting_day.services import StaleRepair
from eventmgr.matchmaking.meeting_parties.models import PartyAbsence, PartyRepresentative
from eventmgr.matchmaking.meeting_plans.models import TableClosure
from eventmgr.matchmaking.meeting_plans.queries import find_plan, list_tables
from eventmgr.matchmaking.meeting_requests.models import RequestState
from eventmgr.matchmaking.timetables.models import MeetingState, Publication
from tests.factories import NOON, make_item
from tests.matchmaking.factories import make_party, make_request, slots_at
from tests.matchmaking.meeting_day.repair import apply, busiest, leave, preview, undo
from tests.matchmaking.meeting_day.worlds import act, make_day, sent, sequences, snapshot, standing_faults


def test_a_proposal_changes_nothing(database):
    day = make_day()
    before = snapshot(day.event)
    leave(day)
    repair = preview(day.event)
    assert repair.rows
    assert snapshot(day.event) == before


def test_whoever_leaves_has_no_meeting_after_the_repair_and_what_has_begun_stays(database):
    day = make_day(requests=12, parties=6)
    gone = busiest(day)
    before = snapshot(day.event)
    leave(day, gone)
    apply(day.event, preview(day.event))
    after = snapshot(day.event)
    sides = {request.id: (request.asker_id, request.asked_id) for request in day.requests}
    standing_ones = [row for row in after.values() if row[1] is MeetingState.PLACED and row[2] > NOON]
    assert not [row for row in standing_ones if gone.id in sides[row[0]]]
    assert {key: row for key, row in before.items() if row[2] <= NOON} == {
        key: row for key, row in after.items() if before[key][2] <= NOON
    }
    assert standing_faults(day.event) == []


def test_a_lost_table_moves_its_meetings_to_another_one_at_the_same_time_where_one_is_free(database):
    day = make_day(requests=3, parties=6, tables=3)
    table = list_tables(day.event.id)[0]
    with transaction():
        services.tables_lost(day.event, [table], None, sent(), act=act(NOON - timedelta(hours=2)))
    repair = preview(day.event, NOON - timedelta(hours=2))
    assert {row["kind"] for row in repair.rows} <= {"table"}
    assert repair.rows
    apply(day.event, repair, NOON - timedelta(hours=2))
    assert table.id not in {row[4] for row in snapshot(day.event).values()}


def test_undo_restores_every_value_and_numbers_rise_once_for_each_change(database):
    day = make_day(requests=12)
    before, numbers = snapshot(day.event), sequences(day.event)
    leave(day)
    repair = preview(day.event)
    apply(day.event, repair)
    changed = {key for key, row in snapshot(day.event).items() if row != before[key]}
    assert changed
    assert sequences(day.event) == {key: number + (key in changed) for key, number in numbers.items()}
    undo(day.event, repair)
    assert snapshot(day.event) == before
    assert sequences(day.event) == {key: number + 2 * (key in changed) for key, number in numbers.items()}
    assert db.session.query(PartyAbsence).count() == 0
    assert [one.undone_at for one in db.session.query(DayAct)] == [NOON]


def test_undone_and_what_was_reported_kept_the_same_repair_is_proposed_again(database):
    day = make_day(requests=12)
    before = snapshot(day.event)
    leave(day)
    repair = preview(day.event)
    rows, acts = repair.rows, repair.act_ids
    apply(day.event, repair)
    undo(day.event, repair, keeps=True)
    assert snapshot(day.event) == before
    assert [one.undone_at for one in db.session.query(DayAct)] == [None]
    again = preview(day.event)
    assert (again.rows, again.act_ids) == (rows, acts)
    apply(day.event, again)
    assert standing_faults(day.event) == []


def test_nobody_moves_only_to_have_fewer_breaks(database):
    day = make_day(parties=12, requests=40, slots=10, tables=6, seed=3)
    for party in day.parties[:4]:
        leave(day, party)
    repair = preview(day.event)
    assert repair.figures["breaks_by_the_changes"] > repair.figures["breaks_before"]
    moved = [row for row in repair.rows if row["kind"] == "moved"]
    assert len(moved) == repair.figures["replaced"] + repair.figures["others_moved"]
    assert repair.figures["others_moved"] == repair.figures["others_moved_at_least"] == 0


def test_a_lost_table_is_there_again_after_undo(database):
    day = make_day(requests=12)
    table = list_tables(day.event.id)[0]
    with transaction():
        services.tables_lost(day.event, [table], NOON + timedelta(hours=5), sent(), act=act())
    repair = preview(day.event)
    before = snapshot(day.event)
    apply(day.event, repair)
    undo(day.event, repair)
    assert snapshot(day.event) == before
    assert db.session.query(TableClosure).count() == 0


def test_each_step_is_a_publication_that_one_can_go_back_to(database):
    day = make_day(requests=12)
    leave(day)
    repair = preview(day.event)
    apply(day.event, repair)
    undo(day.event, repair)
    published = db.session.query(Publication).order_by(Publication.number).all()
    assert [one.number for one in published] == [1, 2]
    assert len(published[1].places) == len(day.requests)
    assert find_plan(day.event.id).publication_id == published[1].id
    assert find_plan(day.event.id).revision == 2


def test_a_proposal_is_refused_once_something_else_was_told(database):
    day = make_day(requests=12)
    leave(day)
    repair = preview(day.event)
    leave(day, day.parties[0])
    with pytest.raises(StaleRepair):
        apply(day.event, repair)


def test_a_proposal_is_refused_once_the_next_slot_has_begun(database):
    day = make_day(requests=12)
    leave(day)
    repair = preview(day.event)
    with pytest.raises(StaleRepair):
        apply(day.event, repair, NOON + timedelta(minutes=25))


def test_a_proposal_is_refused_once_another_was_applied_or_a_fact_has_changed(database):
    day = make_day(requests=12)
    leave(day)
    one, other = preview(day.event), preview(day.event)
    apply(day.event, one)
    apply(day.event, one)  # sent again: nothing
    with pytest.raises(StaleRepair):
        apply(day.event, other)


def test_undo_is_refused_once_something_that_moved_has_begun(database):
    day = make_day(requests=12)
    leave(day)
    repair = preview(day.event)
    apply(day.event, repair)
    with pytest.raises(Refusal):
        undo(day.event, repair, NOON + timedelta(hours=3))
    assert db.session.get(MeetingRepair, repair.id).state is RepairState.APPLIED


def test_an_act_that_a_repair_rests_on_is_undone_with_the_repair_alone(database):
    day = make_day(requests=12)
    leave(day)
    repair = preview(day.event)
    apply(day.event, repair)
    told = db.session.query(DayAct).one()
    with pytest.raises(Refusal), transaction():
        services.undo_act(day.event, told.id, act=act())


def test_a_request_at_the_desk_gets_a_place_and_waiting_ones_are_left_for_offers(database):
    day = make_day(parties=8, requests=6, tables=3)
    sides = {frozenset((request.asker_id, request.asked_id)) for request in day.requests}
    one, other = next(
        (one, other)
        for one in day.parties
        for other in day.parties
        if one is not other and frozenset((one.id, other.id)) not in sides
    )
    with transaction():
        services.request_at_desk(day.event, one, other, sent(), act=act())
    repair = preview(day.event)
    assert [row["kind"] for row in repair.rows] == ["placed"]
    before = sequences(day.event)
    apply(day.event, repair)
    new = set(sequences(day.event)) - set(before)
    assert len(new) == 1
    undo(day.event, repair)
    assert snapshot(day.event)[new.pop()][1] is MeetingState.CANCELLED
    assert standing_faults(day.event) == []


def test_a_locked_meeting_keeps_its_place(database):
    day = make_day(requests=12)
    for number in range(len(day.requests)):
        day.meeting(number).is_locked = True
    db.session.commit()
    before = snapshot(day.event)
    leave(day)
    apply(day.event, preview(day.event))
    for key, row in snapshot(day.event).items():
        assert row == before[key] or row[1] is MeetingState.CANCELLED


def test_after_the_last_slot_nothing_can_be_moved(database):
    day = make_day()
    late = slots_at(day.event)[-1].ends_at
    stands = standing(day.event, find_plan(day.event.id), at=late)
    assert stands.first_at is None
    assert propose(stands, []).rows == []


@pytest.mark.parametrize("is_common", [True, False])
def test_a_repair_keeps_the_agenda_free(database, is_common):
    """An item was added to the agenda after the timetable was published: all must be there, or a representative speaks."""
    day = make_day(parties=6, requests=12, people=1)
    starts_at, ends_at = min(row[2:4] for row in snapshot(day.event).values() if row[2] > NOON)
    item = make_item(day.event, starts_at=starts_at, ends_at=ends_at)
    busy = [row for row in snapshot(day.event).values() if row[2] == starts_at]
    if is_common:
        find_plan(day.event.id).common_items = [item.id]
    else:
        person = db.session.get(PartyRepresentative, busy[0][5])
        person.name = "沈若兰"
        speaker = Speaker(event_id=day.event.id, item_id=item.id, name={"zh": person.name}, organization={}, title={})
        speaker.role, speaker.position = SpeakerRole.SPEAKER, 0
        db.session.add(speaker)
    db.session.commit()
    apply(day.event, preview(day.event))
    held = [row for row in snapshot(day.event).values() if row[2] == starts_at and row[1] is MeetingState.PLACED]
    assert [row for row in held if is_common or busy[0][5] in row[5:7]] == []


def test_undoing_a_request_at_the_desk_gives_back_the_one_that_waited(database):
    """One had asked the other, and both come to the desk: it was not wished by both before."""
    day = make_day(parties=6, requests=1)
    asker, asked = (make_party(day.event) for _ in range(2))
    waiting = make_request(asker, asked, RequestState.ASKED)
    with transaction():
        told = services.request_at_desk(day.event, asked, asker, sent(), act=act())
    assert (waiting.state, waiting.is_mutual) == (RequestState.ACCEPTED, True)
    with transaction():
        services.undo_act(day.event, told.id, act=act())
    assert (waiting.state, waiting.is_mutual, waiting.asked_wish) == (RequestState.ASKED, False, None)
