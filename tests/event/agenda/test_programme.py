"""The agenda as people read it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from eventmgr.event.agenda.programme import days

ZONE = "Asia/Shanghai"


@dataclass
class Talk:
    id: int
    starts_at: datetime
    ends_at: datetime
    parent_id: int | None = None


def talk(number, hour, minutes=30, *, day=13, parent=None):
    begins = datetime(2026, 5, day, hour - 8, tzinfo=UTC)
    return Talk(number, begins, begins + timedelta(minutes=minutes), parent)


def shape(found):
    return [
        (day.date.day, [(row.item and row.item.id, [part.id for part in row.parts]) for row in day.rows])
        for day in found
    ]


def test_days_are_those_of_the_events_zone():
    assert shape(days([talk(1, 9), talk(2, 10, day=14)], ZONE)) == [(13, [(1, [])]), (14, [(2, [])])]


def test_parts_stand_under_their_session():
    assert shape(days([talk(1, 9, 90), talk(2, 9, 30, parent=1), talk(3, 10, parent=1)], ZONE)) == [(13, [(1, [2, 3])])]


def test_items_that_begin_together_stand_side_by_side():
    found = days([talk(1, 9), talk(2, 9), talk(3, 9, 60), talk(4, 10)], ZONE)
    assert shape(found) == [(13, [(None, [1, 2, 3]), (4, [])])]
    assert [row.minutes for row in found[0].rows] == [60, 30]


def test_a_session_with_parts_keeps_its_own_row():
    found = days([talk(1, 9, 60), talk(2, 9, 60, parent=1), talk(3, 9, 60)], ZONE)
    assert shape(found) == [(13, [(1, [2]), (3, [])])]


def test_a_part_whose_session_is_filtered_away_stands_by_itself():
    assert shape(days([talk(2, 9, parent=1)], ZONE)) == [(13, [(2, [])])]


def test_a_day_lasts_from_its_first_row_to_the_last_that_ends():
    (day,) = days([talk(1, 9, 240), talk(2, 9, 30, parent=1), talk(3, 10, 30)], ZONE)
    assert (day.ends_at - day.starts_at, day.entries) == (timedelta(minutes=240), 3)
