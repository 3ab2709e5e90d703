"""Blocks in the hall, against every way of placing them."""

from itertools import combinations_with_replacement

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.on_site.seating.hall.proposal import begin_blocks, breaks_of, propose, repair
from eventmgr.on_site.seating.places import Guest, Layout, Why
from tests.soak import times


def divided(starts, sizes, stretches):
    """How often blocks are divided, and where the last one ends."""
    of_seat = [index for index, length in enumerate(stretches) for _seat in range(length)]
    breaks = sum(of_seat[start + size - 1] - of_seat[start] for start, size in zip(starts, sizes, strict=True))
    return breaks, starts[-1] + sizes[-1]


@settings(max_examples=times(60), deadline=None)
@given(
    sizes=st.lists(st.integers(1, 5), min_size=1, max_size=4),
    stretches=st.lists(st.integers(1, 5), min_size=1, max_size=5),
)
def test_blocks_are_divided_as_little_as_any_way_divides_them(sizes, stretches):
    total, needed = sum(stretches), sum(sizes)
    if needed > total:
        return
    ways = []
    for gaps in combinations_with_replacement(range(total - needed + 1), len(sizes)):
        starts, used = [], 0
        for gap, size in zip(gaps, sizes, strict=True):
            starts.append(gap + used)
            used += size
        ways.append(divided(starts, sizes, stretches))
    assert divided(begin_blocks(sizes, stretches), sizes, stretches) == min(ways)


def guests_of(*sizes, leads=True):
    """Delegations of so many, the first of each its leader."""
    found, number = [], 0
    for unit, size in enumerate(sizes):
        for index in range(size):
            number += 1
            found.append(Guest(number, f"u{unit}", leads=leads and index == 0))
    return found


def test_leaders_have_the_first_row_from_its_middle_and_their_left_hand_comes_first():
    hall = Layout((7, 8, 8), aisles=(4,))
    proposal = propose(hall, guests_of(3, 3, 3))
    assert [proposal.given[who].place for who in (1, 4, 7)] == [(1, 4), (1, 3), (1, 5)]
    assert all(proposal.given[who].place[0] > 1 for who in (2, 3, 5, 6, 8, 9))


def test_a_delegation_goes_behind_the_aisle_rather_than_across_it():
    hall = Layout((4, 8, 8), aisles=(4,))
    proposal = propose(hall, guests_of(3, 3, leads=False))
    places = [[proposal.given[who].place for who in members] for members in ((1, 2, 3), (4, 5, 6))]
    assert [breaks_of(hall, own) for own in places] == [0, 0]
    assert {one.why for one in proposal.given.values()} == {Why.BLOCK}


def test_where_no_stretch_holds_a_delegation_it_is_said():
    proposal = propose(Layout((3, 3)), guests_of(5, leads=False))
    assert {one.why for one in proposal.given.values()} == {Why.BROKEN_BLOCK}


def test_the_press_sits_at_the_back_and_kept_seats_are_given_to_nobody():
    hall = Layout((4, 4), reserved=frozenset({(2, 4)}))
    guests = [Guest(1, "a"), Guest(2, "", is_press=True)]
    proposal = propose(hall, guests)
    assert proposal.given[2].place == (2, 3)
    everybody = propose(hall, [Guest(number, "a") for number in range(9)])
    assert len(everybody.left) == 2
    assert (2, 4) not in {one.place for one in everybody.given.values()}


halls = st.builds(
    Layout, st.lists(st.integers(1, 6), min_size=1, max_size=4).map(tuple), aisles=st.sampled_from([(), (2,), (2, 4)])
)
crowds = st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=4).map(
    lambda units: [
        Guest(10 * number + index, str(number), leads=has_leader and index == 0)
        for number, (size, has_leader) in enumerate(units)
        for index in range(size)
    ]
)


@given(hall=halls, guests=crowds, data=st.data())
def test_everybody_who_can_has_one_seat_and_who_is_locked_keeps_it(hall, guests, data):
    locked = {}
    if guests and data.draw(st.booleans()):
        locked = {guests[0].id: data.draw(st.sampled_from(hall.free([])))}
    proposal = propose(hall, guests, locked)
    places = [one.place for one in proposal.given.values()]
    assert len(places) == len(set(places)) == min(len(guests), hall.seats)
    assert all(place in hall for place in places)
    assert all(proposal.given[who].place == place for who, place in locked.items())
    assert {*proposal.given, *proposal.left} == {guest.id for guest in guests}


@given(hall=halls, guests=crowds, data=st.data())
def test_a_repair_moves_nobody_who_sits_rightly_and_seats_everybody_there_is_a_seat_for(hall, guests, data):
    stands = {who: one.place for who, one in propose(hall, guests).given.items()}
    gone = set(data.draw(st.sets(st.sampled_from(sorted(stands)), max_size=2))) if stands else set()
    late = [
        Guest(900 + number, data.draw(st.sampled_from(["0", "1", "new"])))
        for number in range(data.draw(st.integers(0, 3)))
    ]
    present = [guest for guest in guests if guest.id not in gone] + late
    mended = repair(hall, present, {who: place for who, place in stands.items() if who not in gone}, {})
    assert mended.moves(stands) == []
    assert len(mended.given) == min(len(present), hall.seats)
    places = [one.place for one in mended.given.values()]
    assert len(set(places)) == len(places)


def test_a_latecomer_sits_as_near_to_the_own_delegation_as_can_be():
    hall = Layout((2, 6), aisles=(3,))
    guests = [Guest(1, "a"), Guest(2, "b"), Guest(3, "b")]
    stands = {1: (2, 1), 2: (2, 4), 3: (2, 5)}
    assert repair(hall, [*guests, Guest(4, "b")], stands, {}).given[4].place == (2, 3)
    assert repair(hall, [*guests, Guest(4, "b")], {**stands, 1: (2, 3)}, {}).given[4].place == (2, 6)
