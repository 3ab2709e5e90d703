"""Exchanges work, and those that are said to be the cheapest are, against every timetable that there is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.explaining.exchanges import Exchange, Exchanges, with_exchanges
from eventmgr.engines.scheduling.explaining.reasons import reasons
from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.placement import place
from eventmgr.engines.scheduling.problem import lower
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable
from tests.soak import times

from .. import brute_force, strategies

many = settings(max_examples=times(120), deadline=None, suppress_health_check=list(HealthCheck))
SIZE = {"people": 5, "slots": 4, "meetings": 6, "least": 3}


def placed(instance: Instance) -> Timetable:
    return place(lower(instance), budget=50)


def found(timetable: Timetable) -> list[Exchange]:
    looking = Exchanges(timetable.problem, timetable)
    asked = timetable.problem.instance.meetings
    exchanges = [looking.cheapest(m) for m in timetable.unscheduled() if not asked[m].cancelled]
    return [exchange for exchange in exchanges if exchange is not None]


def slots_after(timetable: Timetable, exchange: Exchange) -> dict[int, int]:
    slots = {m: slot for m, slot in enumerate(timetable.slot) if slot != NOWHERE and m not in exchange.drop}
    assert all(timetable.slot[m] == before for m, before, _ in exchange.move)
    return slots | {m: after for m, _, after in exchange.move} | {exchange.meeting: exchange.slot}


def owed(instance: Instance, held) -> int:
    counts = Counter(side for m in held for side in (instance.meetings[m].a, instance.meetings[m].b))
    return sum(max(0, one.minimum - counts[number]) for number, one in enumerate(instance.participants))


@many
@given(strategies.seated(**SIZE))
def test_an_exchange_gives_a_timetable_that_exists_and_costs_what_it_says(instance):
    timetable = placed(instance)
    exchanges = found(timetable)
    possible = [{one.meeting: one.slot for one in places} for places in brute_force.timetables(instance)]

    for exchange in exchanges:
        assert slots_after(timetable, exchange) in possible
        assert exchange.cost == sum(instance.meetings[m].weight for m in exchange.drop)


@many
@given(strategies.seated(**SIZE))
def test_no_cheaper_one_exists_where_that_is_said_and_none_where_none_is_found(instance):
    timetable = placed(instance)
    exchanges = {exchange.meeting: exchange for exchange in found(timetable)}
    before = {m: slot for m, slot in enumerate(timetable.slot) if slot != NOWHERE}

    for meeting in timetable.unscheduled():
        costs = [
            (sum(instance.meetings[m].weight for m in before if m not in after), moves)
            for places in brute_force.timetables(instance)
            if meeting in (after := {one.meeting: one.slot for one in places})
            and not after.keys() - before.keys() - {meeting}
            and owed(instance, after) <= owed(instance, before)
            for moves in [sum(after.get(m, slot) != slot for m, slot in before.items())]
        ]
        exchange = exchanges.get(meeting)
        assert (exchange is None) == (not costs)
        if exchange is not None:
            cost = exchange.cost, sum(here != there for _, here, there in exchange.move)
            assert cost >= min(costs)
            assert not exchange.proved or cost == min(costs)


@many
@given(strategies.rich(meetings=8), st.integers(0, 200))
def test_looking_for_exchanges_changes_nothing(instance, nodes):
    timetable = placed(instance)
    slots, ends, busy = list(timetable.slot), list(timetable.ends), list(timetable.busy)
    told = reasons(timetable.problem, timetable)
    with_exchanges(timetable.problem, timetable, told, nodes=nodes)

    assert (timetable.slot, timetable.ends, timetable.busy) == (slots, ends, busy)
    assert reasons(timetable.problem, timetable) == told


def test_the_light_meeting_makes_way_for_a_missing_one():
    instance = Instance((Participant(),) * 3, 1, (1,), (Meeting(0, 1, weight=2), Meeting(0, 2, weight=5)))
    timetable = Timetable(lower(instance))
    timetable.place(1, 0)
    (unscheduled,) = with_exchanges(timetable.problem, timetable, reasons(timetable.problem, timetable))

    assert unscheduled.reason == "participant_full"
    assert unscheduled.detail["exchange"] == {"slot": 0, "drop": [1], "move": [], "cost": 5, "proved": True}


def test_when_time_runs_out_the_heaviest_has_been_looked_at_first(monkeypatch):
    asked = (Meeting(0, 1, 9), Meeting(0, 2, 2), Meeting(0, 3, 5), Meeting(0, 4, 3))
    timetable = Timetable(lower(Instance((Participant(),) * 5, 1, (2,), asked)))
    timetable.place(0, 0)
    told = reasons(timetable.problem, timetable)
    readings = iter((0.0, 2.0, 2.0))
    monkeypatch.setattr("eventmgr.engines.scheduling.explaining.exchanges.time.monotonic", lambda: next(readings))
    unscheduled = with_exchanges(timetable.problem, timetable, told, deadline=1.0)

    assert [one.meeting for one in unscheduled] == [1, 2, 3]
    assert [one.meeting for one in unscheduled if "exchange" in one.detail] == [2]


def test_another_pair_gives_up_its_table():
    instance = Instance((Participant(),) * 4, 1, (1,), (Meeting(0, 1), Meeting(2, 3)))
    timetable = Timetable(lower(instance))
    timetable.place(1, 0)
    (unscheduled,) = with_exchanges(timetable.problem, timetable, reasons(timetable.problem, timetable))

    assert unscheduled.reason == "tables_full"
    assert unscheduled.detail["exchange"] == {"slot": 0, "drop": [1], "move": [], "cost": 1, "proved": True}


def test_what_must_come_before_moves_earlier_so_that_the_missing_one_can_follow():
    instance = Instance(
        (Participant(),) * 2, 2, (1, 1), (Meeting(0, 1), Meeting(0, 1, after=(0,)), Meeting(0, 1, weight=2))
    )
    timetable = Timetable(lower(instance))
    timetable.place(2, 0)
    timetable.place(0, 1)
    (unscheduled,) = with_exchanges(timetable.problem, timetable, reasons(timetable.problem, timetable))

    assert unscheduled.meeting == 1
    assert unscheduled.detail["exchange"] == {"slot": 1, "drop": [2], "move": [[0, 1, 0]], "cost": 2, "proved": True}


def test_a_guaranteed_meeting_is_not_given_up():
    people = (Participant(), Participant(), Participant(minimum=1))
    instance = Instance(people, 1, (1,), (Meeting(0, 1), Meeting(0, 2)))
    timetable = Timetable(lower(instance))
    timetable.place(1, 0)

    assert Exchanges(timetable.problem, timetable).cheapest(0) is None


def test_locked_and_past_meetings_are_left_alone():
    instance = Instance(
        (Participant(),) * 3, 2, (1, 1), (Meeting(0, 1), Meeting(0, 2), Meeting(0, 1, locked=True)), now=1
    )
    timetable = Timetable(lower(instance))
    timetable.place(1, 0)
    timetable.place(2, 1)

    assert Exchanges(timetable.problem, replace_window(timetable, 0, 2)).cheapest(0) is None


def replace_window(timetable: Timetable, meeting: int, window: int) -> Timetable:
    """The same timetable where a meeting may only be held in the slots of a mask, as a repair has it."""
    windows = list(timetable.problem.window)
    windows[meeting] = window
    timetable.problem = replace(timetable.problem, window=tuple(windows))
    return timetable
