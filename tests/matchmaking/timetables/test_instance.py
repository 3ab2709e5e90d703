"""Accepted requests become a task for the scheduler, and what it places comes back by the ids of rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.schedule import Schedule
from eventmgr.engines.scheduling.solving import solve
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyKind, PartyRepresentative, PartyState
from eventmgr.matchmaking.meeting_plans.models import (
    MeetingAssistant,
    MeetingBlock,
    MeetingHall,
    MeetingPlan,
    MeetingTable,
    TableClosure,
)
from eventmgr.matchmaking.meeting_plans.slots import slots_of
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, Wish
from eventmgr.matchmaking.timetables.task.instance import (
    Away,
    Rows,
    instance_of,
    kept_places,
    limits_of,
    numbering_of,
    weights_of,
)
from eventmgr.matchmaking.timetables.task.places import places_of
from tests.soak import times

BEGIN = datetime(2026, 5, 13, 6, 0, tzinfo=UTC)
MINUTES = timedelta(minutes=1)


def plan(**values):
    defaults = {"maximum": 8, "minimum": 0, "limits": {}, "across_weight": 1, "spread": 2, "walks": [], "coverage": []}
    return MeetingPlan(**defaults | values)


def party(number, **values):
    defaults = {
        "kind": PartyKind.COMPANY,
        "state": PartyState.ACTIVE,
        "side": "",
        "province_code": "",
        "group_name": "",
    }
    return MeetingParty(id=number, organization=Organization(name=f"样例{number}"), **defaults | values)


def request(number, asker, asked, **values):
    defaults = {
        "asker_wish": Wish.WOULD,
        "asked_wish": Wish.WOULD,
        "is_mutual": False,
        "interpreter": "",
        "is_moderated": False,
    }
    return MeetingRequest(id=number, asker_id=asker, asked_id=asked, **defaults | values)


def rows(parties, requests, *, slots=4, people=None, **values):
    people = people or {}
    block = MeetingBlock(
        id=1, starts_at=BEGIN, ends_at=BEGIN + (25 * slots - 5) * MINUTES, slot_minutes=20, gap_minutes=5
    )
    defaults = {
        "plan": plan(),
        "slots": slots_of([block], "Asia/Shanghai"),
        "halls": [MeetingHall(id=1, name={"zh": "大厅"})],
        "tables": [MeetingTable(id=100 + number, hall_id=1, number=number) for number in (1, 2)],
        "closures": [],
        "assistants": [],
        "parties": parties,
        "representatives": [
            PartyRepresentative(id=1000 * one.id + seat, party_id=one.id)
            for one in parties
            for seat in range(people.get(one.id, 1))
        ],
        "absences": [],
        "requests": requests,
    }
    return Rows(**defaults | values)


def made(known, **options):
    numbering = numbering_of(known)
    return numbering, instance_of(known, numbering, **options)


@st.composite
def worlds(draw):
    """Parties with one to three people, some away, some with a table of their own; requests among them."""
    count = draw(st.integers(2, 7))
    parties = [
        party(
            number * 3, side=draw(st.sampled_from(["", "east", "south"])), maximum=draw(st.sampled_from([None, 1, 3]))
        )
        for number in range(1, count + 1)
    ]
    if draw(st.booleans()):
        parties[0].home_table_id = 101
    pairs = [(one.id, other.id) for one in parties for other in parties if one.id < other.id]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=12))
    requests = [
        request(7 * number, *pair, is_mutual=draw(st.booleans()), interpreter=draw(st.sampled_from(["", "", "ja"])))
        for number, pair in enumerate(sorted(chosen), 1)
    ]
    away = [
        Away(one.id, None, BEGIN + first * 25 * MINUTES, BEGIN + (first + 1) * 25 * MINUTES)
        for one in parties
        for first in draw(st.lists(st.integers(0, 3), max_size=2))
    ]
    helper = MeetingAssistant(id=9, name="译", languages=["ja"], moderates=False, absences=[], most_in_a_row=2)
    people = {one.id: draw(st.integers(0, 3)) for one in parties}
    return rows(parties, requests, people=people, absences=away, assistants=[helper])


@settings(max_examples=times(60), deadline=None)
@given(worlds())
def test_what_is_placed_comes_back_by_ids_and_the_judge_accepts_it_both_ways(known):
    numbering, instance = made(known)
    schedule = solve(instance, iterations=2_000)
    assert check(instance, schedule).errors == ()

    places = places_of([place.plain() for place in numbering.places(schedule.placed)])
    assert [place.request for place in places] == sorted({place.request for place in places})
    assert numbering.schedule(places).placed == tuple(sorted(schedule.placed, key=lambda one: one.meeting))
    assert check(instance, numbering.schedule(places), reported=()).errors == ()


@settings(max_examples=times(30), deadline=None)
@given(worlds(), st.data())
def test_what_is_locked_keeps_time_table_and_people(known, data):
    numbering, instance = made(known)
    places = numbering.places(solve(instance, iterations=500).placed)
    locked = data.draw(st.sets(st.sampled_from([place.request for place in places]))) if places else set()
    kept = kept_places(places, locked)

    again = solve(instance_of(known, numbering, kept), iterations=500, seed=1)
    found = {place.request: place for place in numbering.places(again.placed)}
    assert {request: (found[request].starts_at, found[request].table) for request in locked} == {
        request: (place.starts_at, place.table) for request, place in kept.items()
    }


def test_places_of_requests_and_slots_that_are_gone_are_left_out():
    known = rows([party(1), party(2), party(3)], [request(5, 1, 2), request(6, 2, 3)])
    numbering, _ = made(known)
    whole = [[5, BEGIN.isoformat(), 101, 1000, 2000, []], [4, BEGIN.isoformat(), 102, None, None, []]]
    moved = [6, (BEGIN + 3 * MINUTES).isoformat(), 101, 2000, 3000, []]
    assert [one.meeting for one in numbering.schedule(places_of([*whole, moved])).placed] == [0]


def test_somebody_who_is_free_sits_in_the_place_of_a_representative_who_has_gone():
    known = rows([party(1), party(2), party(3)], [request(5, 1, 2), request(6, 1, 3)], people={1: 2})
    numbering, instance = made(known)
    places = places_of([[5, BEGIN.isoformat(), 101, 77, 2000, []], [6, BEGIN.isoformat(), 102, 1000, 3000, []]])
    placed = numbering.schedule(places).placed
    assert [one.seats for one in placed] == [(1, 0), (0, 0)]
    assert check(instance, Schedule(placed), reported=()).errors == ()


def test_what_both_want_weighs_more_than_everything_else_together():
    known = rows(
        [party(1, side="east"), party(2, side="south"), party(3, side="east")],
        [request(1, 1, 2), request(2, 1, 3), request(3, 2, 3, is_mutual=True), request(4, 1, 2, asked_wish=Wish.MUST)],
    )
    assert weights_of(known) == [2, 1, 5, 5]


def test_a_party_that_has_left_meets_nobody_and_is_owed_nothing():
    _, instance = made(rows([party(1, state=PartyState.LEFT, minimum=2), party(2)], [request(1, 1, 2)]))
    assert (instance.participants[0].absent, instance.participants[0].minimum) == (frozenset(range(4)), 0)


@pytest.mark.parametrize(
    ("own", "of_kind", "expected"),
    [(None, {}, (0, 8)), (3, {}, (0, 3)), (None, {"maximum": 5, "minimum": 2}, (2, 5)), (1, {"minimum": 2}, (1, 1))],
)
def test_limits_are_the_partys_own_then_those_of_its_kind_then_the_plans(own, of_kind, expected):
    assert limits_of(plan(limits={"company": of_kind}), party(1, maximum=own)) == expected


def test_a_way_longer_than_the_gap_takes_empty_slots():
    halls = [MeetingHall(id=1, name={"zh": "甲"}), MeetingHall(id=2, name={"zh": "乙"})]
    tables = [MeetingTable(id=101, hall_id=1, number=1), MeetingTable(id=102, hall_id=2, number=2)]
    for way, empty in ((5, 0), (6, 1), (30, 1), (31, 2)):
        _, instance = made(rows([party(1), party(2)], [], halls=halls, tables=tables, plan=plan(walks=[[1, 2, way]])))
        assert instance.travel == ((0, empty), (empty, 0))


def test_a_closed_table_is_out_of_use_in_the_slots_that_its_closure_touches():
    closure = TableClosure(table_id=102, starts_at=BEGIN + 30 * MINUTES, ends_at=None)
    _, instance = made(rows([party(1), party(2)], [], closures=[closure]))
    assert instance.tables_lost == {(1, 1), (2, 1), (3, 1)}
