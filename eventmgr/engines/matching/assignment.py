"""Sharing out suggestions: each side gets at most as many as it can use, and the sum of the scores is the largest.

A b-matching: every listing has a capacity, listings of one organization may share one, and a pair is suggested at most
once. It is solved exactly, as a flow of least cost (`flow.max_gain_b_matching`). Without capacities the best-known
companies would get all the requests; what fairness costs in score is reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eventmgr.engines.matching.flow import max_gain_b_matching
from eventmgr.engines.matching.listings import Listing
from eventmgr.engines.matching.ranking import Match

_FINE = 1_000
"""Scores are counted in thousandths."""

Capacity = int | Mapping[str, int] | Callable[[str], int]


@dataclass(frozen=True)
class Assignment:
    """Who is suggested to whom, and what became of the score."""

    matches: tuple[Match, ...]
    """Best first."""
    score: float
    """Sum of the scores."""
    score_unlimited: float
    """Sum if each demand simply got its best and nobody on the other side were full."""
    concentration_before: float
    """Gini coefficient of how often each supplier is suggested without capacities: 0 all alike, 1 one gets all."""
    concentration: float
    most_before: int
    """Suggestions of the most wanted supplier without capacities."""
    most: int

    @property
    def loss(self) -> float:
        """Share of the unlimited score that the capacities cost, 0 to 1."""
        return 1 - self.score / self.score_unlimited if self.score_unlimited else 0.0


def assign_suggestions(
    matches: Iterable[Match],
    *,
    demands: Capacity = 3,
    supplies: Capacity = 3,
    by_organization: bool = False,
) -> Assignment:
    """Choose among `matches` so that no side gets more than it can use and the sum of scores is the largest possible.

    Args:
        matches: the suggestions to choose from, usually those of `rank_all` that reach the threshold.
        demands: how many suggestions a demand can use: one number, a number by id, or a function of the id.
        supplies: the same for a supply.
        by_organization: capacities count for each organization's demands together and supplies together; ids are then
            the organizations' names. A listing without a name counts for itself.
    """
    known = {(pair.demand.listing.id, pair.supply.listing.id): pair for pair in matches}
    pairs = sorted(known.values(), key=_order)
    left = _holders([_holder(pair.demand.listing, by_organization=by_organization) for pair in pairs], demands)
    right = _holders([_holder(pair.supply.listing, by_organization=by_organization) for pair in pairs], supplies)
    edges = [
        (
            _holder(pair.demand.listing, by_organization=by_organization),
            _holder(pair.supply.listing, by_organization=by_organization),
            round(pair.score * _FINE),
        )
        for pair in pairs
    ]
    chosen = [pairs[number] for number in max_gain_b_matching(edges, left, right)]
    free = _unlimited(pairs, left, by_organization=by_organization)
    everyone = sorted({pair.supply.listing.id for pair in pairs})
    before, after = (Counter(pair.supply.listing.id for pair in some) for some in (free, chosen))
    return Assignment(
        tuple(chosen),
        sum(pair.score for pair in chosen),
        sum(pair.score for pair in free),
        gini([before[supply] for supply in everyone]),
        gini([after[supply] for supply in everyone]),
        max(before.values(), default=0),
        max(after.values(), default=0),
    )


def _order(pair: Match) -> tuple[float, str, str]:
    return -pair.score, pair.demand.listing.id, pair.supply.listing.id


def _holder(listing: Listing, *, by_organization: bool) -> str:
    return listing.org if by_organization and listing.org else listing.id


def _holders(names: Sequence[str], capacity: Capacity) -> dict[str, int]:
    def room(name: str) -> int:
        if callable(capacity):
            return capacity(name)
        return capacity if isinstance(capacity, int) else capacity.get(name, 0)

    return {name: max(0, room(name)) for name in sorted(set(names))}


def _unlimited(pairs: Sequence[Match], left: Mapping[str, int], *, by_organization: bool) -> list[Match]:
    """The best of each demand up to its capacity, whoever else is given the same."""
    used: Counter[str] = Counter()
    free = []
    for pair in pairs:
        holder = _holder(pair.demand.listing, by_organization=by_organization)
        if used[holder] < left[holder]:
            used[holder] += 1
            free.append(pair)
    return free


def gini(counts: Sequence[int]) -> float:
    """The Gini coefficient of `counts`: 0 where all have the same, towards 1 where one has everything."""
    total, size = sum(counts), len(counts)
    if not total:
        return 0.0
    return sum((2 * rank - size - 1) * count for rank, count in enumerate(sorted(counts), 1)) / (size * total)
