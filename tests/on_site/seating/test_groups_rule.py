"""Groups shared out, against every way."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.on_site.seating.groups.proposal import Group, Member, propose, spread
from tests.soak import times

people = st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("pq")), max_size=6)


def members(rows, first=1):
    """People from (sector, province)."""
    return [Member(number, sector, province) for number, (sector, province) in enumerate(rows, first)]


@settings(max_examples=times(60), deadline=None)
@given(waiting=people, there=people, limits=st.lists(st.none() | st.integers(0, 5), min_size=1, max_size=3))
def test_sizes_and_sectors_are_as_even_as_any_way_makes_them(waiting, there, limits):
    inside = members(there, 100)
    groups = [Group(number, limit, inside[number :: len(limits)]) for number, limit in enumerate(limits)]
    asked = members(waiting)
    found = propose(groups, asked)
    room = sum(6 if group.limit is None else max(0, group.limit - len(group.members)) for group in groups)
    assert len(found) == min(len(asked), room)
    nobody = [None] if len(found) < len(asked) else []
    ways = [
        spread(groups, asked, {one.id: at for one, at in zip(asked, seating, strict=True) if at is not None})[:2]
        for seating in product([*range(len(groups)), *nobody], repeat=len(asked))
        if seating.count(None) == len(asked) - len(found)
        and all(
            group.limit is None
            or not seating.count(group.id)
            or seating.count(group.id) + len(group.members) <= group.limit
            for group in groups
        )
    ]
    assert spread(groups, asked, found)[:2] == min(ways)


def test_provinces_are_evened_out_without_touching_sectors():
    asked = members([("x", "p"), ("x", "p"), ("x", "q"), ("x", "q"), ("y", "p"), ("y", "p")])
    found = propose([Group(1), Group(2)], asked)
    assert spread([Group(1), Group(2)], asked, found) == (18, 4 + 4 + 1 + 1, 4 + 4 + 1 + 1)


def test_limits_hold_and_who_has_no_place_has_no_group():
    found = propose([Group(1, 1), Group(2, 1)], members([("x", "p")] * 3))
    assert sorted(found.values()) == [1, 2]
