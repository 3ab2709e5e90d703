"""Whole events by chance: requests, drafts, publications, absences, the agenda, the day, repairs and undoing, in any order.

After each act all that must hold is looked at (`tests/matchmaking/holding.py`), on both databases.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from eventmgr.event.agenda import services as agenda
from eventmgr.event.agenda.models import AgendaItem, ItemKind, SpeakerRole
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_day import services as day
from eventmgr.matchmaking.meeting_day.models import (
    DayAct,
    MeetingOffer,
    MeetingOutcome,
    MeetingRepair,
    OfferState,
    RepairState,
)
from eventmgr.matchmaking.meeting_day.queries import list_unrepaired_acts
from eventmgr.matchmaking.meeting_day.queries.asking import list_open_requests
from eventmgr.matchmaking.meeting_day.repair.free_places import candidates
from eventmgr.matchmaking.meeting_day.repair.proposing import propose, standing
from eventmgr.matchmaking.meeting_parties import services as parties
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource, MeetingParty, PartyRepresentative, PartyState
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan, list_tables
from eventmgr.matchmaking.meeting_plans.services import Settings, set_settings
from eventmgr.matchmaking.meeting_requests import services as requests
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState, Wish
from eventmgr.matchmaking.meeting_requests.services import Answer, No, Wanted
from eventmgr.matchmaking.timetables import services as timetables
from eventmgr.matchmaking.timetables.models import (
    CHANGEABLE,
    DraftState,
    MissedBy,
    Publication,
    TimetableDraft,
)
from tests.matchmaking import holding
from tests.matchmaking.factories import slots_at
from tests.matchmaking.meeting_day.worlds import sent, standing_faults
from tests.matchmaking.timetables.worlds import work
from tests.matchmaking.whole_event import BEGINS, MOST, PARTIES, SLOTS, TABLES, WholeEvent
from tests.soak import times

PARTY, SLOT, ANY = st.integers(0, PARTIES), st.integers(0, SLOTS - 1), st.integers(0, 30)


class Life(WholeEvent):
    """What happens."""

    @initialize(
        people=st.integers(1, 2), wishes=st.integers(1, 8), spread=st.sampled_from([None, None, 2]),
        so_far=st.sampled_from(["asked", "asked", "drafted", "provisional", "final", "today", "today"]),
    )  # fmt: skip
    def begin(self, people, wishes, spread, so_far):
        self.make(people, wishes, spread)
        if so_far != "asked":
            self.draft(None, "locked")
        if so_far not in ("asked", "drafted"):
            self.publish(0, Stage.PROVISIONAL if so_far == "provisional" else Stage.FINAL, False)
        if so_far == "today":
            self.traveller.move_to(BEGINS - timedelta(minutes=10))

    # Requests

    @rule(one=PARTY, other=PARTY, must=st.booleans(), office=st.booleans())
    def ask(self, one, other, must, office):
        asker, asked = self.pair(one, other)
        wanted = Wanted(Wish.MUST if must else Wish.WOULD)
        if office:
            self.do(
                lambda: requests.enter(
                    self.event, asker.id, asked.id, wanted, is_accepted=must, reason="", act=self.act
                )
            )
        else:
            self.do(lambda: requests.ask(self.event, asker.id, asked.id, wanted, act=self.act))

    @precondition(lambda self: self.has("meeting_request", state=[RequestState.ASKED]))
    @rule(pick=ANY, how=st.sampled_from(["accept", "accept", "must", "decline"]))
    def answer(self, pick, how):
        request = self.one(MeetingRequest, pick, state="asked")
        if request is None:
            return
        number, undo = request.id, lambda done: ("answer", done.id)
        if how == "decline":
            self.do(lambda: requests.decline(self.event, number, No(), act=self.act), undo=undo)
        else:
            answer = Answer(Wish.MUST if how == "must" else Wish.WOULD)
            self.do(lambda: requests.accept(self.event, number, answer, act=self.act), undo=undo)

    @rule(pick=ANY, is_asker=st.booleans())
    def withdraw(self, pick, is_asker):
        request = self.one(MeetingRequest, pick)
        if request is not None:
            number, party = request.id, request.asker_id if is_asker else request.asked_id
            self.do(lambda: requests.withdraw(self.event, number, party, act=self.act))

    @rule()
    def a_worker_looks(self):
        self.do(lambda: requests.tell_collected(self.event, at=self.at))

    # Drafts and publications

    @rule(base=st.none() | ANY, keeps=st.sampled_from(["locked", "all"]))
    def draft(self, base, keeps):
        known = [one.number for one in self.all(TimetableDraft) if one.state in CHANGEABLE]
        number = None if base is None or not known else known[base % len(known)]
        order = timetables.Order(seconds=1, base=number, keeps=keeps if number is not None else "locked")
        done = self.do(lambda: timetables.order(self.event, order, act=self.act))
        if done is None:
            return
        made, before = done.id, self.rows
        work()
        self.rows = holding.look()
        draft = db.session.get(TimetableDraft, made)
        assert draft.state is DraftState.DONE
        holding.check_drafts(self.event, before, self.rows, self.at)
        if number is not None:
            base_draft = next(row for row in self.rows["timetable_draft"].values() if row["number"] == number)
            kept = {row[0]: row for row in base_draft["places"] if row[0] in draft.locked}
            assert {row[0]: row[:3] for row in draft.places if row[0] in kept} == {
                key: row[:3] for key, row in kept.items()
            }

    @precondition(lambda self: self.has("timetable_draft", state=CHANGEABLE))
    @rule(
        pick=ANY, request=ANY, slot=SLOT, table=st.none() | st.integers(0, TABLES - 1),
        how=st.sampled_from(["move", "move", "move", "take_out", "lock", "unlock", "exchange"]),
    )  # fmt: skip
    def change_draft(self, pick, request, slot, table, how):
        known = [one for one in self.all(TimetableDraft) if one.state in CHANGEABLE]
        asked = self.one(MeetingRequest, request, state="accepted")
        if not known or asked is None:
            return
        draft, wanted = known[-1 - pick % len(known)], asked.id
        number, seen, event = draft.number, draft.revision, self.event
        starts_at = slots_at(event)[slot].starts_at
        at_table = None if table is None else list_tables(self.event_id)[table].id
        step = lambda _done: ("step", number)  # noqa: E731
        if how == "move":
            self.do(
                lambda: timetables.move(self.event, number, seen, wanted, starts_at, at_table, act=self.act), undo=step
            )
        elif how in ("take_out", "exchange"):
            verb = getattr(timetables, how)
            self.do(lambda: verb(self.event, number, seen, wanted, act=self.act), undo=step)
        else:
            unlocked = [wanted] if how == "unlock" else []
            locks = how == "lock"
            self.do(
                lambda: timetables.lock_meetings(self.event, number, [wanted], locks=locks, act=self.act),
                unlocked=unlocked,
            )

    @precondition(lambda self: self.has("timetable_draft", state=CHANGEABLE))
    @rule(pick=ANY, stage=st.sampled_from([Stage.PROVISIONAL, Stage.FINAL]), is_late=st.booleans())
    def publish(self, pick, stage, is_late):
        known = [one for one in self.all(TimetableDraft) if one.state in CHANGEABLE]
        if known:
            draft, plan = known[-1 - pick % len(known)], find_plan(self.event_id)
            number, seen = draft.number, (plan.revision - (is_late and pick == 1), draft.revision)
            self.do(lambda: timetables.publish(self.event, number, stage, seen=seen, act=self.act))

    @precondition(lambda self: self.has("timetable_publication"))
    @rule(pick=ANY)
    def go_back(self, pick):
        known = self.one(Publication, pick)
        if known is not None:
            number, seen = known.number, find_plan(self.event_id).revision
            self.do(lambda: timetables.go_back(self.event, number, seen=seen, act=self.act))

    @rule(stage=st.sampled_from([Stage.PROVISIONAL, Stage.FINAL, Stage.FINAL]), base=st.none() | ANY)
    def draft_and_publish(self, stage, base):
        self.draft(base, "locked")
        self.publish(0, stage, False)

    # Who cannot when

    @rule(party=PARTY, person=st.none() | st.integers(0, 1), slot=SLOT, length=st.integers(0, 2))
    def tick(self, party, person, slot, length):
        chosen, slots = self.one(MeetingParty, party), slots_at(self.event)
        people = db.session.query(PartyRepresentative).filter_by(party_id=chosen.id).order_by("id").all()
        key = None if person is None or not people else people[person % len(people)].id
        spans = {key: [(slots[slot].starts_at, slots[min(slot + length, SLOTS) - 1].ends_at)]} if length else {}
        number = chosen.id
        if not length or slot < min(slot + length, SLOTS):
            spans = {key: [(slots[slot].starts_at, slots[min(slot + length, SLOTS) - 1].ends_at)]} if length else {}
            self.do(
                lambda: parties.set_absences(
                    db.session.get(MeetingParty, number), spans, AbsenceSource.OWN, act=self.act
                )
            )

    @rule(slot=SLOT, is_common=st.booleans(), party=PARTY)
    def agenda_changes(self, slot, is_common, party):
        """An item is added: common to all, or somebody speaks; or the one that is there goes."""
        item, plan, event = self.one(AgendaItem, 0), find_plan(self.event_id), self.event
        if item is not None:
            number = item.id
            self.do(lambda: agenda.remove_item(self.event, db.session.get(AgendaItem, number), act=self.act))
            return
        starts_at, ends_at = slots_at(event)[slot].starts_at, slots_at(event)[slot].ends_at
        chosen = self.one(MeetingParty, party)
        person = db.session.query(PartyRepresentative).filter_by(party_id=chosen.id).order_by("id").first()
        speakers = (
            () if is_common or person is None else (agenda.SpeakerDraft(SpeakerRole.SPEAKER, {"zh": person.name}),)
        )
        draft = agenda.ItemDraft(ItemKind.TALK, {"zh": "报告", "en": "Talk"}, starts_at, ends_at, speakers=speakers)
        held = Settings(plan.asks_from, None, 1, MOST, 1, plan.across_weight, plan.spread)

        def add():
            made = agenda.add_item(self.event, draft, act=self.act)
            if is_common:
                set_settings(self.event, replace(held, common_items=[made.id]), act=self.act)
            return made

        self.do(add)

    # The day

    @rule(party=PARTY, slot=SLOT, how=st.sampled_from(["late", "away", "left", "left"]), person=st.booleans())
    def somebody_is_not_there(self, party, slot, how, person):
        chosen, slots = self.one(MeetingParty, party), slots_at(self.event)
        people = db.session.query(PartyRepresentative).filter_by(party_id=chosen.id).order_by("id").all()
        who = {"representative": people[-1] if person and people else None}
        more = {"late": [slots[slot].starts_at], "away": [(slots[slot].starts_at, slots[slot].ends_at)], "left": []}
        verb = getattr(day, how)
        self.do(lambda: verb(self.event, chosen, *more[how], sent(), act=self.act, **who), undo=_day_act)

    @rule(table=st.integers(0, TABLES - 1), slot=st.none() | SLOT)
    def a_table_is_lost(self, table, slot):
        lost = list_tables(self.event_id)[table]
        until = None if slot is None else slots_at(self.event)[slot].ends_at
        self.do(lambda: day.tables_lost(self.event, [lost], until, sent(), act=self.act), undo=_day_act)

    @rule(one=PARTY, other=PARTY)
    def request_at_desk(self, one, other):
        asker, asked = self.pair(one, other)
        self.do(lambda: day.request_at_desk(self.event, asker, asked, sent(), act=self.act), undo=_day_act)

    @rule()
    def look_at_a_proposal(self):
        acts, at = list_unrepaired_acts(self.event_id), self.at
        stands = standing(self.event, find_plan(self.event_id), at=at)
        proposal = propose(stands, [one.payload["request"] for one in acts if "request" in one.payload], seconds=None)
        told = [one.id for one in acts]
        kept = self.do(lambda: day.keep_proposal(self.event, stands, proposal, told, act=self.act))
        self.proposal = kept.id

    @precondition(lambda self: self.proposal is not None)
    @rule()
    def apply(self):
        number, self.proposal = self.proposal, None
        done = self.do(
            lambda: day.apply_repair(self.event, number, act=self.act), undo=lambda done: ("repair", done.id)
        )
        if done is not None:
            assert standing_faults(self.event, self.at) == []

    @rule()
    def repair(self):
        self.look_at_a_proposal()
        self.apply()

    @rule(pick=ANY, yes=st.booleans())
    def offer_a_free_place(self, pick, yes):
        event, plan, asked = self.event, find_plan(self.event_id), list_open_requests(self.event_id)
        found = candidates(standing(event, plan, at=self.at, also=asked), limit=5)
        if not found:
            return
        place = found[pick % len(found)].place
        made = self.do(
            lambda: day.offer(self.event, db.session.get(MeetingRequest, place.request), place, act=self.act)
        )
        request = db.session.get(MeetingRequest, place.request)
        for party, says_yes in ((request.asker, True), (request.asked, yes)) if made is not None else ():
            self.do(lambda p=party, y=says_yes: day.answer_offer(
                self.event, made.id, p, says_yes=y, sent=sent(f"party:{p.id}"), act=self.act))  # fmt: skip

    @precondition(lambda self: self.has("meeting_offer", state=[OfferState.OFFERED]))
    @rule(pick=ANY, yes=st.booleans(), is_asker=st.booleans())
    def answer_an_offer(self, pick, yes, is_asker):
        offer = self.one(MeetingOffer, pick, state=OfferState.OFFERED)
        if offer is not None:
            number, party = offer.id, offer.request.asker if is_asker else offer.request.asked
            self.do(lambda: day.answer_offer(
                self.event, number, party, says_yes=yes, sent=sent(f"party:{party.id}"), act=self.act))  # fmt: skip

    @precondition(lambda self: holding.begun(self.rows, self.at))
    @rule(pick=ANY, by=st.none() | st.sampled_from(MissedBy))
    def mark(self, pick, by):
        meeting = self.begun(pick)
        if meeting is None:
            return
        if by is None:
            self.do(lambda: day.held(self.event, meeting, sent(), act=self.act), undo=_day_act, told=True)
        else:
            self.do(lambda: day.missed(self.event, meeting, by, sent(), act=self.act), undo=_day_act, told=True)

    @precondition(lambda self: holding.begun(self.rows, self.at))
    @rule(pick=ANY, is_asker=st.booleans(), outcome=st.sampled_from(MeetingOutcome))
    def tap_a_result(self, pick, is_asker, outcome):
        meeting = self.begun(pick)
        if meeting is not None:
            party = meeting.request.asker if is_asker else meeting.request.asked
            teller = sent(f"party:{party.id}")
            self.do(lambda: day.tell_result(self.event, meeting, party, outcome, teller, act=self.act), told=True)

    @rule(party=ANY, how=st.sampled_from(["walk_in", "new_walk_in", "person_goes", "person_goes", "party_leaves"]))
    def somebody_comes_or_goes(self, party, how):
        chosen = self.one(MeetingParty, party)
        people = db.session.query(PartyRepresentative).filter_by(party_id=chosen.id).order_by("id").all()
        if how.endswith("walk_in"):
            name = f"现场{self.steps}号有限公司" if how == "new_walk_in" else chosen.organization.name
            newcomer = day.Newcomer(name, f"访客{self.steps}", province_code="310000")
            self.do(lambda: day.walk_in(self.event, newcomer, sent(), act=self.act), undo=_day_act)
        elif chosen.state is PartyState.LEFT:
            self.do(lambda: parties.rejoin(self.event, chosen, act=self.act))
        elif how == "party_leaves":
            self.do(lambda: parties.leave(self.event, chosen, reason="", act=self.act))
        elif people:
            number = people[party % len(people)].id
            self.do(
                lambda: parties.remove_person(self.event, db.session.get(PartyRepresentative, number), act=self.act)
            )

    # Undoing, and time

    @precondition(lambda self: self.undoable)
    @rule(pick=st.sampled_from([0, 0, 0, 1, 2, 5]))
    def undo(self, pick):
        """Take something back; was it the last thing that happened, all that counts is as it was before."""
        place = len(self.undoable) - 1 - pick % len(self.undoable)
        kind, key, before, after, at = self.undoable[place]
        was_last = self.rows == after and self.at == at
        if kind == "step":
            draft = self.one(TimetableDraft, 0, number=key)
            seen = draft.revision
            done = self.do(lambda: timetables.undo(self.event, key, seen, act=self.act))
        elif kind == "answer":
            done = self.do(lambda: requests.undo_answer(self.event, key, act=self.act))
        elif kind == "repair":
            is_done = db.session.get(MeetingRepair, key).state is RepairState.UNDONE
            done = self.do(lambda: day.undo_repair(self.event, key, keeps=key % 2 == 0, act=self.act))
            if done is not None and not is_done:
                self.check_repair(key)
        else:
            told = db.session.get(DayAct, key)
            marks = told is not None and told.meeting_id is not None
            done = self.do(lambda: day.undo_act(self.event, key, act=self.act), told=marks)
        if done is not None:
            del self.undoable[place]
            if was_last and kind != "repair":
                self.done[f"exact undo: {kind}"] += 1
                assert holding.differences(before, self.rows) == []


def _day_act(told):
    return "act", told.id


@pytest.mark.soak
def test_whatever_happens_at_an_event_its_rules_hold(app, prepared, frozen):
    Life.app, Life.prepared, Life.traveller, Life.done = app, prepared[1], frozen, Counter()
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=times(12), stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    assert sum(number > 0 for number in Life.done.values()) >= 8, Life.done
