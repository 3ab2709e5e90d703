"""What holds for every pool: same input same output, no order, one score for a pair, bounds, true reasons."""

from __future__ import annotations

import math
import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.matching import (
    DEMAND,
    SUPPLY,
    Index,
    Listing,
    Match,
    candidates,
    demands_for,
    match,
    rank,
    supplies_for,
)
from eventmgr.engines.matching.evidence import prepare_query, weigh_evidence
from eventmgr.engines.matching.topics import topic_distribution
from tests.engines.matching.strategies import pools
from tests.soak import times


def told(index: Index) -> dict[str, list[tuple[str, float]]]:
    """Listing → the other side's ids and scores, best first."""
    found = {}
    for document in index:
        ranking = rank(index, document, top=20)
        found[document.listing.id] = [
            ((one.supply if document.listing.is_demand else one.demand).listing.id, round(one.score, 9))
            for one in ranking.matches
        ]
    return found


@given(pools(), st.integers(0, 1000))
def test_the_order_of_the_listings_does_not_matter(pool: list[Listing], seed: int):
    mixed = random.Random(seed).sample(pool, len(pool))

    assert told(Index(mixed)) == told(Index(pool))


@given(pools())
def test_adding_one_by_one_is_the_same_as_adding_all(pool: list[Listing]):
    index = Index(pool[:1])
    for listing in pool[1:]:
        index.add(listing)
        told(index)

    assert told(index) == told(Index(pool))


@given(pools())
def test_a_pair_has_one_score_whoever_asks(pool: list[Listing]):
    index = Index(pool)
    there = {
        (one.demand.listing.id, one.supply.listing.id): one.score
        for demand in index.collections[DEMAND].documents
        for one in supplies_for(index, demand, top=20).matches
    }
    back = {
        (one.demand.listing.id, one.supply.listing.id): one.score
        for supply in index.collections[SUPPLY].documents
        for one in demands_for(index, supply, top=20).matches
    }

    assert there == back


@given(pools())
def test_scores_are_probabilities_and_rankings_descend(pool: list[Listing]):
    index = Index(pool)
    for document in index:
        scores = [one.score for one in rank(index, document).matches]
        assert all(0 < score < 1 and math.isfinite(score) for score in scores)
        assert scores == sorted(scores, reverse=True)


@given(pools(), st.sampled_from([True, False]))
def test_probabilities_of_topics_never_exceed_one(pool: list[Listing], with_topics: bool):
    index = Index(pool, with_topics=with_topics)
    sums = [sum(topic_distribution(document.listing, document.mentions, index.weights).values()) for document in index]

    assert all(total <= 1 + 1e-9 for total in sums)


@given(pools())
def test_without_topics_the_column_changes_nothing(pool: list[Listing]):
    bare = [replace(listing, topic="") for listing in pool]

    assert told(Index(pool, with_topics=False)) == told(Index(bare))


@given(pools())
def test_the_topic_in_common_counts_for_the_pair(pool: list[Listing]):
    index = Index(pool)
    for demand in index.collections[DEMAND].documents:
        for supply in index.collections[SUPPLY].documents:
            if demand.listing.topic and demand.listing.topic == supply.listing.topic:
                other = index.read(replace(supply.listing, topic="expo"))
                assert match(index, demand, supply).score > match(index, demand, other).score


@given(pools())
def test_another_region_counts_for_the_pair(pool: list[Listing]):
    index = Index(pool)
    for demand in index.collections[DEMAND].documents:
        for supply in index.collections[SUPPLY].documents:
            parts = {part.kind: part for part in match(index, demand, supply).evidence.parts}
            if "side" in parts:
                select_candidates = index.read(replace(supply.listing, side=demand.listing.side))
                assert match(index, demand, select_candidates).score < match(index, demand, supply).score


@given(pools())
def test_taking_a_shared_word_away_lowers_what_the_text_says(pool: list[Listing]):
    index = Index(pool)
    for demand in index.collections[DEMAND].documents:
        query = prepare_query(index, demand)
        for supply in index.collections[SUPPLY].documents:
            text = next(part for part in weigh_evidence(index, query, supply).parts if part.kind == "text")
            for term in text.about[:2]:
                without = replace(supply, terms={key: value for key, value in supply.terms.items() if key != term})
                less = next(part for part in weigh_evidence(index, query, without).parts if part.kind == "text")
                assert less.value < text.value


@given(pools())
def test_taking_a_concept_away_lowers_the_score(pool: list[Listing]):
    index = Index(pool)
    for demand in index.collections[DEMAND].documents:
        for supply in index.collections[SUPPLY].documents:
            whole = match(index, demand, supply)
            for part in whole.evidence.parts:
                if part.kind == "concept":
                    kept = {key: value for key, value in supply.concept_weights.items() if key != part.about[0]}
                    assert match(index, demand, replace(supply, concept_weights=kept)).score < whole.score


@settings(max_examples=times(30))
@given(pools())
def test_a_stranger_in_the_pool_does_not_change_what_a_pair_shares(pool: list[Listing]):
    index = Index(pool)
    more = Index([*pool, Listing("S99", SUPPLY, title="古琴斫制", text="漆器与雅乐")])
    for demand in index.collections[DEMAND].documents:
        for supply in index.collections[SUPPLY].documents:
            assert shared(match(index, demand, supply)) == shared(match(more, demand, supply))


def shared(one: Match) -> set[tuple[str, frozenset[str]]]:
    """Words, concepts, sector and side in common; how likely a guessed topic is depends on the pool."""
    return {(part.kind, frozenset(part.about)) for part in one.evidence.parts if part.kind != "topic"}


def test_the_quick_way_through_a_large_pool_finds_the_clear_matches(monkeypatch):
    pool = [Listing(f"S{number:03}", SUPPLY, title=f"第{number}号产品", text=f"型号{number}") for number in range(60)]
    pool.append(Listing("S999", SUPPLY, sector="C40", title="雷达料位计", text="粉仓料位集中显示"))
    pool.append(Listing("D1", DEMAND, sector="C30", title="粉仓料位看不见", text="水泥仓粉料打冒"))
    monkeypatch.setattr(candidates, "WEIGH_ALL", 10)
    index = Index(pool)

    assert supplies_for(index, index.find("D1")).matches[0].supply.listing.id == "S999"
    assert demands_for(index, index.find("S999")).matches[0].demand.listing.id == "D1"


def test_an_empty_other_side_gives_an_empty_ranking():
    index = Index([Listing("D1", DEMAND, title="空调电费高")])
    ranking = supplies_for(index, index.find("D1"))

    assert (ranking.matches, ranking.has_good_match, ranking.collection_size) == ((), False, 0)
