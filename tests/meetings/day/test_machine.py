"""Whatever is told in whatever order, with repairs applied and undone in between, the timetable keeps its rules."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from eventmgr.db import db, transaction
from eventmgr.errors import Refusal
from eventmgr.meetings.day import services
from eventmgr.meetings.day.models import DayAct, MeetingRepair, RepairState
from eventmgr.meetings.day.queries import list_unrepaired_acts
from eventmgr.meetings.day.repair.proposing import propose, standing
from eventmgr.meetings.parties.models import PartyAbsence
from eventmgr.meetings.planning.models import MeetingTable, TableClosure
from eventmgr.meetings.planning.queries import find_plan, list_tables
from eventmgr.meetings.timetables.models import Meeting, MeetingState, MissedBy
from tests.factories import NOON
from tests.meetings.day.worlds import act, make_day, sent, sequences, snapshot, standing_faults
from tests.meetings.factories import slots_at
from tests.soak import times

TURN = timedelta(minutes=25)


class DayMachine(RuleBasedStateMachine):
    """Acts of a day, repairs and undoing, while time goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.day = make_day(parties=6, requests=11, slots=7, tables=3, people=2, maximum=6)
        self.at = NOON - 2 * TURN - timedelta(minutes=10)
        self.proposal: int | None = None
        self.applied: list[tuple[int, dict, dict]] = []

    def tell(self, work) -> None:
        try:
            with transaction():
                work(act(self.at))
        except Refusal:
            pass

    @property
    def event(self):
        return self.day.event

    @rule(party=st.integers(0, 5), slot=st.integers(0, 6))
    def late(self, party, slot):
        until = slots_at(self.event)[slot].starts_at
        self.tell(lambda done: services.late(self.event, self.day.parties[party], until, sent(), act=done))

    @rule(party=st.integers(0, 5), since=st.integers(0, 5), length=st.integers(1, 3))
    def away(self, party, since, length):
        slots = slots_at(self.event)
        span = (slots[since].starts_at, slots[min(since + length, 6)].ends_at)
        self.tell(lambda done: services.away(self.event, self.day.parties[party], span, sent(), act=done))

    @rule(party=st.integers(0, 5))
    def leave(self, party):
        self.tell(lambda done: services.left(self.event, self.day.parties[party], sent(), act=done))

    @rule(table=st.integers(0, 2), slot=st.integers(0, 6))
    def lose(self, table, slot):
        lost, until = list_tables(self.event.id)[table], slots_at(self.event)[slot].ends_at
        self.tell(lambda done: services.table_lost(self.event, lost, until, sent(), act=done))

    @rule(one=st.integers(0, 5), other=st.integers(0, 5))
    def ask(self, one, other):
        asker, asked = self.day.parties[one], self.day.parties[other]
        self.tell(lambda done: services.request_at_desk(self.event, asker, asked, sent(), act=done))

    @rule(pick=st.integers(0, 20))
    def undo_act(self, pick):
        acts = list_unrepaired_acts(self.event.id)
        if acts:
            self.tell(lambda done: services.undo_act(self.event, acts[pick % len(acts)].id, act=done))

    @rule(pick=st.integers(0, 20), by=st.sampled_from(MissedBy), held=st.booleans())
    def mark(self, pick, by, held):
        meetings = db.session.query(Meeting).filter_by(event_id=self.event.id).order_by(Meeting.id).all()
        if not meetings:
            return
        one = meetings[pick % len(meetings)]
        if held:
            self.tell(lambda done: services.held(self.event, one, sent(), act=done))
        else:
            self.tell(lambda done: services.missed(self.event, one, by, sent(), act=done))

    @rule()
    def propose(self):
        acts = list_unrepaired_acts(self.event.id)
        stands = standing(self.event, find_plan(self.event.id), at=self.at)
        proposal = propose(stands, [one.payload["request"] for one in acts if "request" in one.payload], seconds=None)
        with transaction():
            self.proposal = services.keep_proposal(
                self.event, stands, proposal, [one.id for one in acts], act=act(self.at)
            ).id

    @rule()
    def repair(self):
        """Looked at and applied at once, as it mostly is."""
        self.propose()
        self.apply()

    @precondition(lambda self: self.proposal is not None)
    @rule()
    def apply(self):
        before, numbers = snapshot(self.event), sequences(self.event)
        try:
            with transaction():
                services.apply_repair(self.event, self.proposal, act=act(self.at))
        except Refusal:
            assert snapshot(self.event) == before
            self.proposal = None
            return
        after, now = snapshot(self.event), sequences(self.event)
        for key, row in before.items():
            changed = after[key] != row
            assert now[key] == numbers[key] + changed, "rises once with each change, and never without one"
            assert not changed or row[2] > self.at or row[1] is MeetingState.CANCELLED, "what has begun stays"
        self.applied.append((self.proposal, before, numbers))
        self.proposal = None

    @precondition(lambda self: bool(self.applied))
    @rule(keeps=st.booleans())
    def undo(self, keeps):
        repair, before, numbers = self.applied[-1]
        state = db.session.get(MeetingRepair, repair).state
        told = snapshot(self.event)
        marked = {key for key, row in told.items() if key in before and before[key][2] <= self.at}
        try:
            with transaction():
                services.undo_repair(self.event, repair, keeps=keeps, act=act(self.at))
        except Refusal:
            assert snapshot(self.event) == told
            return
        self.applied.pop()
        if state is RepairState.UNDONE:
            return
        now = snapshot(self.event)
        for key, row in before.items():
            assert key in marked or now[key] == row
        for key in now.keys() - before.keys():
            assert now[key][1] is MeetingState.CANCELLED
        assert all(sequences(self.event)[key] >= number for key, number in numbers.items())

    @rule()
    def time_goes_on(self):
        self.at += TURN / 2

    @invariant()
    def nobody_is_twice_anywhere(self):
        rows = [row for row in snapshot(self.event).values() if row[1] is not MeetingState.CANCELLED]
        seats = [(row[2], seat) for row in rows for seat in (row[5], row[6])]
        assert len(seats) == len(set(seats))
        tables = [(row[2], row[4]) for row in rows]
        assert len(tables) == len(set(tables))

    @invariant()
    def facts_are_those_of_acts_that_hold(self):
        acts = db.session.query(DayAct).filter_by(event_id=self.event.id, undone_at=None).all()
        parties = [party.id for party in self.day.parties]
        absences = db.session.query(PartyAbsence).filter(PartyAbsence.party_id.in_(parties))
        closures = db.session.query(TableClosure).join(MeetingTable, MeetingTable.id == TableClosure.table_id)
        closures = closures.filter(MeetingTable.event_id == self.event.id)
        for kind, rows in (("absences", absences), ("closures", closures)):
            assert {row.id for row in rows} == {number for one in acts for number in one.before.get(kind, [])}

    @invariant()
    def the_past_is_sound(self):
        faults = [fault for fault in standing_faults(self.event, self.at) if "past" in fault]
        assert faults == []

    @invariant()
    def once_all_is_repaired_the_judge_finds_nothing(self):
        if not list_unrepaired_acts(self.event.id) and not self.later_absences():
            assert standing_faults(self.event, self.at) == []

    def later_absences(self) -> bool:
        """Whether a fact holds that no applied repair has looked at: an undone repair leaves none behind."""
        known = {
            number
            for one in db.session.query(DayAct).filter(DayAct.repair_id.is_not(None))
            for number in one.before.get("absences", [])
        }
        return any(one.id not in known for one in db.session.query(PartyAbsence))


@pytest.mark.soak
def test_whatever_is_told_the_timetable_keeps_its_rules(database):
    run_state_machine_as_test(
        DayMachine, settings=settings(max_examples=times(24), stateful_step_count=20, deadline=None)
    )
