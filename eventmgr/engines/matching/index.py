"""The index: every listing read once, with counts of what the pool holds and inverted lists to find who shares what."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eventmgr.engines.matching.lexicon import Mention, find_mentions
from eventmgr.engines.matching.listings import DEMAND, SUPPLY, Listing
from eventmgr.engines.matching.terms import Terms, terms
from eventmgr.engines.matching.topics import TopicDistribution, all_topics, topic_distribution, tree_distance
from eventmgr.engines.matching.weights import Weights

_MACHINES = frozenset({"C33", "C34", "C35", "C37", "C38", "C39", "C40", "I"})
"""Sectors whose products stand in everybody's factory."""
_K1, _B, _USUAL_LENGTH = 1.2, 0.5, 60
"""Saturation of repeated terms, correction for length, and terms in a listing of usual length, as in BM25. The usual
length is fixed, so that what a listing's words weigh does not change when another listing comes."""


@dataclass(frozen=True)
class Document:
    """A listing, read: its terms, the concepts it speaks of and the topics it probably means."""

    listing: Listing
    terms: Mapping[str, float]
    """Term → its frequency, saturated: how much of the inverse document frequency it brings: more where it is repeated,
    less where the text is long."""
    mentions: Mapping[str, Mention]
    concept_weights: Mapping[str, float]
    """Concept → how surely the listing speaks of it, 0 to 1; the topics' own words are not among them."""
    topic_distribution: TopicDistribution
    topic: str
    """The topic that was chosen, empty where none was or where it is left out of account."""
    serves: Mapping[str, tuple[str, ...]]
    """Thing → the sectors whose everyday it is."""
    vector: tuple[float, ...] | None = None

    @property
    def served(self) -> frozenset[str]:
        """Sectors of whose everyday it speaks."""
        return frozenset(sector for sectors in self.serves.values() for sector in sectors)

    @property
    def names_trade(self) -> bool:
        """Whether a thing that it names tells who is served, and is no machine, which every supplier names."""
        return any(map(_MACHINES.isdisjoint, self.serves.values()))


class Collection:
    """All demands, or all supplies, in the order of their coming."""

    def __init__(self) -> None:
        self.documents: list[Document] = []
        self.numbers: dict[str, int] = {}
        self.term_postings: dict[str, list[int]] = {}
        self.concept_postings: dict[str, list[int]] = {}
        self.topic_postings: dict[str, list[tuple[int, float]]] = {}
        self.topic_mass: dict[str, float] = dict.fromkeys(all_topics(), 0.0)
        self.serving: dict[str, set[int]] = {}
        """Sector → documents that speak of its everyday."""
        self.naming_trades: set[int] = set()
        """Documents that name a trade."""

    def __len__(self) -> int:
        return len(self.documents)

    def add(self, document: Document) -> None:
        """Take the document in; it is found from now on."""
        number = len(self.documents)
        self.documents.append(document)
        self.numbers[document.listing.id] = number
        for term in document.terms:
            self.term_postings.setdefault(term, []).append(number)
        for concept in document.concept_weights:
            self.concept_postings.setdefault(concept, []).append(number)
        for topic, share in document.topic_distribution.items():
            self.topic_mass[topic] += share
            if share > 0.2:
                self.topic_postings.setdefault(topic, []).append((number, share))
        for sector in document.served:
            self.serving.setdefault(sector, set()).add(number)
        if document.names_trade:
            self.naming_trades.add(number)

    def document_frequency(self, term: str) -> float:
        """Share of the documents with the term, smoothed, never 0."""
        return (len(self.term_postings.get(term, ())) + 0.5) / (len(self) + 1)

    def concept_frequency(self, concept: str) -> float:
        """Share of the documents that speak of the concept, smoothed."""
        return (len(self.concept_postings.get(concept, ())) + 1) / (len(self) + 2)

    def serving_frequency(self, sector: str) -> tuple[float, float]:
        """Shares of the documents that speak of a sector's everyday, and of those that name only other trades;
        smoothed."""
        own = self.serving.get(sector, set())
        others = len(self.naming_trades) - len(own & self.naming_trades)
        return (len(own) + 0.5) / (len(self) + 1.5), (others + 0.5) / (len(self) + 1.5)

    def topic_frequency(self, topic: str) -> float:
        """Expected share of the documents that mean the topic, smoothed."""
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
        self.collections = {DEMAND: Collection(), SUPPLY: Collection()}
        self._inverse_frequencies: dict[str, float] = {}
        self._likelihood_ratios: dict[str, dict[str, float]] = {}
        self.prepared: dict[str, tuple[int, Any]] = {}
        """Demand → how many listings there were when it was prepared (`ranking`), and what came out."""
        for listing in listings:
            self.add(listing)

    def add(self, listing: Listing, *, vector: tuple[float, ...] | None = None) -> Document:
        """Read one more listing and take it in.

        Args:
            listing: what to add.
            vector: what `embedding.vectors` made of it when it was saved, if that extra is used.

        Raises:
            ValueError: the id is taken.
        """
        if self.find(listing.id):
            raise ValueError(f"the id {listing.id!r} is taken")
        document = self.read(listing, vector=vector)
        self.collections[listing.kind].add(document)
        self._inverse_frequencies.clear()
        self._likelihood_ratios.clear()
        return document

    def read(self, listing: Listing, *, vector: tuple[float, ...] | None = None) -> Document:
        """Read a listing without taking it in."""
        counted, mentions = terms(listing.words), find_mentions(listing.words)
        return Document(
            listing,
            _saturated(counted),
            mentions,
            {key: self._concept_weight(mention, listing) for key, mention in mentions.items() if _counts(mention)},
            topic_distribution(listing, mentions, self.weights, with_topic=self.with_topics),
            listing.topic if self.with_topics else "",
            {key: mention.concept.sectors for key, mention in sorted(mentions.items()) if mention.concept.sectors},
            vector,
        )

    def _concept_weight(self, mention: Mention, listing: Listing) -> float:
        words = mention.words if listing.is_demand else mention.offers or mention.needs
        sure: float = 1 - 0.5 ** len(words)
        weak = not listing.is_demand and not mention.offers
        return sure * self.weights.need_word_of_supplier if weak else sure

    def __len__(self) -> int:
        return sum(map(len, self.collections.values()))

    def __iter__(self) -> Iterator[Document]:
        for collection in self.collections.values():
            yield from collection.documents

    def find(self, listing_id: str) -> Document | None:
        """The document of that id."""
        for collection in self.collections.values():
            if listing_id in collection.numbers:
                return collection.documents[collection.numbers[listing_id]]
        return None

    def number_of_holders(self, term: str) -> int:
        """How many listings hold a term."""
        return sum(len(collection.term_postings.get(term, ())) for collection in self.collections.values())

    def inverse_document_frequency(self, term: str) -> float:
        """How much a term says: the logarithm of how rare it is among all listings (inverse document frequency)."""
        known = self._inverse_frequencies.get(term)
        if known is None:
            holders = self.number_of_holders(term)
            known = self._inverse_frequencies[term] = math.log(1 + (len(self) - holders + 0.5) / (holders + 0.5))
        return known

    def likelihood_ratios(self, meant: str) -> dict[str, float]:
        """Topic of a supply → how much likelier it is, where a demand means the topic `meant`, in a true pair than by
        chance."""
        known = self._likelihood_ratios.get(meant)
        if known is None:
            known = self._likelihood_ratios[meant] = self._likelihood_ratios_of(meant)
        return known

    def _likelihood_ratios_of(self, meant: str) -> dict[str, float]:
        weights, supplies = self.weights, self.collections[SUPPLY]
        chance = {topic: supplies.topic_frequency(topic) for topic in all_topics()}
        distances = {topic: tree_distance(meant, topic) for topic in chance}
        masses = [sum(chance[topic] for topic in chance if distances[topic] == distance) for distance in range(3)]
        agree = (weights.same_topic, weights.near_topic, 1 - weights.same_topic - weights.near_topic)
        return {topic: agree[distance] / masses[distance] for topic, distance in distances.items()}


def _saturated(counted: Terms) -> dict[str, float]:
    length = sum(counted.values())
    ceiling = _K1 * (1 - _B + _B * length / _USUAL_LENGTH)
    return {term: count * (_K1 + 1) / (count + ceiling) for term, count in counted.items()}


def _counts(mention: Mention) -> bool:
    return not mention.concept.key.startswith("topic ")
