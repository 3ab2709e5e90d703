"""Which topic a listing speaks of: the one it was given, and what its words and its sector make likely.

A listing without a topic gets probabilities. Each word of the lexicon multiplies the odds of the topics it
speaks of; a supplier's sector multiplies those of what it usually sells. What no word speaks for stays with "any
topic".
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from eventmgr.engines.matching.lexicon import Mention, usual_topics
from eventmgr.engines.matching.listings import Listing
from eventmgr.engines.matching.weights import Weights
from eventmgr.tools import taxonomy

TopicDistribution = dict[str, float]
"""Topic id → probability; what is missing to 1 may be any topic."""

_SAME, _NEAR, _FAR = 0, 1, 2


@cache
def tree_distance(first: str, second: str) -> int:
    """0 for the same topic, 1 for parent and child or two with one parent, 2 for the rest."""
    if first == second:
        return _SAME
    a, b = _parents().get(first), _parents().get(second)
    return _NEAR if a == second or b == first or (a is not None and a == b) else _FAR


@cache
def _parents() -> dict[str, str | None]:
    return {topic.id: topic.parent for topic in taxonomy.topics()}


@cache
def all_topics() -> tuple[str, ...]:
    """Ids of all topics, in the order of the tree."""
    return tuple(topic.id for topic in taxonomy.topics())


def topic_distribution(
    listing: Listing, mentions: Mapping[str, Mention], weights: Weights, *, with_topic: bool = True
) -> TopicDistribution:
    """The topics that `listing` probably speaks of."""
    guessed = _guessed(listing, mentions, weights)
    if not (with_topic and listing.topic):
        return guessed
    trust = weights.topic_trust
    mixed = {topic: (1 - trust) * share for topic, share in guessed.items()}
    mixed[listing.topic] = mixed.get(listing.topic, 0.0) + trust
    return _largest(mixed, weights.topics_kept)


def _guessed(listing: Listing, mentions: Mapping[str, Mention], weights: Weights) -> TopicDistribution:
    strengths: dict[str, dict[str, float]] = {}
    for mention in mentions.values():
        word_groups = (mention.words, ()) if listing.is_demand else (mention.offers, mention.needs)
        for words, factor in zip(word_groups, (1.0, weights.need_word_of_supplier), strict=True):
            for rank, topic in enumerate(mention.concept.topics):
                own = strengths.setdefault(topic, {})
                for word in words:
                    value = factor * _size(word) * (1.0 if rank == 0 else weights.further_topic)
                    own[word] = max(own.get(word, 0.0), value)
    concept_weights = {topic: sum(words.values()) for topic, words in strengths.items()}
    usual = frozenset() if listing.is_demand else usual_topics(listing.sector)
    odds = {
        topic: math.exp(weights.word_odds * min(strength, weights.most_words))
        for topic, strength in concept_weights.items()
    }
    for topic in usual:
        odds[topic] = odds.get(topic, 1.0) * weights.usual_odds
    rest = float(len(all_topics()) - len(odds))
    total = sum(odds.values()) + rest
    return _largest({topic: value / total for topic, value in odds.items()}, weights.topics_kept)


def _size(word: str) -> float:
    """Long words say more."""
    return min(len(word), 4) / 2 if not word.isascii() else 1.0


def _largest(shares: TopicDistribution, keep: int) -> TopicDistribution:
    order = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    return dict(order[:keep])
