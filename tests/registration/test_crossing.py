"""The public table of who comes."""

from eventmgr.registration.crossing import Line, cross
from eventmgr.registration.figures import TallyRow
from eventmgr.registration.models import Status


def row(province, sector, n, status=Status.CONFIRMED):
    return TallyRow(province, province, sector, status, n)


def test_provinces_stand_in_official_order_and_sectors_by_code():
    table = cross([row("420000", "C36", 4), row("310000", "C13", 5), row("310000", "C36", 3)], "zh")

    assert [line.name for line in table.lines] == ["上海", "湖北"]
    assert table.lines == [Line("上海", [5, 3], 8), Line("湖北", [0, 4], 4)]
    assert (table.total, table.provinces) == (12, 2)


def test_only_those_who_hold_a_place_are_counted():
    table = cross([row("310000", "C36", 9, Status.PENDING), row("310000", "C36", 3, Status.ATTENDED)], "zh")

    assert table.lines == [Line("上海", [3], 3)]


def test_one_small_number_hides_the_smallest_other_of_its_row_too():
    table = cross([row("310000", "C13", 1), row("310000", "C36", 4), row("310000", "C39", 7)], "zh")

    assert table.lines == [Line("上海", [None, None, 7], 12)]


def test_several_small_numbers_hide_each_other():
    table = cross([row("310000", "C13", 1), row("310000", "C36", 2), row("310000", "C39", 7)], "zh")

    assert table.lines == [Line("上海", [None, None, 7], 10)]


def test_a_small_total_is_hidden():
    table = cross([row("310000", "C13", 2), row("", "", 3)], "zh")

    assert table.lines == [Line("上海", [None, 0], None), Line("", [0, 3], 3)]


def test_nobody_gives_an_empty_table():
    assert cross([], "zh").lines == []
