"""Proved bounds on breaks against every timetable of tiny instances."""

from __future__ import annotations

import importlib
import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.lower_bounds import conflicts, person_bounds
from eventmgr.engines.scheduling.lower_bounds.patterns import Fitting, fewest_gaps, patterns
from eventmgr.engines.scheduling.problem import lower
from tests.soak import seeds, times

from .. import brute_force, laws, strategies

module = importlib.import_module("eventmgr.engines.scheduling.lower_bounds.conflicts")


def _bound(instance: Instance) -> tuple[int, list[frozenset[int]]]:
    problem = lower(instance)
    held = [not meeting.cancelled for meeting in instance.meetings]
    fewest = person_bounds(problem, list(problem.ends), held)
    return fewest.total, conflicts(problem, fewest)


def _optimum(instance: Instance) -> int | None:
    """Fewest breaks of the timetables that hold every meeting; None: there is none."""
    complete = [one for one in brute_force.timetables(instance) if len(one) == len(instance.meetings)]
    return min((laws.figures(instance, one)["breaks"] for one in complete), default=None)


def _tight(seed: int) -> Instance:
    """Four or five people, a quarter of them away in each slot: groups in conflict are common."""
    lot = random.Random(seed)
    people, slots = lot.randint(4, 5), lot.randint(3, 4)
    pairs = list(combinations(range(people), 2))
    absent = [frozenset(slot for slot in range(slots) if lot.random() < 0.25) for _ in range(people)]
    meetings = [Meeting(a, b) for a, b in lot.sample(pairs, lot.randint(3, 5))]
    return Instance(tuple(Participant(absent=away) for away in absent), slots, (3,) * slots, tuple(meetings))


@settings(max_examples=times(200), deadline=None)
@given(strategies.seated(people=5, slots=5, meetings=5, least=2))
def test_the_bound_is_never_above_the_optimum(instance):
    optimum = _optimum(instance)
    total, groups = _bound(instance)

    assert optimum is None or total + len(groups) <= optimum


@settings(max_examples=times(400), deadline=None)
@given(st.integers(0, 10**6))
def test_the_bound_is_never_above_the_optimum_where_people_are_in_each_others_way(seed):
    instance = _tight(seed)
    optimum = _optimum(instance)
    total, groups = _bound(instance)

    assert optimum is None or total + len(groups) <= optimum
    assert sum(map(len, groups)) == len(frozenset().union(*groups))


def _in_conflict() -> Instance:
    """A triangle in which person 2 is away in the middle: nobody needs a break alone, somebody has one."""
    absent = [{1}, set(), {2}]
    people = tuple(Participant(absent=frozenset(away)) for away in absent)
    return Instance(people, 4, (3,) * 4, tuple(Meeting(a, b) for a, b in ((0, 2), (1, 2), (0, 1))))


def test_people_in_each_others_way_add_a_break():
    instance = _in_conflict()

    total, groups = _bound(instance)

    assert (total, groups) == (0, [frozenset({0, 2})])
    assert _optimum(instance) == 1


def test_without_time_to_look_no_group_is_claimed(monkeypatch):
    monkeypatch.setattr(module, "MOST_WORK", 0)

    assert _bound(_in_conflict()) == (0, [])


@pytest.mark.soak
@pytest.mark.parametrize("limit", ["MOST_WORK", "MOST_PATTERNS"])
def test_wherever_the_looking_ends_no_group_too_many_is_claimed(limit, monkeypatch):
    """What is not looked at counts as possible: in the lists of partners, and in that of the person itself."""
    for seed in seeds(300):
        instance = _tight(seed)
        full = len(_bound(instance)[1])
        for amount in range(0, 40, 3):
            with monkeypatch.context() as patch:
                patch.setattr(module, limit, amount)
                assert len(_bound(instance)[1]) <= full


def test_a_night_between_two_slots_is_no_gap():
    instance = replace(_in_conflict(), days=(0, 2))

    assert _bound(instance)[0] == 0
    assert _bound(instance)[1] == []


def test_a_hole_in_the_presence_costs_a_break():
    people = (Participant(absent=frozenset({1})), *(Participant() for _ in range(2)))
    instance = Instance(people, 3, (3,) * 3, (Meeting(0, 1), Meeting(0, 2)))

    assert _bound(instance)[0] == _optimum(instance) == 1


def test_a_partner_who_is_there_only_at_the_edges_costs_a_break():
    """The two slots that are left to the pair of meetings lie apart, though the person is there all the time."""
    people = (Participant(), Participant(absent=frozenset({1, 2})), Participant(absent=frozenset({0, 1})))
    instance = Instance(people, 4, (3,) * 4, (Meeting(0, 1), Meeting(0, 2)))
    narrow = replace(instance, participants=(people[0], Participant(absent=frozenset({1, 2, 3})), people[2]))

    assert _bound(instance)[0] == _optimum(instance) == 0
    assert _bound(narrow)[0] == _optimum(narrow) == 1


@pytest.mark.parametrize("runs", [0, 1, 2, 3])
@given(st.integers(0, 255), st.integers(0, 8))
def test_patterns_are_all_sets_of_slots_with_so_few_runs(runs, present, meetings):
    wanted = [
        mask
        for mask in range(256)
        if not mask & ~present and mask.bit_count() == meetings and (mask & ~(mask << 1)).bit_count() <= runs
    ]

    assert sorted(patterns(8, present, meetings, runs)) == wanted


@given(st.integers(1, 255), st.integers(1, 8), st.integers(0, 7))
def test_fewest_gaps_is_the_least_of_all_sets(present, meetings, night):
    gaps = Gaps(lower(Instance((Participant(), Participant()), 8, (1,) * 8, (), days=(0, night) if night else (0,))))
    every = [mask for mask in range(256) if not mask & ~present and mask.bit_count() == meetings]

    if every:
        assert fewest_gaps(gaps, present, meetings) == min(map(gaps.breaks, every))


@given(st.lists(st.integers(0, 31), min_size=1, max_size=5), st.integers(0, 31))
def test_fitting_is_a_place_for_everyone(allowed, pattern):
    def fit(left: list[int], free: int) -> bool:
        return not left or any(fit(left[1:], free & ~(1 << slot)) for slot in range(5) if left[0] & free & 1 << slot)

    assert Fitting(allowed).fits(pattern) == fit(allowed, pattern)
