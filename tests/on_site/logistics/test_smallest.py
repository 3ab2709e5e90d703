"""The smallest repair of rooms, held against trying everything, with other nights and people who never move."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.on_site.logistics.arranging import smallest as method
from eventmgr.on_site.logistics.arranging.room_repairs import Stay, repair
from eventmgr.on_site.logistics.arranging.rooms import SHARED, SINGLE, Need, Room, propose
from tests.on_site.logistics.rooms import STAY, holds, night, people
from tests.soak import times

_BEDS = st.lists(st.sampled_from((1, 2, 2)), min_size=1, max_size=4)


def best_of_all(needs, stays, rooms):
    """(people without a bed, people who have a room and lose it) of the best repair, by trying everything."""
    before = {stay.person: stay.room for stay in stays}
    fixed = {stay.person: stay.room for stay in stays if stay.is_locked}
    choices = [
        [fixed[need.person]] if need.person in fixed
        else [0, before[need.person]] if need.kind == SHARED and not need.sex and need.person in before
        else [0] if need.kind == SHARED and not need.sex
        else [0, *(room.id for room in rooms)]
        for need in needs
    ]  # fmt: skip
    best = (len(needs) + 1, 0)
    for chosen in product(*choices):
        after = {need.person: room for need, room in zip(needs, chosen, strict=True) if room}
        cost = len(needs) - len(after), sum(after.get(person) != room for person, room in before.items())
        if cost < best and not holds(needs, after, rooms):
            best = cost
    return best


@st.composite
def cases(draw):
    """People of whom some have rooms and some never move, and of whom some have changed since."""
    needs = draw(people(most=6, sexes=("female", "male", "male", "")))
    rooms = [Room(100 + index, beds, 1, index) for index, beds in enumerate(draw(_BEDS))]
    first = propose([need for need in needs if draw(st.integers(0, 3))], rooms, {})
    by_person = {need.person: need for need in needs}
    locked = {person for person in first.rooms if not draw(st.integers(0, 4))}
    stays = [Stay(person, room, by_person[person].nights, person in locked) for person, room in first.rooms.items()]
    now = []
    for need in needs:
        how = draw(st.sampled_from(("", "", "sex", "kind", "gone"))) if need.person not in locked else ""
        if how == "sex":
            now.append(replace(need, sex="male" if need.sex == "female" else "female"))
        elif how == "kind":
            now.append(replace(need, kind=SINGLE if need.kind == SHARED else SHARED))
        elif how != "gone":
            now.append(need)
    return now, stays, rooms


@settings(max_examples=times(300), deadline=None)
@given(cases())
def test_no_repair_leaves_fewer_without_a_bed_or_moves_fewer(case):
    needs, stays, rooms = case
    here = {need.person for need in needs}

    done = repair(needs, stays, rooms)

    after = {stay.person: stay.room for stay in stays if stay.person in here}
    after |= {step.person: step.after for step in done.steps if step.person in here}
    after = {person: room for person, room in after.items() if room}
    standing = [stay for stay in stays if stay.person in here]
    lost = sum(after.get(stay.person) != stay.room for stay in standing)
    assert holds(needs, after, rooms) == []
    assert all(after[stay.person] == stay.room for stay in standing if stay.is_locked)
    assert (len(needs) - len(after), lost) == best_of_all(needs, standing, rooms)
    assert (done.is_least, len(done.unplaced)) == (True, len(needs) - len(after))
    assert {step.person for step in done.steps if step.kind == "place" and not step.why} == set()


def test_a_repair_that_moves_three_is_found_where_no_two_do():
    """Men alone in rooms of two make room for women, two and two, by sharing: more than two have to move."""
    men = [Need(n, "male", SHARED, STAY) for n in range(6)]
    stays = [Stay(n, 100 + n, STAY) for n in range(6)]
    women = [Need(10 + n, "female", SHARED, STAY) for n in range(6)]
    rooms = [Room(100 + n, 2, 1, n) for n in range(6)]

    done = repair([*men, *women], stays, rooms)

    assert (done.moved, dict(done.unplaced), done.is_least) == (3, {}, True)
    assert repair([*men, *women], [replace(stays[0], is_locked=True), *stays[1:]], rooms).moved == 3


def test_a_chain_over_nights_is_followed():
    """Who comes early fits only where somebody sleeps who fits only where somebody else does."""
    needs = [
        Need(1, "male", SINGLE, night(0, 2)), Need(2, "male", SINGLE, night(1, 3)), Need(3, "male", SINGLE, night(2, 4)),
        Need(4, "male", SINGLE, night(0, 4)),
    ]  # fmt: skip
    rooms = [Room(1, 1, 1, 0), Room(2, 1, 1, 1), Room(3, 1, 1, 2)]
    stays = [Stay(1, 1, night(0, 2)), Stay(3, 2, night(2, 4)), Stay(2, 3, night(1, 3))]

    done = repair(needs, stays, rooms)

    assert (done.moved, dict(done.unplaced), done.is_least) == (1, {}, True)


def test_what_was_not_tried_to_the_end_is_not_called_the_smallest(monkeypatch):
    monkeypatch.setattr(method, "MOST_STEPS", 1)
    men = [Need(n, "male", SHARED, STAY) for n in range(6)]
    women = [Need(10 + n, "female", SHARED, STAY) for n in range(6)]
    rooms = [Room(100 + n, 2, 1, n) for n in range(6)]

    done = repair([*men, *women], [Stay(n, 100 + n, STAY) for n in range(6)], rooms)

    assert (len(done.unplaced), done.is_least) == (6, False)
