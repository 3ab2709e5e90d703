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

from eventmgr.engines.matching.candidates import select_candidates
from eventmgr.engines.matching.evidence import Evidence, Query, prepare_query, weigh_evidence
from eventmgr.engines.matching.index import Document, Index
from eventmgr.engines.matching.listings import DEMAND, SUPPLY

_MOST_TO_ONE = 60


@dataclass(frozen=True)
class Match:
    """A demand and a supply with what speaks for them."""

    demand: Document
    supply: Document
    score: float
    """Probability of being a match, 0 to 1."""
    evidence: Evidence


@dataclass(frozen=True)
class Ranking:
    """The best of the other side for one listing."""

    asked_for: Document
    matches: tuple[Match, ...]
    """Best first; equal ones by the id of the other."""
    collection_size: int
    """How many listings the other side has."""
    threshold: float
    """Score of a match that is worth suggesting."""
    chance: float = 0.0
    """Probability that any of the other side fits, where one is expected to."""
    line: float = 1.0
    """The chance that is enough where no match reaches the threshold."""

    @property
    def has_good_match(self) -> bool:
        """Whether the best reaches the threshold, or the chance its line; if not, the matches are merely the nearest
        ones."""
        return bool(self.matches) and (self.matches[0].score >= self.threshold or self.chance >= self.line)

    @property
    def good(self) -> tuple[Match, ...]:
        """Those that reach the threshold, and the best of a pool with a good match."""
        reach = tuple(match for match in self.matches if match.score >= self.threshold)
        return reach or (self.matches[:1] if self.has_good_match else ())


def score(index: Index, evidence: Evidence) -> float:
    """The probability of being a match that the evidence leaves."""
    return 1 / (1 + math.exp(-_log_odds(index, evidence)))


def _log_odds(index: Index, evidence: Evidence) -> float:
    odds = evidence.total / index.weights.temperature + _prior(index)
    return max(-50.0, min(50.0, odds))


def _prior(index: Index) -> float:
    """Logarithm of the odds of a pair before any evidence."""
    return -math.log(min(max(len(index.collections[SUPPLY]), 2), _MOST_TO_ONE))


def match(index: Index, demand: Document, supply: Document) -> Match:
    """Compare one demand with one supply."""
    return _match(index, _query_of(index, demand), supply)


def _query_of(index: Index, demand: Document) -> Query:
    """The demand prepared; kept until the next listing comes, since each changes what is rare."""
    version, known = index.prepared.get(demand.listing.id, (-1, None))
    if version == len(index) and known.document is demand:
        return cast(Query, known)
    query = prepare_query(index, demand)
    index.prepared[demand.listing.id] = len(index), query
    return query


def _match(index: Index, query: Query, supply: Document) -> Match:
    evidence = weigh_evidence(index, query, supply)
    return Match(query.document, supply, score(index, evidence), evidence)


def supplies_for(index: Index, demand: Document, *, top: int = 10) -> Ranking:
    """The `top` supplies for a demand, which need not stand in the index itself."""
    query = _query_of(index, demand)
    collection = index.collections[SUPPLY]
    weighed = [_match(index, query, supply) for supply in select_candidates(index, demand, collection, query=query)]
    best = heapq.nsmallest(top, weighed, key=lambda pair: (-pair.score, pair.supply.listing.id))
    return _ranking(index, demand, best, weighed)


def demands_for(index: Index, supply: Document, *, top: int = 10) -> Ranking:
    """The `top` demands for a supply, which need not stand in the index itself."""
    collection = index.collections[DEMAND]
    weighed = [match(index, demand, supply) for demand in select_candidates(index, supply, collection)]
    best = heapq.nsmallest(top, weighed, key=lambda pair: (-pair.score, pair.demand.listing.id))
    return _ranking(index, supply, best, weighed)


def _ranking(index: Index, asked_for: Document, best: list[Match], weighed: list[Match]) -> Ranking:
    weights, size = index.weights, len(index.collections[SUPPLY if asked_for.listing.is_demand else DEMAND])
    one_in = math.exp(-_prior(index))
    some = math.fsum(math.exp(_log_odds(index, match.evidence)) for match in weighed) * one_in / max(size, 1)
    enough = size / (weights.none_fits if asked_for.topic else weights.none_fits_untold)
    return Ranking(asked_for, tuple(best), size, weights.good_enough, some / (1 + some), enough / (1 + enough))


def rank(index: Index, document: Document, *, top: int = 10) -> Ranking:
    """The other side for a demand or a supply."""
    return (supplies_for if document.listing.is_demand else demands_for)(index, document, top=top)


def rank_all(index: Index, kind: str = DEMAND, *, top: int = 10) -> Iterator[Ranking]:
    """A ranking for every listing of a kind (`demand`, `supply`), in the order of their coming."""
    for document in index.collections[kind].documents:
        yield rank(index, document, top=top)
