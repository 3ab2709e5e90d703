"""Vectors are one more piece of evidence; without them nothing changes."""

from __future__ import annotations

import pytest

from eventmgr.engines.matching import DEMAND, SUPPLY, Index, Listing, supplies_for
from eventmgr.engines.matching.embedding import cosine_similarity, is_available, similarity_by_chance, vectors

LISTINGS = [
    Listing("D1", DEMAND, title="电费太高"),
    Listing("S1", SUPPLY, title="古琴"),
    Listing("S2", SUPPLY, title="漆器"),
]


def test_the_closer_meaning_wins_where_words_say_nothing():
    stored = {"D1": (1.0, 0.0), "S1": (0.0, 1.0), "S2": (0.9, 0.436)}
    index = Index()
    for listing in LISTINGS:
        index.add(listing, vector=stored[listing.id])

    assert [one.supply.listing.id for one in supplies_for(index, index.find("D1")).matches] == ["S2", "S1"]


def test_chance_does_not_depend_on_the_order():
    others = [(f"S{number}", (number / 300, 1 - number / 300)) for number in range(300)]

    assert similarity_by_chance((1.0, 0.0), others) == similarity_by_chance((1.0, 0.0), others[::-1])


@pytest.mark.skipif(not is_available(), reason="the extra `embedding` is not installed")
def test_the_model_finds_the_nearer_text():
    demand, select_candidates, far = vectors([LISTINGS[0], Listing("S3", SUPPLY, title="节约用电改造"), LISTINGS[1]])

    assert len(demand) == 384
    assert cosine_similarity(demand, select_candidates) > cosine_similarity(demand, far)
