"""The index against the same model computed plainly, and the quick way through a pool against a look at everybody."""

from __future__ import annotations

import heapq
import math
import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.matching import DEMAND, SUPPLY, Index, Listing, candidates, match, rank, rank_all, supplies_for
from eventmgr.engines.matching.candidates import select_candidates
from eventmgr.engines.matching.embedding import cosine_similarity, similarity_by_chance
from eventmgr.engines.matching.evidence import prepare_query, text_log_odds, weigh_evidence
from eventmgr.engines.matching.index import Collection
from eventmgr.engines.matching.ranking import Match, Ranking, score
from eventmgr.engines.matching.weights import Weights
from tests.engines.matching import plain_model
from tests.engines.matching.strategies import PIECES, pools
from tests.soak import times


@settings(max_examples=times(30))
@given(pools(most=6))
def test_the_score_of_every_pair_is_the_one_computed_plainly(pool: list[Listing]):
    index = Index(pool)
    pairs = [(a, b) for a in index.collections[DEMAND].documents for b in index.collections[SUPPLY].documents]
    found = [match(index, demand, supply).score for demand, supply in pairs]

    assert found == pytest.approx([plain_model.score(pool, one.listing, other.listing) for one, other in pairs])


@settings(max_examples=times(30))
@given(pools(most=6))
def test_every_part_of_the_evidence_is_the_one_computed_plainly(pool: list[Listing]):
    index = Index(pool)
    named = {"topic": "topic", "text": "text", "concept": "concepts", "thing": "concepts", "nothing_shared": "concepts"}
    for demand in index.collections[DEMAND].documents:
        for supply in index.collections[SUPPLY].documents:
            found: dict[str, float] = dict.fromkeys(("topic", "concepts", "text", "fields"), 0.0)
            for part in weigh_evidence(index, prepare_query(index, demand), supply).parts:
                found[named.get(part.kind, "fields")] += part.value
            assert found == pytest.approx(plain_model.parts(pool, demand.listing, supply.listing), abs=1e-9)


@settings(max_examples=times(30))
@given(pools(most=9), st.integers(0, 6))
def test_the_best_are_those_of_a_look_at_everybody(pool: list[Listing], top: int):
    index = Index(pool)
    for document in index:
        other = index.collections[SUPPLY if document.listing.is_demand else DEMAND].documents
        pairs = [match(index, *((document, one) if document.listing.is_demand else (one, document))) for one in other]
        wanted = sorted(pairs, key=lambda one: (-one.score, _other(one, document.listing).id))[:top]
        ranking = rank(index, document, top=top)

        assert [_other(one, document.listing).id for one in ranking.matches] == [
            _other(one, document.listing).id for one in wanted
        ]
        assert (ranking.collection_size, ranking.asked_for) == (len(other), document)


def _other(one: Match, asked_for: Listing) -> Listing:
    return one.supply.listing if asked_for.is_demand else one.demand.listing


def test_equal_ones_come_in_the_order_of_their_ids_whatever_the_order_of_their_coming():
    pool = [Listing(f"S{number}", SUPPLY, title="数据采集网关") for number in (3, 1, 4, 2)]
    index = Index([Listing("D1", DEMAND, title="设备联网"), *pool])

    assert [one.supply.listing.id for one in supplies_for(index, index.find("D1"), top=3).matches] == ["S1", "S2", "S3"]


def test_all_rankings_come_in_the_order_of_the_listings():
    pool = [Listing(name, kind, title="联网") for name, kind in (("D2", DEMAND), ("S1", SUPPLY), ("D1", DEMAND))]
    index = Index(pool)

    assert [one.asked_for.listing.id for one in rank_all(index)] == ["D2", "D1"]
    assert [one.asked_for.listing.id for one in rank_all(index, SUPPLY)] == ["S1"]
    assert [len(one.matches) for one in rank_all(index, SUPPLY, top=1)] == [1]


@pytest.mark.parametrize(
    ("scores", "threshold", "has", "good"),
    [
        ((), 0.25, False, 0),
        ((0.25,), 0.25, True, 1),
        ((0.249,), 0.25, False, 0),
        ((0.9, 0.25, 0.1), 0.25, True, 2),
    ],
)
def test_good_is_what_reaches_the_threshold(scores: tuple[float, ...], threshold: float, has: bool, good: int):
    index = Index([Listing("D1", DEMAND, title="a"), Listing("S1", SUPPLY, title="b")])
    one = match(index, index.find("D1"), index.find("S1"))
    matches = tuple(Match(one.demand, one.supply, value, one.evidence) for value in scores)
    ranking = Ranking(one.demand, matches, 1, threshold)

    assert (ranking.has_good_match, len(ranking.good)) == (has, good)


@pytest.mark.parametrize(
    ("scores", "chance", "has", "good"),
    [((0.2, 0.19), 0.5, True, 1), ((0.2,), 0.4, False, 0), ((0.3, 0.25), 0.4, True, 2), ((), 0.9, False, 0)],
)
def test_a_pool_with_enough_chance_has_a_good_match_below_the_threshold(
    scores: tuple[float, ...], chance: float, has: bool, good: int
):
    index = Index([Listing("D1", DEMAND, title="a"), Listing("S1", SUPPLY, title="b")])
    one = match(index, index.find("D1"), index.find("S1"))
    ranking = Ranking(one.demand, tuple(replace(one, score=value) for value in scores), 1, 0.25, chance, 0.5)

    assert (ranking.has_good_match, len(ranking.good)) == (has, good)


@pytest.mark.parametrize(
    ("supplies", "topic", "line"), [(9, "mes", 9 / 75), (9, "", 9 / 139), (100, "mes", 100 / 166), (100, "", 100 / 230)]
)
def test_less_is_required_in_a_small_pool_and_of_whoever_chose_no_topic(supplies: int, topic: str, line: float):
    pool = [Listing(f"S{number}", SUPPLY, title=f"t{number}") for number in range(supplies)]
    index = Index([Listing("D1", DEMAND, title="a", topic=topic), *pool])

    assert supplies_for(index, index.find("D1")).line == pytest.approx(line)


@settings(max_examples=times(30))
@given(pools(most=6))
def test_the_chance_is_that_of_one_expected_partner_among_all(pool: list[Listing]):
    index = Index(pool)
    supplies = index.collections[SUPPLY].documents
    for demand in index.collections[DEMAND].documents:
        ratios = [
            math.exp(sum(plain_model.parts(pool, demand.listing, one.listing).values()) / Weights().temperature)
            for one in supplies
        ]
        some = math.fsum(ratios) / max(len(supplies), 1)

        assert supplies_for(index, demand, top=1).chance == pytest.approx(some / (1 + some))


@pytest.mark.parametrize(("supplies", "one_in"), [(0, 2), (1, 2), (2, 2), (17, 17), (60, 60), (61, 60), (300, 60)])
def test_before_any_evidence_one_supply_of_the_pool_is_expected_to_fit(supplies: int, one_in: int):
    index = Index(Listing(f"S{number}", SUPPLY, title="网关") for number in range(supplies))
    demand, supply = index.read(Listing("D", DEMAND)), index.read(Listing("S", SUPPLY))
    evidence = weigh_evidence(index, prepare_query(index, demand), supply)
    odds = math.exp(evidence.total / index.weights.temperature) / one_in

    assert score(index, evidence) == pytest.approx(odds / (1 + odds))


# ------------------------------------------------------------------------------------------------ large pools
def _crowd(seed: int, supplies: int) -> list[Listing]:
    lot = random.Random(seed)
    words = [chr(0x4E00 + lot.randrange(3000)) + chr(0x4E00 + lot.randrange(3000)) for _ in range(150)]
    pool = [
        Listing(
            f"S{number:04}",
            SUPPLY,
            topic=lot.choice(("", "iot", "energy", "mes")),
            title=" ".join([*lot.sample(words, 6), *lot.sample(PIECES, lot.randrange(2))]),
        )
        for number in range(supplies)
    ]
    pool.append(Listing("D1", DEMAND, topic="iot", title=" ".join([*lot.sample(words, 12), PIECES[0]])))
    return pool


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_pool_of_up_to_400_is_weighed_as_a_whole_and_a_larger_one_by_its_80_nearest(seed: int):
    pool = _crowd(seed, 401)
    small, large = Index(pool[1:]), Index(pool)

    assert len(select_candidates(small, small.find("D1"), small.collections[SUPPLY])) == 400
    assert len(select_candidates(large, large.find("D1"), large.collections[SUPPLY])) == candidates.KEPT


@pytest.mark.parametrize("seed", [4, 5, 6, 7])
def test_the_quick_way_finds_the_best_of_a_large_pool(seed: int):
    index = Index(_crowd(seed, 450))
    demand = index.find("D1")
    everybody = heapq.nsmallest(
        3,
        ((-match(index, demand, supply).score, supply.listing.id) for supply in index.collections[SUPPLY].documents),
    )

    assert [one.supply.listing.id for one in supplies_for(index, demand, top=3).matches] == [
        name for _score, name in everybody
    ]


@given(st.dictionaries(st.integers(0, 30), st.sampled_from((0.0, 0.5, 1.0, 1.5)), max_size=25), st.integers(1, 8))
def test_those_kept_are_the_largest_and_of_equal_ones_the_smallest_ids(rough: dict[int, float], kept: int):
    side = Collection()
    index = Index()
    for number in random.Random(7).sample(range(31), 31):
        side.add(index.read(Listing(f"S{number:02}", SUPPLY)))
    found = {document.listing.id for document in candidates._best_documents(rough, side, kept)}
    ordered = sorted(rough, key=lambda place: (-rough[place], side.documents[place].listing.id))

    assert found == {side.documents[place].listing.id for place in ordered[:kept]}


def test_what_more_than_every_twentieth_listing_says_is_not_looked_up():
    index = Index(
        Listing(f"S{number:03}", SUPPLY, title="普" if number < 21 else "罕" if number < 41 else "x")
        for number in range(400)
    )
    demand = index.read(Listing("D", DEMAND, title="普 罕"))
    side = index.collections[SUPPLY]

    assert {side.documents[place].listing.id for place in candidates._by_terms(index, demand, side)} == {
        f"S{number:03}" for number in range(21, 41)
    }


# ------------------------------------------------------------------------------------------------ pieces
@given(st.lists(st.text("ab", max_size=3), min_size=1, max_size=6))
def test_the_inverted_lists_say_who_holds_what(texts: list[str]):
    side, index = Collection(), Index()
    for number, words in enumerate(texts):
        side.add(index.read(Listing(f"S{number}", SUPPLY, title=words)))
    holders = Counter(term for document in side.documents for term in document.terms)

    assert {term: len(places) for term, places in side.term_postings.items()} == dict(holders)
    for term, places in side.term_postings.items():
        assert places == [number for number, document in enumerate(side.documents) if term in document.terms]
        assert side.document_frequency(term) == (len(places) + 0.5) / (len(texts) + 1)
    assert side.document_frequency("never said") == 0.5 / (len(texts) + 1)
    assert side.concept_frequency("never said") == 1 / (len(texts) + 2)


@given(st.lists(pools(most=4), max_size=1).map(lambda rows: rows[0] if rows else []))
def test_shares_of_topics_add_up_to_one(pool: list[Listing]):
    side = Index(pool).collections[SUPPLY]

    assert sum(map(side.topic_frequency, side.topic_mass)) <= 1 + 1e-9


def test_likeness_rises_is_bounded_and_is_nothing_where_both_are_as_likely():
    index = Index()
    values = [text_log_odds(index, tree_distance / 4) for tree_distance in range(-40, 60)]
    bound = -math.log(index.weights.text_chance)

    assert values == sorted(values)
    assert text_log_odds(index, 1.0) == pytest.approx(0.05)
    assert all(
        value <= bound + index.weights.text_slope * tree_distance / 4
        for tree_distance, value in zip(range(-40, 60), values, strict=True)
    )
    assert text_log_odds(index, 1e6) == pytest.approx(bound + 1e6 * index.weights.text_slope)


VECTORS = st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), max_size=12)


@given(VECTORS)
def test_chance_is_mean_and_deviation_of_all_where_there_are_few(rows: list[tuple[float, float]]):
    vector = (0.6, 0.8)
    values = [0.6 * one + 0.8 * other for one, other in rows]
    mean, deviation = similarity_by_chance(vector, [(f"S{number}", row) for number, row in enumerate(rows)])

    if len(rows) < 2:
        assert (mean, deviation) == (0.0, 1.0)
    else:
        middle = sum(values) / len(values)
        spread = math.sqrt(sum((value - middle) ** 2 for value in values) / len(values))
        assert (mean, deviation) == (pytest.approx(middle), pytest.approx(spread or 1.0))


def test_chance_looks_at_two_hundred_at_most_and_always_at_the_same():
    others = [(f"S{number}", (number / 1000, 0.0)) for number in range(1000)]
    lot = random.Random(3).sample(others, 1000)
    found = similarity_by_chance((1.0, 0.0), others)

    assert similarity_by_chance((1.0, 0.0), lot) == found
    assert found != similarity_by_chance((1.0, 0.0), others[:200])
    assert abs(found[0] - 0.5) < 0.1


def test_meaning_counts_by_standard_deviations_and_no_further_than_four():
    index = Index(weights=Weights(meaning=0.5))
    vectors = {"S1": (0.0, 1.0), "S2": (0.1, 1.0), "S3": (1.0, 0.0), "far": (100.0, 0.0), "none": None}
    index.add(Listing("D", DEMAND, title="甲"), vector=(1.0, 0.0))
    for name in ("S1", "S2", "S3"):
        index.add(Listing(name, SUPPLY, title="乙"), vector=vectors[name])
    query = prepare_query(index, index.find("D"))
    mean, deviation = query.meaning

    def said(name: str) -> list[float]:
        supply = index.read(Listing(name, SUPPLY, title="乙"), vector=vectors[name])
        return [part.value for part in weigh_evidence(index, query, supply).parts if part.kind == "meaning"]

    assert cosine_similarity((1.0, 0.0), (0.6, 0.8)) == 0.6
    assert said("S3") == [pytest.approx(0.5 * (1.0 - mean) / deviation)]
    assert (said("far"), said("none")) == ([2.0], [])


def test_a_weight_of_nothing_leaves_meaning_out_of_account():
    index = Index(weights=Weights(meaning=0.0))
    index.add(Listing("D", DEMAND, title="甲"), vector=(1.0, 0.0))

    assert prepare_query(index, index.find("D")).meaning is None
