"""Who is worth weighing in a large pool: those that share rare words, concepts or a topic with the one who asks.

In a small pool everybody is weighed. In a large one, the inverted lists give a rough value at the cost of the
listings that share something, and only the best of these are weighed exactly. Rare things are looked up first and
what every tenth listing has is not looked up at all, since it says little.
"""

from __future__ import annotations

import heapq
import math

from eventmgr.engines.matching.evidence import Query
from eventmgr.engines.matching.index import Collection, Document, Index

WEIGH_ALL = 400
"""Pools up to this size are weighed as a whole."""
KEPT = 80
_TERMS, _COMMON = 30, 0.05
_LIKELY_TOPICS = 3
_MOST_TEXT, _NO_TEXT, _LEAST_TOPIC = 4.5, -2.0, 0.7
"""What words can say at most and where none is shared, and the least evidence of a topic worth adding."""


def select_candidates(
    index: Index, document: Document, collection: Collection, *, query: Query | None = None, limit: int = KEPT
) -> list[Document]:
    """The documents of the other side that are worth weighing against `document`, in no particular order.

    Args:
        index: where both stand.
        document: who asks; it need not stand in the index.
        collection: the other side.
        query: the demand prepared, where `document` is one; its distribution by chance scales the words.
        kept: how many at most, in a pool of more than `WEIGH_ALL`.
    """
    if len(collection) <= WEIGH_ALL:
        return collection.documents
    rough = _by_terms(index, document, collection)
    if query:
        scale = index.weights.text_separation / query.deviation
        shift = scale * query.mean + index.weights.text_separation**2 / 2
    else:
        scale, shift = 4.0 / max(rough.values(), default=1.0), 0.0
    rough = {number: min(scale * value - shift, _MOST_TEXT) for number, value in rough.items()}
    _add_concepts(index, document, collection, rough)
    _add_topics(index, document, collection, rough)
    if query and document.listing.sector:
        _add_sector(query, collection, rough)
    return _best_documents(rough, collection, limit)


def _best_documents(rough: dict[int, float], collection: Collection, limit: int) -> list[Document]:
    """The documents with the `kept` largest values; of equal ones at the edge those with the smallest ids."""
    ordered = sorted(rough.values(), reverse=True)
    edge = ordered[limit - 1] if len(ordered) >= limit else -math.inf
    above = [collection.documents[number] for number, value in rough.items() if value > edge]
    level = sorted(
        (collection.documents[number] for number, value in rough.items() if value == edge),
        key=lambda document: document.listing.id,
    )
    return above + level[: max(0, limit - len(above))]


def _by_terms(index: Index, document: Document, collection: Collection) -> dict[int, float]:
    most = _COMMON * len(collection)
    held = [term for term in document.terms if 0 < len(collection.term_postings.get(term, ())) <= most]
    rarest = heapq.nsmallest(_TERMS, held, key=lambda term: (len(collection.term_postings[term]), term))
    rough: dict[int, float] = {}
    get = rough.get
    for term in rarest:
        value = index.inverse_document_frequency(term) * document.terms[term]
        for number in collection.term_postings[term]:
            rough[number] = get(number, 0.0) + value
    return rough


def _add_concepts(index: Index, document: Document, collection: Collection, rough: dict[int, float]) -> None:
    for concept, sure in document.concept_weights.items():
        numbers = collection.concept_postings.get(concept, ())
        thing = document.mentions[concept].concept.is_thing
        met = (index.weights.shared_thing if thing else index.weights.shared_concept) * sure
        share = collection.concept_frequency(concept)
        if share <= _COMMON:
            value = math.log((met + (1 - met) * share) / share) / 2
            for number in numbers:
                rough[number] = rough.get(number, _NO_TEXT) + value


def _add_sector(query: Query, collection: Collection, rough: dict[int, float]) -> None:
    for_it, against_it = query.sector_odds
    own = collection.serving.get(query.document.listing.sector, ())
    for number in rough:
        if number in own:
            rough[number] += for_it
        elif number in collection.naming_trades:
            rough[number] += against_it


def _add_topics(index: Index, document: Document, collection: Collection, rough: dict[int, float]) -> None:
    likeliest = sorted(document.topic_distribution.items(), key=lambda item: (-item[1], item[0]))[:_LIKELY_TOPICS]
    get = rough.get
    for meant, share in likeliest:
        for topic, holders in collection.topic_postings.items():
            value = math.log(1 + share * index.likelihood_ratios(meant)[topic])
            if value < _LEAST_TOPIC:
                continue
            for number, theirs in holders:
                rough[number] = get(number, _NO_TEXT) + value * theirs
