"""Conflicts of rooms and people against a look at every pair of items."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.event.agenda.conflicts import Conflict, Occupied, find_conflicts, person_key
from tests.factories import NOON
from tests.soak import times

ROWS = st.lists(
    st.tuples(
        st.integers(0, 8),
        st.integers(1, 4),
        st.none() | st.integers(1, 2),
        st.frozensets(st.sampled_from("abc")),
        st.none() | st.integers(0, 3),
    ),
    max_size=8,
)


def items_of(rows: list[tuple[int, int, int | None, frozenset[str], int | None]]) -> list[Occupied]:
    return [
        Occupied(
            number,
            NOON + timedelta(hours=start),
            NOON + timedelta(hours=start + length),
            parent if parent is not None and parent < number else None,
            room,
            people,
        )
        for number, (start, length, room, people, parent) in enumerate(rows)
    ]


@settings(max_examples=times(300))
@given(ROWS, st.randoms())
def test_every_pair_that_shares_a_room_or_a_person_at_once_is_found_and_no_other(rows, lot):
    items = items_of(rows)
    wanted = set()
    for one, other in combinations(items, 2):
        related = one.id == other.parent_id or other.id == one.parent_id
        if related or one.ends_at <= other.starts_at or other.ends_at <= one.starts_at:
            continue
        pair = frozenset((one.id, other.id))
        if one.room is not None and one.room == other.room:
            wanted.add(("room", one.room, pair))
        wanted |= {("person", person, pair) for person in one.people & other.people}
    mixed = lot.sample(items, len(items))
    found = find_conflicts(mixed)

    assert len(found) == len(wanted)
    assert {(one.kind, one.what, frozenset((one.first, one.second))) for one in found} == wanted
    begins = {item.id: item.starts_at for item in items}
    assert all(begins[one.first] <= begins[one.second] for one in found)


@given(ROWS)
def test_the_order_of_the_items_does_not_matter(rows):
    items = items_of(rows)

    assert find_conflicts(items) == find_conflicts(items[::-1])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("张 三", "上海（样例）"), ("张三", "上海(样例)"), True),
        (("Li Lei", "ABB"), ("LI LEI", "ａｂｂ"), True),
        (("张三", "甲"), ("张三", "乙"), False),
        (("", ""), ("", ""), True),
    ],
)
def test_one_person_is_known_however_spaced(one: tuple[str, str], other: tuple[str, str], same: bool):
    assert (person_key(*one) == person_key(*other)) is same


def test_a_conflict_names_kind_what_and_both():
    items = [Occupied(n, NOON, NOON + timedelta(hours=1), room=7, people=frozenset("x")) for n in (2, 1)]

    assert find_conflicts(items) == [Conflict("room", 7, 1, 2), Conflict("person", "x", 1, 2)]
