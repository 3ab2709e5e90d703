"""The index: every listing read once, with counts of what the pool holds and inverted lists to find who shares what."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eventmgr.matching.lexicon import Found, find
from eventmgr.matching.listings import DEMAND, SUPPLY, Listing
from eventmgr.matching.terms import Terms, terms
from eventmgr.matching.topics import Likely, all_topics, likely, step
from eventmgr.matching.weights import Weights

_K1, _B, _USUAL_LENGTH = 1.2, 0.5, 60
"""Saturation of repeated terms, correction for length, and terms in a listing of usual length, as in BM25. The usual
length is fixed, so that what a listing's words weigh does not change when another listing comes."""


@dataclass(frozen=True)
class Entry:
    """A listing, read: its terms, the concepts it speaks of and the topics it probably means."""

    listing: Listing
    terms: Mapping[str, float]
    """Term → how much of its rarity it brings: more where it is repeated, less where the text is long."""
    found: Mapping[str, Found]
    strengths: Mapping[str, float]
    """Concept → how surely the listing speaks of it, 0 to 1; the topics' own words are not among them."""
    likely: Likely
    topic: str
    """The topic that was chosen, empty where none was or where it is left out of account."""
    serves: Mapping[str, tuple[str, ...]]
    """Thing → the sectors whose everyday it is."""
    vector: tuple[float, ...] | None = None


class Side:
    """All demands, or all supplies, in the order of their coming."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.place: dict[str, int] = {}
        self.by_term: dict[str, list[int]] = {}
        self.by_concept: dict[str, list[int]] = {}
        self.by_topic: dict[str, list[tuple[int, float]]] = {}
        self.topic_mass: dict[str, float] = dict.fromkeys(all_topics(), 0.0)

    def __len__(self) -> int:
        return len(self.entries)

    def add(self, entry: Entry) -> None:
        """Take the entry in; it is found from now on."""
        number = len(self.entries)
        self.entries.append(entry)
        self.place[entry.listing.id] = number
        for term in entry.terms:
            self.by_term.setdefault(term, []).append(number)
        for concept in entry.strengths:
            self.by_concept.setdefault(concept, []).append(number)
        for topic, share in entry.likely.items():
            self.topic_mass[topic] += share
            if share > 0.2:
                self.by_topic.setdefault(topic, []).append((number, share))

    def share_with_term(self, term: str) -> float:
        """Share of the entries with the term, smoothed, never 0."""
        return (len(self.by_term.get(term, ())) + 0.5) / (len(self) + 1)

    def share_with_concept(self, concept: str) -> float:
        """Share of the entries that speak of the concept, smoothed."""
        return (len(self.by_concept.get(concept, ())) + 1) / (len(self) + 2)

    def share_with_topic(self, topic: str) -> float:
        """Expected share of the entries that mean the topic, smoothed."""
        return (self.topic_mass.get(topic, 0.0) + 0.5) / (len(self) + 0.5 * len(self.topic_mass))


class Index:
    """Demands and supplies that can be ranked against each other.

    Args:
        listings: in any order; the ranking does not depend on it.
        weights: the numbers of the model.
        with_topics: False leaves the given topics out of account; they are then guessed from the words.
    """

    def __init__(
        self, listings: Iterable[Listing] = (), *, weights: Weights | None = None, with_topics: bool = True
    ) -> None:
        self.weights = weights or Weights()
        self.with_topics = with_topics
        self.sides = {DEMAND: Side(), SUPPLY: Side()}
        self._rarities: dict[str, float] = {}
        self._agreements: dict[str, dict[str, float]] = {}
        self.prepared: dict[str, tuple[int, Any]] = {}
        """Demand → how many listings there were when it was prepared (`ranking`), and what came out."""
        for listing in listings:
            self.add(listing)

    def add(self, listing: Listing, *, vector: tuple[float, ...] | None = None) -> Entry:
        """Read one more listing and take it in.

        Args:
            listing: what to add.
            vector: what `embedding.vectors` made of it when it was saved, if that extra is used.

        Raises:
            ValueError: the id is taken.
        """
        if self.find(listing.id):
            raise ValueError(f"the id {listing.id!r} is taken")
        entry = self.read(listing, vector=vector)
        self.sides[listing.kind].add(entry)
        self._rarities.clear()
        self._agreements.clear()
        return entry

    def read(self, listing: Listing, *, vector: tuple[float, ...] | None = None) -> Entry:
        """Read a listing without taking it in."""
        counted, found = terms(listing.words), find(listing.words)
        return Entry(
            listing,
            _saturated(counted),
            found,
            {key: self._strength(hit, listing) for key, hit in found.items() if _counts(hit)},
            likely(listing, found, self.weights, with_topic=self.with_topics),
            listing.topic if self.with_topics else "",
            {key: hit.concept.sectors for key, hit in sorted(found.items()) if hit.concept.sectors},
            vector,
        )

    def _strength(self, hit: Found, listing: Listing) -> float:
        words = hit.words if listing.is_demand else hit.offers or hit.needs
        sure: float = 1 - 0.5 ** len(words)
        weak = not listing.is_demand and not hit.offers
        return sure * self.weights.need_word_of_supplier if weak else sure

    def __len__(self) -> int:
        return sum(map(len, self.sides.values()))

    def __iter__(self) -> Iterator[Entry]:
        for side in self.sides.values():
            yield from side.entries

    def find(self, listing_id: str) -> Entry | None:
        """The entry of that id."""
        for side in self.sides.values():
            if listing_id in side.place:
                return side.entries[side.place[listing_id]]
        return None

    def rarity(self, term: str) -> float:
        """How much a term says: the logarithm of how rare it is among all listings (inverse document frequency)."""
        known = self._rarities.get(term)
        if known is None:
            holders = sum(len(side.by_term.get(term, ())) for side in self.sides.values())
            known = self._rarities[term] = math.log(1 + (len(self) - holders + 0.5) / (holders + 0.5))
        return known

    def agreement(self, meant: str) -> dict[str, float]:
        """Topic of a supply → how much likelier it is, where a demand means the topic `meant`, in a true pair than by
        chance."""
        known = self._agreements.get(meant)
        if known is None:
            known = self._agreements[meant] = self._agreement(meant)
        return known

    def _agreement(self, meant: str) -> dict[str, float]:
        weights, supplies = self.weights, self.sides[SUPPLY]
        chance = {topic: supplies.share_with_topic(topic) for topic in all_topics()}
        steps = {topic: step(meant, topic) for topic in chance}
        masses = [sum(chance[topic] for topic in chance if steps[topic] == size) for size in range(3)]
        agree = (weights.same_topic, weights.near_topic, 1 - weights.same_topic - weights.near_topic)
        return {topic: agree[size] / masses[size] for topic, size in steps.items()}


def _saturated(counted: Terms) -> dict[str, float]:
    length = sum(counted.values())
    ceiling = _K1 * (1 - _B + _B * length / _USUAL_LENGTH)
    return {term: count * (_K1 + 1) / (count + ceiling) for term, count in counted.items()}


def _counts(hit: Found) -> bool:
    return not hit.concept.key.startswith("topic ")
