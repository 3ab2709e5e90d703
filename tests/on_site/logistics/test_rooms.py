"""Proposals of rooms and their repair: rules that always hold, and small cases held against trying everything."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.on_site.logistics.arranging.room_repairs import BreakKind, Stay, StepKind, breaks_of, repair
from eventmgr.on_site.logistics.arranging.rooms import SHARED, SINGLE, Need, Room, RoomReason, Unplaced, propose
from tests.on_site.logistics.rooms import STAY, holds, people
from tests.soak import times

ROOMS = st.lists(st.sampled_from((1, 2, 2, 3)), max_size=6).map(
    lambda beds: [Room(100 + index, number, 1, index) for index, number in enumerate(beds)]
)


@settings(max_examples=times(400))
@given(people(), ROOMS)
def test_a_proposal_keeps_every_rule_and_says_of_everybody_what_became_of_them(needs, rooms):
    found = propose(needs, rooms, {})
    assert holds(needs, found.rooms, rooms) == []
    assert {*found.rooms} | {*found.unplaced} == {need.person for need in needs}
    assert not {*found.rooms} & {*found.unplaced}
    assert {*found.why} == {*found.rooms}
    assert {person for person, why in found.unplaced.items() if why == Unplaced.NO_SEX} == {
        need.person for need in needs if need.kind == SHARED and not need.sex
    }


@settings(max_examples=times(300))
@given(people(), ROOMS)
def test_whoever_is_locked_stays_where_they_are(needs, rooms):
    first = propose(needs, rooms, {})
    kept = dict(list(first.rooms.items())[::2])
    again = propose(needs, rooms, kept)
    assert not {*again.rooms} & {*kept}
    assert holds(needs, kept | dict(again.rooms), rooms) == []


def best_pairs(needs):
    """(wishes met, pairs of one delegation) of the best way to share, by trying everything; everybody who can shares."""

    def score(pairs):
        wishes = sum((b.person in a.wishes) + (a.person in b.wishes) for a, b in pairs)
        return wishes, sum(bool(a.unit) and a.unit == b.unit for a, b in pairs)

    def ways(left):
        if len(left) < 2:
            yield []
            return
        one, rest = left[0], left[1:]
        for index, other in enumerate(rest):
            for more in ways(rest[:index] + rest[index + 1 :]):
                yield [(one, other), *more]
        if len(left) % 2:
            yield from ways(rest)

    return max(score(pairs) for pairs in ways(needs))


@settings(max_examples=times(300))
@given(people(most=7, sexes=("female",), lengths=False))
def test_no_other_way_to_share_meets_more_wishes_or_keeps_more_delegations_together(needs):
    needs = [replace(need, kind=SHARED) for need in needs]
    rooms = [Room(100 + index, 2, 1, index) for index in range(4)]
    found = propose(needs, rooms, {})
    pairs = []
    for room in rooms:
        inside = [need for need in needs if found.rooms.get(need.person) == room.id]
        pairs += [tuple(inside)] if len(inside) == 2 else []
    wishes = sum((b.person in a.wishes) + (a.person in b.wishes) for a, b in pairs)
    units = sum(bool(a.unit) and a.unit == b.unit for a, b in pairs)
    assert len(pairs) == len(needs) // 2
    assert (wishes, units) == best_pairs(needs)
    assert sum(RoomReason.ODD in why for why in found.why.values()) == len(needs) % 2


def most_singles(needs, rooms):
    """As many as can have a room alone, by trying everything."""
    best = 0
    for chosen in product((None, *(room.id for room in rooms)), repeat=len(needs)):
        placed = {need.person: room for need, room in zip(needs, chosen, strict=True) if room}
        taken = {}
        fits = True
        for need in needs:
            room = placed.get(need.person)
            if room and any(need.nights.common(other) for other in taken.get(room, ())):
                fits = False
                break
            if room:
                taken.setdefault(room, []).append(need.nights)
        best = max(best, len(placed)) if fits else best
    return best


@settings(max_examples=times(200), deadline=None)
@given(people(most=5), st.integers(0, 2))
def test_no_other_way_gives_more_people_a_room_of_their_own(needs, number):
    needs = [replace(need, kind=SINGLE) for need in needs]
    rooms = [Room(100 + index, 1, 1, index) for index in range(number)]
    assert len(propose(needs, rooms, {}).rooms) == most_singles(needs, rooms)


def fewest_moves(needs, stays, rooms):
    """(people without a bed, people who had one and do not stay in it) of the best repair, by trying everything."""
    before = {stay.person: stay.room for stay in stays if stay.person in {need.person for need in needs}}
    best = (len(needs) + 1, 0)
    for chosen in product((0, *(room.id for room in rooms)), repeat=len(needs)):
        after = {need.person: room for need, room in zip(needs, chosen, strict=True) if room}
        missing = len(needs) - len(after)
        if (missing, 0) > best or holds(needs, after, rooms):
            continue
        moved = sum(after.get(person) != room for person, room in before.items())
        best = min(best, (missing, moved))
    return best


@settings(max_examples=times(150), deadline=None)
@given(
    people(most=5, sexes=("female", "male"), lengths=False), st.lists(st.sampled_from((1, 2)), max_size=3), st.data()
)
def test_a_repair_is_the_smallest_where_all_have_the_same_nights(needs, beds, data):
    rooms = [Room(100 + index, number, 1, index) for index, number in enumerate(beds)]
    old = [need for need in needs if data.draw(st.booleans())]
    first = propose(old, rooms, {})
    stays = [Stay(person, room, STAY) for person, room in first.rooms.items()]
    changed = data.draw(
        st.lists(st.sampled_from(["gone", "sex", "kind", ""]), min_size=len(needs), max_size=len(needs))
    )
    now = []
    for need, how in zip(needs, changed, strict=True):
        if how == "sex":
            now.append(replace(need, sex="male" if need.sex == "female" else "female"))
        elif how == "kind":
            now.append(replace(need, kind=SINGLE if need.kind == SHARED else SHARED))
        elif how != "gone":
            now.append(need)
    done = repair(now, stays, rooms)
    after = {stay.person: stay.room for stay in stays}
    for step in done.steps:
        after[step.person] = step.after
    after = {person: room for person, room in after.items() if room}
    assert holds(now, after, rooms) == []
    missing, moved = fewest_moves(now, stays, rooms)
    assert len(now) - len(after) == len(done.unplaced)
    here = {need.person for need in now}
    disturbed = sum(after.get(stay.person) != stay.room for stay in stays if stay.person in here)
    assert (len(done.unplaced), disturbed) == (missing, moved)


def test_two_who_wish_it_share_and_it_is_said_why():
    wish = (
        Need(1, "female", SHARED, STAY, "310000", frozenset({2})),
        Need(2, "female", SHARED, STAY, "420000", frozenset({1})),
    )
    other = Need(3, "female", SHARED, STAY, "310000")
    found = propose([*wish, other], [Room(1, 2), Room(2, 2)], {})
    assert found.rooms[1] == found.rooms[2] != found.rooms[3]
    assert (found.why[1][0], found.why[3]) == (RoomReason.BOTH_WISH, (RoomReason.ODD,))


def test_men_and_women_never_share_even_if_they_wish_it():
    pair = (
        Need(1, "female", SHARED, STAY, "310000", frozenset({2})),
        Need(2, "male", SHARED, STAY, "310000", frozenset({1})),
    )
    assert propose(pair, [Room(1, 2)], {}).unplaced == {2: Unplaced.NO_ROOM}


def test_whoever_joins_fills_the_bed_that_is_free_before_another_room_is_opened():
    needs = [Need(1, "male", SHARED, STAY, "310000"), Need(2, "male", SHARED, STAY, "310000")]
    found = propose(needs, [Room(1, 2), Room(2, 2)], {1: 1})
    assert (found.rooms, found.why) == ({2: 1}, {2: (RoomReason.SAME_UNIT, "same_nights")})


def test_what_a_change_breaks_is_named_and_only_that_is_repaired():
    needs = [Need(number, "male", SHARED, STAY, "310000") for number in (1, 2, 3, 4)]
    rooms = [Room(1, 2), Room(2, 2), Room(3, 2)]
    stays = [Stay(1, 1, STAY), Stay(2, 1, STAY), Stay(3, 2, STAY), Stay(4, 2, STAY)]
    assert breaks_of(needs, stays, rooms) == []
    changed = [needs[0], replace(needs[1], sex="female"), *needs[2:]]
    assert [one.kind for one in breaks_of(changed, stays, rooms)] == [BreakKind.SEX]
    done = repair(changed, stays, rooms)
    assert [(step.kind, step.person, step.after) for step in done.steps] == [(StepKind.MOVE, 2, 3)]
    smaller = [Room(1, 1), *rooms[1:]]
    assert [one.kind for one in breaks_of(needs, stays, smaller)] == [BreakKind.BEDS]
