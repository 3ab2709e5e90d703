"""What speaks for a pair and what against it, part by part, in natural logarithms of odds.

The model of record linkage (Fellegi and Sunter, 1969): an agreement counts as the logarithm of how much likelier it is
among true pairs than among pairs by chance. What happens by chance is counted in the pool itself, so a topic that few
share says more than one that many share. A demand and a supply have one score, whichever of them asks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from eventmgr.engines.matching.embedding import cosine_similarity, similarity_by_chance
from eventmgr.engines.matching.index import Document, Index
from eventmgr.engines.matching.listings import SUPPLY
from eventmgr.engines.matching.topics import all_topics, tree_distance

_MOST_MEANING = 4.0
"""Closeness beyond so many standard deviations says no more."""


@dataclass(frozen=True)
class Part:
    """One piece of evidence: of what kind, how much, and by what."""

    kind: str
    """`topic`, `concept`, `thing`, `text`, `serves`, `theme`, `side`, `meaning`, or `nothing_shared`."""
    value: float
    about: tuple[str, ...] = ()
    """The topics, the concept's key, the shared terms (weightiest first), the sector."""


@dataclass(frozen=True)
class Evidence:
    """All parts for one demand and one supply."""

    parts: tuple[Part, ...]

    @property
    def total(self) -> float:
        """The sum of all parts of the score."""
        return sum(part.value for part in self.parts)


@dataclass
class Query:
    """A demand prepared for meeting many supplies: what does not depend on the supply."""

    document: Document
    topic_odds: dict[str, float]
    """Topic of a supply → how much likelier it is in a true pair than by chance."""
    term_weights: dict[str, float]
    mean: float
    deviation: float
    chances: dict[str, float]
    """Concept → share of the supplies that speak of it."""
    wants_cure: bool = False
    """Whether it speaks of any concept that is more than a thing."""
    sector_odds: tuple[float, float] = (0.0, 0.0)
    """What it says that a supply names things of the demander's sector, and that it names only those of other
    sectors."""
    meaning: tuple[float, float] | None = None
    """Mean and standard deviation of the closeness of meaning by chance, where vectors are there."""


def prepare_query(index: Index, demand: Document) -> Query:
    """What comparing this demand with supplies needs, worked out once."""
    supplies, weights = index.collections[SUPPLY], index.weights
    term_weights = {term: index.inverse_document_frequency(term) * weight for term, weight in demand.terms.items()}
    mean = variance = 0.0
    for term, term_weight in term_weights.items():
        share = supplies.document_frequency(term)
        mean += term_weight * share
        variance += term_weight * term_weight * share * (1 - share)
    deviation = math.sqrt(variance * weights.overdispersion) or 1.0
    shares = {concept: supplies.concept_frequency(concept) for concept in demand.concept_weights}
    wants_cure = any(not demand.mentions[concept].concept.is_thing for concept in shares)
    return Query(
        demand,
        _topic_odds(index, demand),
        term_weights,
        mean,
        deviation,
        shares,
        wants_cure,
        _sector_odds(index, demand.listing.sector),
        _meaning(index, demand),
    )


def _meaning(index: Index, demand: Document) -> tuple[float, float] | None:
    if demand.vector is None or not index.weights.meaning:
        return None
    documents = index.collections[SUPPLY].documents
    return similarity_by_chance(
        demand.vector, ((document.listing.id, document.vector) for document in documents if document.vector is not None)
    )


def _topic_odds(index: Index, demand: Document) -> dict[str, float]:
    odds = dict.fromkeys(all_topics(), 1 - sum(demand.topic_distribution.values()))
    for meant, share in demand.topic_distribution.items():
        for topic, ratio in index.likelihood_ratios(meant).items():
            odds[topic] += share * ratio
    return odds


def weigh_evidence(index: Index, query: Query, supply: Document) -> Evidence:
    """The evidence for a prepared demand and a supply."""
    parts = [
        _topic(query, supply),
        *_concepts(index, query, supply),
        _text(index, query, supply),
        *_fields(index, query, supply),
    ]
    if query.meaning and query.document.vector is not None and supply.vector is not None:
        mean, deviation = query.meaning
        deviations = (cosine_similarity(query.document.vector, supply.vector) - mean) / deviation
        parts.append(Part("meaning", index.weights.meaning * max(-_MOST_MEANING, min(deviations, _MOST_MEANING))))
    return Evidence(tuple(parts))


def _topic(query: Query, supply: Document) -> Part:
    odds = 1 - sum(supply.topic_distribution.values())
    best, best_value = "", 0.0
    for topic, share in supply.topic_distribution.items():
        value = share * query.topic_odds[topic]
        odds += value
        if value > best_value:
            best, best_value = topic, value
    return Part("topic", math.log(max(odds, 1e-6)), (_meant(query.document, best), best) if best else ())


def _meant(demand: Document, best: str) -> str:
    """The topic of the demand that comes nearest to `best`."""
    return min(
        demand.topic_distribution,
        key=lambda topic: (tree_distance(topic, best), -demand.topic_distribution[topic], topic),
        default="",
    )


def _concepts(index: Index, query: Query, supply: Document) -> list[Part]:
    weights = index.weights
    functions: list[Part] = []
    things: list[Part] = []
    for concept, sure in query.document.concept_weights.items():
        theirs = supply.concept_weights.get(concept)
        if theirs is None:
            continue
        thing = query.document.mentions[concept].concept.is_thing
        met = (weights.shared_thing if thing else weights.shared_concept) * sure * theirs
        chance = query.chances[concept]
        part = Part("thing" if thing else "concept", math.log((met + (1 - met) * chance) / chance), (concept,))
        (things if thing else functions).append(part)
    against = [Part("nothing_shared", weights.no_concept)] if query.wants_cure and not functions else []
    return [*_fading(functions, weights.further_concept), *_fading(things, weights.further_concept), *against]


def _fading(parts: list[Part], rate: float) -> list[Part]:
    ordered = sorted(parts, key=lambda part: (-part.value, part.about))
    return [Part(part.kind, part.value * rate**rank, part.about) for rank, part in enumerate(ordered)]


def _text(index: Index, query: Query, supply: Document) -> Part:
    theirs, ours = supply.terms, query.term_weights
    shared = sorted((-ours[term] * theirs[term], term) for term in ours.keys() & theirs.keys())
    deviations = (-sum(value for value, _term in shared) - query.mean) / query.deviation
    return Part("text", text_log_odds(index, deviations), tuple(term for _value, term in shared))


def text_log_odds(index: Index, deviations: float) -> float:
    """What a text score so many standard deviations above chance says for a match.

    Scores of true pairs lie `text_separation` above those by chance, equally spread; but a share `text_chance` of the
    other pairs reads like true ones (same thing, other service), which bounds what text can say.
    """
    weights = index.weights
    ratio = math.exp(min(weights.text_separation * deviations - weights.text_separation**2 / 2, 50.0))
    bounded = math.log(ratio / (1 - weights.text_chance + weights.text_chance * ratio))
    return bounded + weights.text_slope * deviations


def _fields(index: Index, query: Query, supply: Document) -> list[Part]:
    demand, weights, parts = query.document, index.weights, []
    sector = demand.listing.sector
    if sector and supply.serves:
        own = next((key for key, sectors in supply.serves.items() if sector in sectors), None)
        for_it, against_it = query.sector_odds
        if own:
            value = for_it
            parts.append(Part("serves", value * (weights.echoed if _echoes(demand, supply) else 1.0), (sector, own)))
        elif supply.names_trade:
            parts.append(Part("serves_others", against_it))
    if demand.listing.side and supply.listing.side and demand.listing.side != supply.listing.side:
        parts.append(Part("side", weights.cross_side, (demand.listing.side, supply.listing.side)))
    return parts


def _echoes(demand: Document, supply: Document) -> bool:
    """Whether the supply names the demander's sector only by things that the demand names too; text has counted
    these."""
    own = (key for key, sectors in supply.serves.items() if demand.listing.sector in sectors)
    return all(
        key in demand.mentions and set(supply.mentions[key].words) <= set(demand.mentions[key].words) for key in own
    )


def _sector_odds(index: Index, sector: str) -> tuple[float, float]:
    weights = index.weights
    shares = zip(
        (weights.serves, weights.serves_others), index.collections[SUPPLY].serving_frequency(sector), strict=True
    )
    own, others = (
        max(-weights.most_sector, min(math.log(true / chance), weights.most_sector)) for true, chance in shares
    )
    return own, others
