"""What is promised in working days is due on a working day, whatever lies between."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from eventmgr.exchange.desk.working_days import add_working_days, due_at

GOLDEN_WEEK = {date(2026, 10, day) for day in range(1, 8)}
MADE_UP = {date(2026, 9, 27), date(2026, 10, 10)}


@pytest.mark.parametrize(
    ("day", "days", "last"),
    [
        (date(2026, 5, 11), 1, date(2026, 5, 12)),
        (date(2026, 5, 15), 1, date(2026, 5, 18)),
        (date(2026, 5, 16), 5, date(2026, 5, 22)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 25), 1, date(2026, 9, 27)),
    ],
)
def test_weekends_and_holidays_are_skipped_and_days_that_make_up_for_them_are_counted(day, days, last):
    assert add_working_days(day, days, holidays=GOLDEN_WEEK, worked=MADE_UP) == last


def test_the_day_is_that_of_the_office_and_ends_with_its_hours():
    late_on_monday = datetime(2026, 5, 11, 17, tzinfo=UTC)
    assert due_at(late_on_monday, 1, "Asia/Shanghai") == datetime(2026, 5, 13, 10, tzinfo=UTC)
