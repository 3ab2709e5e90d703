"""Batches against every way to place people: nobody beyond the capacity, few moves, delegations together, batches alike."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.programme.study_visits.batching import (
    Fault,
    NoRoomError,
    Place,
    Problem,
    Visitor,
    Why,
    assign,
    batches_needed,
    faults_of,
    reasons_of,
)
from tests.soak import times


@st.composite
def problems(draw) -> Problem:
    """At most six visitors of three delegations, some of whom are placed, some locked."""
    visitors = [
        Visitor(number, draw(st.sampled_from(("a", "b", "c", "")))) for number in range(draw(st.integers(1, 6)))
    ]
    number = draw(st.integers(1, 3))
    places = st.builds(Place, st.integers(0, number), st.booleans())
    now = {visitor.id: draw(places) for visitor in visitors if draw(st.booleans())}
    return Problem(visitors, draw(st.integers(1, 6)), number, now)


def cost(problem: Problem, batches: dict[int, int]) -> tuple[int, int, int] | None:
    """What a placement costs, judged by itself; None: it is not possible."""
    sizes = Counter(batches.values())
    if max(sizes.values()) > problem.capacity:
        return None
    now = {number: place for number, place in problem.now.items() if place.batch < problem.number}
    if any(place.is_locked and batches[number] != place.batch for number, place in now.items()):
        return None
    moves = sum(batches[number] != place.batch for number, place in now.items())
    units = {visitor.unit for visitor in problem.visitors if visitor.unit}
    parts = sum(len({batches[one.id] for one in problem.visitors if one.unit == unit}) - 1 for unit in units)
    return moves, parts, max(sizes.values()) - min(sizes[batch] for batch in range(problem.number))


@settings(max_examples=times(400), deadline=None)
@given(problems())
def test_no_other_placement_is_better(problem: Problem):
    ids = [visitor.id for visitor in problem.visitors]
    ways = (dict(zip(ids, way, strict=True)) for way in product(range(problem.number), repeat=len(ids)))
    costs = [told for way in ways if (told := cost(problem, way)) is not None]
    try:
        found = assign(problem)
    except NoRoomError:
        assert costs == []
        return

    assert found.is_proved
    assert cost(problem, dict(found.batches)) == min(costs)
    assert Counter(found.batches.values()) == +Counter(dict(enumerate(found.sizes)))
    assert faults_of(Problem(problem.visitors, problem.capacity, problem.number, {
        number: Place(batch) for number, batch in found.batches.items()
    })) == {}  # fmt: skip


@settings(max_examples=times(30), deadline=None)
@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 4)), min_size=5, max_size=34), st.integers(10, 60))
def test_large_lists_are_placed_within_the_capacity(units: list[tuple[int, int]], capacity: int):
    visitors = [
        Visitor(rank * 100 + one, f"u{rank}") for rank, (size, _locked) in enumerate(units) for one in range(size)
    ]
    number = batches_needed(len(visitors), capacity)
    found = assign(Problem(visitors, capacity, number))

    assert set(found.batches) == {visitor.id for visitor in visitors}
    assert max(found.sizes) <= capacity


def test_e3_goes_to_the_laboratory_in_two_batches_with_delegations_together():
    visitors = [Visitor(unit * 10 + one, f"u{unit}") for unit in range(12) for one in range(3)]
    problem = Problem(visitors, 30, batches_needed(36, 30))
    found = assign(problem)

    assert (found.sizes, found.parted, found.is_proved) == ((18, 18), (), True)
    assert set(reasons_of(problem, found).values()) == {Why.TOGETHER}


def test_a_changed_list_says_what_it_breaks_and_few_people_move():
    visitors = [Visitor(unit * 10 + one, f"u{unit}") for unit in range(4) for one in range(3)]
    placed = assign(Problem(visitors, 6, 2)).batches
    now = {number: Place(batch) for number, batch in placed.items()}
    changed = [visitor for visitor in visitors if visitor.id != 0] + [Visitor(99, "u1")]
    problem = Problem(changed, 6, 2, now)
    told = faults_of(problem)
    repair = assign(problem)

    assert told == {Fault.LEFT: [0], Fault.WITHOUT: [99]}
    assert len(repair.moved) == 0
    assert max(repair.sizes) <= 6
    smaller = Problem(changed, 4, 3, {number: place for number, place in now.items() if number})
    assert faults_of(smaller)[Fault.OVERFULL] == [0, 1]
    assert len(assign(smaller).moved) == 3


def test_who_is_locked_beyond_the_capacity_cannot_be_placed():
    visitors = [Visitor(number, "a") for number in range(3)]

    with pytest.raises(NoRoomError):
        assign(Problem(visitors, 2, 2, {number: Place(0, is_locked=True) for number in range(3)}))
