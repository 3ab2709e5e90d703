"""The public table of who comes."""

from eventmgr.event.quotas.models import Status
from eventmgr.output.figures.people.crossing import Line
from eventmgr.tools.taxonomy import provinces
from tests.output.figures.crossing import row, table_of


def test_provinces_stand_in_official_order_and_sectors_by_code():
    table = table_of([row("420000", "C36", 4), row("310000", "C13", 5), row("310000", "C36", 3)])

    assert table.lines == [Line("310000", "上海", [5, 3], 0, 8), Line("420000", "湖北", [None, 4], 0, 4)]
    assert (table.others, table.total, table.provinces) == (0, 12, 2)


def test_only_those_who_hold_a_place_are_counted():
    table = table_of([row("310000", "C36", 9, Status.PENDING), row("310000", "C36", 3, Status.ATTENDED)])

    assert table.lines == [Line("310000", "上海", [3], 0, 3)]


def test_a_small_number_is_counted_with_the_smallest_other_of_its_row():
    table = table_of([row("310000", "C13", 1), row("310000", "C36", 4), row("310000", "C39", 7)])

    assert (len(table.sectors), table.lines) == (1, [Line("310000", "上海", [7], 5, 12)])


def test_several_small_numbers_are_counted_together():
    table = table_of([row("310000", "C13", 1), row("310000", "C36", 2), row("310000", "C39", 7)])

    assert table.lines == [Line("310000", "上海", [7], 3, 10)]


def test_the_one_small_province_of_twelve_does_not_follow_from_the_sum():
    large = [row(province.code, "C36", 5 + number) for number, province in enumerate(provinces()[:11])]

    table = table_of([*large, row(provinces()[20].code, "C36", 1)])

    assert (len(table.lines), table.others, table.provinces) == (10, 6, 12)
    assert large[0].province not in [line.code for line in table.lines]


def test_people_without_a_province_or_a_sector_stand_last():
    table = table_of([row("310000", "C13", 3), row("310000", "", 3), row("", "", 3)])

    assert [(line.name, line.cells) for line in table.lines] == [("上海", [3, 3]), ("", [None, 3])]


def test_nobody_gives_an_empty_table():
    assert table_of([]).lines == []
