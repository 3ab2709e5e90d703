"""The rostrum by rank, against the orders that are written down and against a search."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.on_site.seating.places import Why
from eventmgr.on_site.seating.rostrum.proposal import order_of_seats, propose, rows_for

SEEN_BY_THE_AUDIENCE = {
    1: [1],
    2: [1, 2],
    3: [3, 1, 2],
    4: [3, 1, 2, 4],
    5: [5, 3, 1, 2, 4],
    6: [5, 3, 1, 2, 4, 6],
    7: [7, 5, 3, 1, 2, 4, 6],
    8: [7, 5, 3, 1, 2, 4, 6, 8],
    9: [9, 7, 5, 3, 1, 2, 4, 6, 8],
}
"""Ranks from the left to the right; those of 7 and 8 people stand in the pages that docs/inside/seating.md names."""


def seen(people, **more):
    """Ranks from the left as the audience sees them."""
    given_ = propose(range(1, people + 1), [people], **more).given
    return sorted(given_, key=lambda rank: given_[rank].place)


@pytest.mark.parametrize("people", SEEN_BY_THE_AUDIENCE)
def test_odd_and_even_numbers_sit_as_written_down(people):
    assert seen(people) == SEEN_BY_THE_AUDIENCE[people]


@pytest.mark.parametrize("people", SEEN_BY_THE_AUDIENCE)
def test_where_the_right_hand_comes_first_it_is_the_mirror_image(people):
    assert seen(people, left_first=False) == SEEN_BY_THE_AUDIENCE[people][::-1]


@pytest.mark.parametrize("people", range(1, 7))
def test_of_all_orders_one_follows_the_rule(people):
    """Nearer the middle goes first, of two as near the left hand: the higher number; an even row's middle is its left pair."""
    middle = people / 2 + 0.5

    def honour(number):
        return abs(number - middle), number if people % 2 == 0 and abs(number - middle) == 0.5 else -number

    def follows(order):
        worth = [honour(order.index(rank) + 1) for rank in range(1, people + 1)]
        return worth == sorted(worth)

    if people % 2:
        assert [list(order) for order in permutations(range(1, people + 1)) if follows(order)] == [seen(people)]
    else:
        assert [order for order in permutations(range(1, people + 1)) if list(order) == seen(people)]
        assert {seen(people)[people // 2 - 1], seen(people)[people // 2]} == {1, 2}


@given(people=st.integers(0, 40), rows=st.lists(st.integers(1, 12), max_size=4))
def test_the_front_fills_first_and_rows_are_whole_to_their_middle(people, rows):
    proposal = propose(range(people), rows)
    assert len(proposal.given) == min(people, sum(rows))
    assert proposal.left == tuple(range(sum(rows), people))
    sizes = rows_for(people, rows)
    by_row = {}
    for who, one in proposal.given.items():
        by_row.setdefault(one.place[0], []).append((one.place[1], who))
    for row, seats in by_row.items():
        assert sorted(number for number, _who in seats) == list(range(1, sizes[row - 1] + 1))
    ranks_by_row = [sorted(who for _number, who in by_row[row]) for row in sorted(by_row)]
    assert [who for row in ranks_by_row for who in row] == sorted(proposal.given)


@given(people=st.integers(1, 12), data=st.data())
def test_who_is_locked_stays_and_the_others_keep_their_order(people, data):
    seats = order_of_seats(people)
    who = data.draw(st.integers(0, people - 1))
    number = data.draw(st.sampled_from(seats))
    proposal = propose(range(people), [people], {who: (1, number)})
    assert proposal.given[who].place == (1, number)
    assert proposal.given[who].why is Why.LOCKED
    assert len({one.place for one in proposal.given.values()}) == people
    others = [seats.index(proposal.given[one].place[1]) for one in range(people) if one != who]
    assert others == sorted(others)


def test_an_absence_closes_the_gap():
    before, after = propose("ABCDEFG", [7]), propose("ABCEFG", [7])
    assert sorted(before.given, key=lambda who: before.given[who].place) == list("GECABDF")
    assert sorted(after.given, key=lambda who: after.given[who].place) == list("FCABEG")


def test_the_reason_is_the_middle_shared_or_not():
    assert propose("ABC", [3]).given["A"].why is Why.FIRST
    assert propose("ABCD", [4]).given["A"].why is Why.FIRST_OF_PAIR
    assert propose("ABCD", [3, 3]).given["D"].why is Why.BACK_ROW
