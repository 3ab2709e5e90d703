"""Who or what is in two places at once."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from eventmgr.event.agenda.conflicts import Conflict, Occupied, find_conflicts, person_key

MORNING = datetime(2026, 5, 13, 0, 30, tzinfo=UTC)


def item(number, start, minutes, *, room=None, people=(), parent=None):
    begins = MORNING + timedelta(minutes=start)
    return Occupied(number, begins, begins + timedelta(minutes=minutes), parent, room, frozenset(people))


def test_one_room_in_two_items_at_once_is_a_conflict():
    assert find_conflicts([item(1, 0, 30, room=7), item(2, 20, 30, room=7)]) == [Conflict("room", 7, 1, 2)]


def test_items_that_touch_do_not_clash():
    assert find_conflicts([item(1, 0, 30, room=7), item(2, 30, 30, room=7)]) == []


def test_a_person_in_two_places_is_named():
    both = person_key("张 𬭎", "样例学院")
    found = find_conflicts([item(1, 0, 60, room=1, people={both}), item(2, 30, 10, room=2, people={both})])
    assert found == [Conflict("person", both, 1, 2)]


def test_spacing_and_width_do_not_hide_a_person():
    assert person_key("张　𬭎", "样例（上海）") == person_key("张𬭎", "样例(上海)")


def test_a_chair_may_speak_in_a_part_of_the_own_session():
    chair = person_key("李娜", "")
    assert (
        find_conflicts([item(1, 0, 90, room=1, people={chair}), item(2, 0, 20, room=1, people={chair}, parent=1)]) == []
    )


def test_parts_of_one_session_clash_with_each_other():
    found = find_conflicts([item(1, 0, 90), item(2, 0, 90, room=3, parent=1), item(3, 0, 90, room=3, parent=1)])
    assert found == [Conflict("room", 3, 2, 3)]


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 60), st.integers(0, 3)), max_size=25))
def test_found_conflicts_are_just_the_overlapping_pairs_of_a_room(rows):
    items = [item(number, start, minutes, room=room) for number, (start, minutes, room) in enumerate(rows)]
    expected = {
        frozenset((a.id, b.id))
        for a in items
        for b in items
        if a.id < b.id and a.room == b.room and a.starts_at < b.ends_at and b.starts_at < a.ends_at
    }
    found = find_conflicts(items)
    assert {frozenset((one.first, one.second)) for one in found} == expected
    assert len(found) == len(expected)
