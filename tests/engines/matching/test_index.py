"""The index takes one more listing at any time, each id once."""

from __future__ import annotations

import pytest

from eventmgr.engines.matching import DEMAND, SUPPLY, Index, Listing, read_listings, supplies_for


def test_an_id_is_taken_once():
    index = Index([Listing("A", DEMAND, title="空调电费高")])

    with pytest.raises(ValueError, match="'A' is taken"):
        index.add(Listing("A", SUPPLY, title="冷站节能"))


def test_a_listing_is_found_from_the_moment_it_is_added():
    index = Index([Listing("D1", DEMAND, topic="energy", title="空调电费高")])
    index.add(Listing("S1", SUPPLY, topic="energy", title="空调节电改造"))

    assert [one.supply.listing.id for one in supplies_for(index, index.find("D1")).matches] == ["S1"]


def test_a_listing_that_is_not_saved_yet_can_be_ranked():
    index = Index([Listing("S1", SUPPLY, topic="energy", title="空调节电改造")])
    draft = index.read(Listing("D1", DEMAND, topic="energy", title="空调电费高"))

    assert supplies_for(index, draft).matches[0].supply.listing.id == "S1"
    assert index.find("D1") is None


def test_kinds_may_be_written_in_chinese():
    listings = read_listings("id,kind,title,text\n1,需求,电费高,\n2,供给,节电改造,\n".encode())

    assert [listing.kind for listing in listings] == [DEMAND, SUPPLY]
