"""The figures of docs/formats/matching.md as floors, on sets that no weight was chosen on."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bench.matching.run import ENTRIES, SAMPLE, places, pools, read
from eventmgr.engines import matching
from eventmgr.engines.matching import lexicon, read_listings
from eventmgr.tools.taxonomy import topics

DATA = Path(matching.__file__).parent / "data"
HELD_OUT = ENTRIES / "heldout"


def hit(found: list[int], first: int) -> float:
    """Share of the places among the first so many."""
    return sum(place < first for place in found) / len(found)


@pytest.mark.parametrize(
    ("with_topics", "at_one", "at_five"), [(True, 0.85, 0.97), (False, 0.40, 0.80)], ids=["topics", "no topics"]
)
def test_unseen_entries_find_their_partner(with_topics: bool, at_one: float, at_five: float):
    found = [place for part in pools(read(HELD_OUT)) for place in places(part, with_topics=with_topics)[0]]

    assert hit(found, 1) >= at_one
    assert hit(found, 5) >= at_five


def test_among_all_supplies_the_partner_is_first_in_85_of_100():
    assert hit(places(read(HELD_OUT), with_topics=True)[0], 1) >= 0.85


@pytest.mark.parametrize("with_topics", [True, False], ids=["topics", "no topics"])
def test_no_good_match_is_rarely_said_of_what_has_one(with_topics: bool):
    found = [value for part in pools(read(HELD_OUT)) for value in places(part, with_topics=with_topics)[1]]

    assert sum(not value for value in found) <= 0.05 * len(found)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the published sample is not beside the checkout")
@pytest.mark.parametrize(
    ("with_topics", "at_one", "at_five"), [(True, 0.85, 0.97), (False, 0.40, 0.80)], ids=["topics", "no topics"]
)
def test_the_published_sample_finds_its_partners(with_topics: bool, at_one: float, at_five: float):
    found, _best_documents, _none = places(read(SAMPLE / "supply_demand_sample"), with_topics=with_topics)

    assert hit(found, 1) >= at_one
    assert hit(found, 5) >= at_five


@pytest.mark.parametrize("name", ["development", "heldout"])
def test_the_sets_are_listings_of_fictional_companies(name: str):
    listings = read_listings((ENTRIES / f"{name}.csv").read_bytes())
    ids = {listing.id for listing in listings}
    pairs = {key for demand, supplies in read(ENTRIES / name)[1].items() for key in (demand, *supplies)}

    assert all("样例" in listing.org for listing in listings)
    assert pairs - ids == set()


def test_the_lexicon_speaks_only_of_known_topics():
    texts = [(DATA / f"{name}.csv").read_text("utf-8").splitlines() for name in ("concepts", "trades")]
    rows = [row for lines in texts for row in csv.DictReader(lines)]
    said = {topic for row in rows for topic in row["topics"].split(";")}

    assert said - {topic.id for topic in topics()} == set()


def test_a_latin_word_counts_only_whole():
    assert "shop-floor execution" in lexicon.find_mentions("要上MES系统")
    assert "shop-floor execution" not in lexicon.find_mentions("times")
