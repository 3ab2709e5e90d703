"""Who is worth weighing in a large pool: those that share rare words, concepts or a topic with the one who asks.

In a small pool everybody is weighed. In a large one, the inverted lists give a rough value at the cost of the
listings that share something, and only the best of these are weighed exactly. Rare things are looked up first and
what every tenth listing has is not looked up at all, since it says little.
"""

from __future__ import annotations

import heapq
import math

from eventmgr.matching.evidence import Asking
from eventmgr.matching.index import Entry, Index, Side

WEIGH_ALL = 400
"""Pools up to this size are weighed as a whole."""
KEPT = 80
_TERMS, _COMMON = 30, 0.05
_LIKELY_TOPICS = 3
_MOST_TEXT, _NO_TEXT, _LEAST_TOPIC = 4.5, -2.0, 0.7
"""What words can say at most and where none is shared, and the least evidence of a topic worth adding."""


def near(index: Index, entry: Entry, side: Side, *, asking: Asking | None = None, kept: int = KEPT) -> list[Entry]:
    """The entries of the other side that are worth weighing against `entry`, in no particular order.

    Args:
        index: where both stand.
        entry: who asks; it need not stand in the index.
        side: the other side.
        asking: the demand prepared, where `entry` is one; its distribution by chance scales the words.
        kept: how many at most, in a pool of more than `WEIGH_ALL`.
    """
    if len(side) <= WEIGH_ALL:
        return side.entries
    rough = _by_terms(index, entry, side)
    if asking:
        scale = index.weights.text_separation / asking.deviation
        shift = scale * asking.mean + index.weights.text_separation**2 / 2
    else:
        scale, shift = 4.0 / max(rough.values(), default=1.0), 0.0
    rough = {place: min(scale * value - shift, _MOST_TEXT) for place, value in rough.items()}
    _add_concepts(index, entry, side, rough)
    _add_topics(index, entry, side, rough)
    return _best(rough, side, kept)


def _best(rough: dict[int, float], side: Side, kept: int) -> list[Entry]:
    """The entries with the `kept` largest values; of equal ones at the edge those with the smallest ids."""
    ordered = sorted(rough.values(), reverse=True)
    edge = ordered[kept - 1] if len(ordered) >= kept else -math.inf
    above = [side.entries[place] for place, value in rough.items() if value > edge]
    level = sorted(
        (side.entries[place] for place, value in rough.items() if value == edge), key=lambda one: one.listing.id
    )
    return above + level[: max(0, kept - len(above))]


def _by_terms(index: Index, entry: Entry, side: Side) -> dict[int, float]:
    most = _COMMON * len(side)
    held = [term for term in entry.terms if 0 < len(side.by_term.get(term, ())) <= most]
    rarest = heapq.nsmallest(_TERMS, held, key=lambda term: (len(side.by_term[term]), term))
    rough: dict[int, float] = {}
    get = rough.get
    for term in rarest:
        value = index.rarity(term) * entry.terms[term]
        for place in side.by_term[term]:
            rough[place] = get(place, 0.0) + value
    return rough


def _add_concepts(index: Index, entry: Entry, side: Side, rough: dict[int, float]) -> None:
    for concept, sure in entry.strengths.items():
        places = side.by_concept.get(concept, ())
        thing = entry.found[concept].concept.is_thing
        met = (index.weights.shared_thing if thing else index.weights.shared_concept) * sure
        share = side.share_with_concept(concept)
        if share <= _COMMON:
            value = math.log((met + (1 - met) * share) / share) / 2
            for place in places:
                rough[place] = rough.get(place, _NO_TEXT) + value


def _add_topics(index: Index, entry: Entry, side: Side, rough: dict[int, float]) -> None:
    likely = sorted(entry.likely.items(), key=lambda item: (-item[1], item[0]))[:_LIKELY_TOPICS]
    get = rough.get
    for meant, share in likely:
        for topic, holders in side.by_topic.items():
            value = math.log(1 + share * index.agreement(meant)[topic])
            if value < _LEAST_TOPIC:
                continue
            for place, theirs in holders:
                rough[place] = get(place, _NO_TEXT) + value * theirs
