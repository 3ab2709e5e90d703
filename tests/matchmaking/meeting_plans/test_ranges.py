"""Numbers of tables as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.matchmaking.meeting_plans.pairs import kind_key, may_meet, side_key
from eventmgr.matchmaking.meeting_plans.ranges import MOST, read_ranges, say_ranges
from tests.soak import times


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("1-4", [1, 2, 3, 4]),
        ("1—3、7", [1, 2, 3, 7]),
        ("3至5，1", [1, 3, 4, 5]),
        ("2 - 3 9", [2, 3, 9]),
        (" 7 ", [7]),
        ("1,1,1", [1]),
    ],
)
def test_ranges_are_read_as_they_are_written_in_both_languages(typed, numbers):
    assert read_ranges(typed) == numbers


@pytest.mark.parametrize("typed", ["", "  ", "0", "5-3", "a", "1-", "-4", f"1-{MOST + 1}", "1.5", "1-2-3", "9" * 30])
def test_what_is_no_range_is_refused(typed):
    with pytest.raises(ValueError):
        read_ranges(typed)


@settings(max_examples=times(150))
@given(st.sets(st.integers(1, MOST), min_size=1, max_size=80))
def test_what_is_said_is_read_as_the_same_numbers(numbers):
    assert read_ranges(say_ranges(numbers)) == sorted(numbers)


def test_pairs_forbid_only_within_their_own_dimension():
    across = [[side_key("1"), side_key("2")]]
    assert may_meet(across, ("1", "company"), ("2", "park"))
    assert not may_meet(across, ("1", "company"), ("1", "company"))
    assert may_meet(across, ("", "company"), ("1", "company")), "of no side: held by types alone"
    both = [*across, [kind_key("company"), kind_key("park")]]
    assert may_meet(both, ("2", "park"), ("1", "company"))
    assert not may_meet(both, ("2", "company"), ("1", "company"))
    assert may_meet([], ("1", "company"), ("1", "company"))
