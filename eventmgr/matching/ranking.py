"""Supplies for a demand and demands for a supply, best first, and the answer that none fits.

A pair has one score whoever asks: the probability, by the evidence, that it is a match. Before any evidence one supply
of the pool is expected to fit (one in sixty, where the pool is larger than that).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from eventmgr.matching.candidates import near
from eventmgr.matching.evidence import Asking, Evidence, ask, weigh
from eventmgr.matching.index import Entry, Index
from eventmgr.matching.listings import DEMAND, SUPPLY

_MOST_TO_ONE = 60


@dataclass(frozen=True)
class Match:
    """A demand and a supply with what speaks for them."""

    demand: Entry
    supply: Entry
    score: float
    """Probability of being a match, 0 to 1."""
    evidence: Evidence


@dataclass(frozen=True)
class Ranking:
    """The best of the other side for one listing."""

    asker: Entry
    matches: tuple[Match, ...]
    """Best first; equal ones by the id of the other."""
    pool: int
    """How many listings the other side has."""
    threshold: float

    @property
    def has_good_match(self) -> bool:
        """Whether the best reaches the threshold; if not, the matches are merely the nearest ones."""
        return bool(self.matches) and self.matches[0].score >= self.threshold

    @property
    def good(self) -> tuple[Match, ...]:
        """Those that reach the threshold."""
        return tuple(match for match in self.matches if match.score >= self.threshold)


def score(index: Index, evidence: Evidence) -> float:
    """The probability of being a match that the evidence leaves."""
    prior = -math.log(min(max(len(index.sides[SUPPLY]), 2), _MOST_TO_ONE))
    odds = evidence.total / index.weights.temperature + prior
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))


def match(index: Index, demand: Entry, supply: Entry) -> Match:
    """One pair, weighed."""
    return _match(index, _asking(index, demand), supply)


def _asking(index: Index, demand: Entry) -> Asking:
    """The demand prepared; kept until the next listing comes, since each changes what is rare."""
    version, known = index.prepared.get(demand.listing.id, (-1, None))
    if version == len(index) and known.entry is demand:
        return cast(Asking, known)
    asking = ask(index, demand)
    index.prepared[demand.listing.id] = len(index), asking
    return asking


def _match(index: Index, asking: Asking, supply: Entry) -> Match:
    evidence = weigh(index, asking, supply)
    return Match(asking.entry, supply, score(index, evidence), evidence)


def supplies_for(index: Index, demand: Entry, *, top: int = 10) -> Ranking:
    """The `top` supplies for a demand, which need not stand in the index itself."""
    asking = _asking(index, demand)
    side = index.sides[SUPPLY]
    found = (_match(index, asking, supply) for supply in near(index, demand, side, asking=asking))
    best = heapq.nsmallest(top, found, key=lambda one: (-one.score, one.supply.listing.id))
    return Ranking(demand, tuple(best), len(side), index.weights.good_enough)


def demands_for(index: Index, supply: Entry, *, top: int = 10) -> Ranking:
    """The `top` demands for a supply, which need not stand in the index itself."""
    side = index.sides[DEMAND]
    found = (match(index, demand, supply) for demand in near(index, supply, side))
    best = heapq.nsmallest(top, found, key=lambda one: (-one.score, one.demand.listing.id))
    return Ranking(supply, tuple(best), len(side), index.weights.good_enough)


def rank(index: Index, entry: Entry, *, top: int = 10) -> Ranking:
    """The other side for a demand or a supply."""
    return (supplies_for if entry.listing.is_demand else demands_for)(index, entry, top=top)


def rank_all(index: Index, kind: str = DEMAND, *, top: int = 10) -> Iterator[Ranking]:
    """A ranking for every listing of a kind (`demand`, `supply`), in the order of their coming."""
    for entry in index.sides[kind].entries:
        yield rank(index, entry, top=top)
