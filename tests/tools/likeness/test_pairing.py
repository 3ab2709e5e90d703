"""Pairs that look alike: found by common keys, and listed page by page."""

from dataclasses import dataclass

import pytest

from eventmgr.ground.errors import BadValue
from eventmgr.tools.likeness.pairing import Alike, page_of, pairs_by_key

PAIRS = [Alike(ids, ("name",)) for ids in ((1, 2), (1, 5), (3, 4))]


@dataclass(frozen=True)
class Thing:
    id: int
    name: str
    colour: str = ""


def keys_of(thing):
    yield "name", thing.name
    if thing.colour:
        yield "colour", thing.colour


def test_what_has_a_key_in_common_is_a_pair_with_every_reason():
    things = [Thing(3, "甲", "红"), Thing(1, "甲", "红"), Thing(2, "乙")]
    assert pairs_by_key(things, keys_of, lambda *_: True) == {(1, 3): {"name", "colour"}}


def test_a_key_says_nothing_where_the_room_says_so():
    things = [Thing(number, "甲") for number in range(3)]
    assert pairs_by_key(things, keys_of, lambda _reason, _one, _other, sharing: sharing < 3) == {}


def test_pages_follow_one_another_without_a_gap():
    first, after = page_of(PAIRS, "", 2)
    rest, end = page_of(PAIRS, after, 2)
    assert (first + rest, after, end) == (PAIRS, "1-5", "")


@pytest.mark.parametrize("after", ["1", "1-", "-2", "a-b", "²-3", "1-2-3", "9" * 40 + "-1"])
def test_what_is_no_pair_is_refused(app, after):
    with app.test_request_context(), pytest.raises(BadValue):
        page_of(PAIRS, after, 2)
