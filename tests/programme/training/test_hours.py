"""Hours that one person can attend, against every choice of sessions; what is enough."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.programme.training.hours import Course, Lesson, hours_in_words, most_hours, proposed_tenths, standing_of
from tests.factories import NOON
from tests.soak import times

lessons = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6), st.integers(1, 60)), max_size=8).map(
    lambda rows: [
        Lesson(number, NOON + timedelta(hours=start), NOON + timedelta(hours=start + length), tenths)
        for number, (start, length, tenths) in enumerate(rows)
    ]
)


def best(chosen: list[Lesson]) -> int:
    """The largest sum over all sets of sessions of which no two overlap, by trying them all."""
    return max(
        sum(lesson.tenths for lesson in some)
        for size in range(len(chosen) + 1)
        for some in combinations(chosen, size)
        if all(a.ends_at <= b.starts_at or b.ends_at <= a.starts_at for a, b in combinations(some, 2))
    )


@settings(max_examples=times(300))
@given(lessons)
def test_of_sessions_side_by_side_one_counts(chosen: list[Lesson]):
    assert most_hours(chosen) == best(chosen)


@settings(max_examples=times(300))
@given(lessons, st.sets(st.integers(0, 7)), st.integers(0, 100))
def test_enough_is_the_share_of_what_can_be_attended(chosen: list[Lesson], attended: set[int], threshold: int):
    standing = standing_of(Course(tuple(chosen), threshold), attended)

    assert standing.tenths == best([lesson for lesson in chosen if lesson.item_id in attended]) <= standing.base
    assert standing.is_enough == (standing.tenths * 100 >= standing.base * threshold)


def test_hours_are_proposed_by_length_and_said_with_one_place():
    proposed = [proposed_tenths(NOON, NOON + timedelta(minutes=minutes)) for minutes in (10, 45, 90, 120, 150)]

    assert [hours_in_words(tenths) for tenths in proposed] == ["0.5", "1", "2", "2.5", "3"]
