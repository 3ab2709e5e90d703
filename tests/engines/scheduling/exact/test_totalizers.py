"""Trees of sums without a solver: the constraints are written down and tried with every choice of literals."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.exact.totalizers import clusters_of, count
from eventmgr.engines.scheduling.problem import lower
from tests.soak import times

from .. import strategies

pytestmark = pytest.mark.one_engine


class Written:
    """Stands for a model: unknowns with bounds, and equations over them."""

    def __init__(self, literals: int) -> None:
        self.bounds: list[tuple[int, int]] = [(0, 1)] * literals
        self.equations: list[list[tuple[int, int]]] = []

    def integer(self, low: int, high: int) -> int:
        self.bounds.append((low, high))
        return len(self.bounds) - 1

    def between(self, terms: list[tuple[int, int]], low: int, high: int) -> None:
        assert (low, high) == (0, 0)
        self.equations.append(terms)

    def solved(self, literals: tuple[int, ...]) -> list[int] | None:
        """The values of all unknowns; None where an equation leads beyond a bound."""
        values = [*literals]
        for (total, _one), *parts in self.equations:
            assert total == len(values), "each equation says what the next unknown is"
            values.append(-sum(factor * values[unknown] for unknown, factor in parts))
            low, high = self.bounds[total]
            if not low <= values[-1] <= high:
                return None
        return values


@given(st.integers(1, 7), st.integers(0, 7))
def test_a_tree_counts_its_literals_and_allows_no_more_than_the_most(number: int, most: int):
    model = Written(number)
    total = count(model, list(range(number)), most)  # type: ignore[arg-type]

    for literals in product((0, 1), repeat=number):
        values = model.solved(literals)
        if sum(literals) <= most or number == 1:
            assert values is not None and values[total] == sum(literals)
        else:
            assert values is None
    assert len(model.equations) == number - 1
    assert all(high <= max(most, 1) for _low, high in model.bounds)


@settings(max_examples=times(150), deadline=None)
@given(strategies.seated(people=5, slots=5, meetings=9))
def test_meetings_of_a_cluster_share_somebody_and_every_meeting_is_in_one(instance):
    problem = lower(instance)
    meetings = [m for m, asked in enumerate(instance.meetings) if not asked.cancelled]
    clusters = clusters_of(problem, meetings)

    assert sorted(m for cluster in clusters for m in cluster) == meetings
    for cluster in clusters:
        certain = [{side[0] for side in problem.choices[m] if len(side) == 1} for m in cluster]
        assert len(cluster) == 1 or set.intersection(*certain)
    sizes = [len(cluster) for cluster in clusters]
    assert not sizes or sizes[0] == max(sizes), "the largest group first, so that there are few"
