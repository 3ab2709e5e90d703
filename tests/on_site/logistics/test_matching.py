"""The heaviest set of pairs, held against trying everything."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.on_site.logistics.arranging.matching import heaviest_pairs
from tests.soak import times

GRAPHS = st.integers(2, 9).flatmap(
    lambda n: st.dictionaries(
        st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda pair: pair[0] < pair[1]),
        st.sampled_from((1, 2, 3, 10, 1000)),
    )
)


def by_trying(weights):
    """The greatest sum of weights of pairs that share nobody."""

    @cache
    def best(left):
        if not left:
            return 0
        one, rest = left[0], left[1:]
        found = best(rest)
        for index, other in enumerate(rest):
            if (one, other) in weights:
                found = max(found, weights[one, other] + best(rest[:index] + rest[index + 1 :]))
        return found

    return best(tuple(sorted({one for pair in weights for one in pair})))


@settings(max_examples=times(600))
@given(GRAPHS)
def test_no_other_pairs_weigh_more(weights):
    pairs = heaviest_pairs(weights)
    people = [one for pair in pairs for one in pair]
    assert len(people) == len(set(people))
    assert sum(weights[pair] for pair in pairs) == by_trying(weights)


def test_an_odd_circle_of_wishes_pairs_all_but_one():
    ring = {(index, (index + 1) % 5) if index < 4 else (0, 4): 1 for index in range(5)}
    assert len(heaviest_pairs(ring)) == 2


def test_where_all_are_alike_neighbours_share():
    alike = {(a, b): 5 for a in range(1, 7) for b in range(a + 1, 7)}
    assert heaviest_pairs(alike) == [(1, 2), (3, 4), (5, 6)]
