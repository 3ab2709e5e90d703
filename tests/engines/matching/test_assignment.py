"""Suggestions are shared out within capacities, and no other way would be worth more."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.engines.matching import DEMAND, Index, Listing, assign_suggestions, rank_all
from eventmgr.engines.matching.assignment import gini
from eventmgr.engines.matching.flow import max_gain_b_matching
from tests.engines.matching.strategies import pools

EDGES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(-3, 20)),
    max_size=9,
    unique_by=lambda edge: edge[:2],
)
ROOMS = st.fixed_dictionaries({name: st.integers(0, 3) for name in "abcxyz"})


def fits(chosen: list[tuple[str, str, int]], rooms: dict[str, int]) -> bool:
    """Whether nobody gets more than there is room for."""
    used = Counter(name for edge in chosen for name in edge[:2])
    return all(count <= rooms[name] for name, count in used.items())


@given(EDGES, ROOMS)
def test_no_other_choice_is_worth_more(edges: list[tuple[str, str, int]], rooms: dict[str, int]):
    left, right = ({name: rooms[name] for name in names} for names in ("abc", "xyz"))
    chosen = [edges[number] for number in max_gain_b_matching(edges, left, right)]
    choices = (some for size in range(len(edges) + 1) for some in combinations(edges, size) if fits(list(some), rooms))

    assert fits(chosen, rooms)
    assert sum(edge[2] for edge in chosen) == max(sum(edge[2] for edge in some) for some in choices)


@given(EDGES, ROOMS)
def test_it_is_never_worth_less_than_taking_the_best_first(edges: list[tuple[str, str, int]], rooms: dict[str, int]):
    left, right = ({name: rooms[name] for name in names} for names in ("abc", "xyz"))
    greedy: list[tuple[str, str, int]] = []
    for edge in sorted(edges, key=lambda one: -one[2]):
        if edge[2] > 0 and fits([*greedy, edge], rooms):
            greedy.append(edge)
    chosen = [edges[number] for number in max_gain_b_matching(edges, left, right)]

    assert sum(edge[2] for edge in chosen) >= sum(edge[2] for edge in greedy)


@given(pools(), st.integers(0, 3), st.integers(0, 3), st.booleans())
def test_capacities_hold_and_the_loss_is_told(pool: list[Listing], demands: int, supplies: int, together: bool):
    matches = [one for ranking in rank_all(Index(pool), DEMAND) for one in ranking.matches]
    shares = assign_suggestions(matches, demands=demands, supplies=supplies, by_organization=together)
    names = (lambda listing: listing.org) if together else (lambda listing: listing.id)
    left = Counter(names(one.demand.listing) for one in shares.matches)
    right = Counter(names(one.supply.listing) for one in shares.matches)

    assert max(left.values(), default=0) <= demands
    assert max(right.values(), default=0) <= supplies
    assert shares.score == pytest.approx(sum(one.score for one in shares.matches))
    assert -1e-9 <= shares.loss <= 1
    assert len({(one.demand.listing.id, one.supply.listing.id) for one in shares.matches}) == len(shares.matches)


@given(pools(), st.integers(0, 2))
def test_more_room_is_never_worth_less(pool: list[Listing], room: int):
    matches = [one for ranking in rank_all(Index(pool), DEMAND) for one in ranking.matches]

    assert assign_suggestions(matches, supplies=room).score <= assign_suggestions(
        matches, supplies=room + 1
    ).score + 0.001 * len(matches)


def test_gini_is_zero_for_alike_and_grows_with_inequality():
    assert (gini([2, 2, 2]), gini([0, 0, 3]), gini([])) == (0, pytest.approx(2 / 3), 0.0)


def test_rooms_may_differ_by_listing():
    pool = [Listing(f"D{number}", DEMAND, topic="iot", title="设备联网采集") for number in range(3)]
    pool.append(Listing("S1", "supply", topic="iot", title="数据采集网关"))
    matches = [one for ranking in rank_all(Index(pool), DEMAND) for one in ranking.matches]

    assert len(assign_suggestions(matches, supplies={"S1": 2}).matches) == 2
    assert len(assign_suggestions(matches, supplies=lambda _id: 1).matches) == 1
