"""What is written is read again as it was: lists, sheets with their problems marked, and sheets to fill in."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.ground.text import clean
from eventmgr.tools.sheets import (
    Blank,
    Words,
    as_xlsx,
    blank_sheet,
    find_table,
    match,
    read_file,
    read_pasted,
    with_problems,
)
from eventmgr.tools.sheets.tables import EXAMPLES, REMARKS, Skipped
from tests.soak import times
from tests.tools.sheets.books import parts_of, xlsx
from tests.tools.sheets.giving_back import MERGED, ROWS, Typed
from tests.tools.sheets.tables import FIELDS, keys, names

pytestmark = pytest.mark.one_engine


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9).map(lambda number: round(number, 4)).map(lambda number: int(number) if number.is_integer() else number),
    st.dates(date(1950, 1, 1), date(2199, 12, 31)),
    st.datetimes(datetime(1950, 1, 1), datetime(2199, 12, 31)).map(lambda one: one.replace(microsecond=0)),
    st.times().map(lambda one: one.replace(microsecond=0)),
    st.text("=+-@'0123456789.中文 a\n", max_size=12).map(lambda text: clean(text, multiline=True) or None),
)  # fmt: skip
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6)
)


@settings(max_examples=times(90), deadline=None)
@given(TABLES)
def test_every_value_comes_back_from_an_export_as_what_it_was(rows: list[list[Any]]):
    columns: Any = [Typed(name, place) for place, name in enumerate("甲乙丙丁"[: len(rows[0])])]

    read = read_file(as_xlsx(columns, rows, title="x"))

    back = [[row.at(place) for place in range(len(columns))] for row in read.rows[1:]]
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    meant = [[as_read(value) for value in row] for row in rows]
    assert back == meant
    assert [[type(value) for value in row] for row in back] == [[type(value) for value in row] for row in meant]


def as_read(value: Any) -> Any:
    """A sheet keeps a moment as a number of days: midnight is a whole one, a day."""
    return value.date() if isinstance(value, datetime) and value.time() == time() else value


def test_an_export_has_real_days_and_numbers_and_phones_as_text():
    columns: Any = [Typed(name, place) for place, name in enumerate(["到达", "人数", "手机", "时间"])]
    row = [date(2026, 9, 3), 12, "13800000001", datetime(2026, 9, 3, 14, 30)]

    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(columns, [row], title="x"))).active

    assert [(cell.value, cell.data_type, cell.number_format) for cell in sheet[2]] == [
        (datetime(2026, 9, 3), "d", "yyyy-mm-dd"),
        (12, "n", "General"),
        ("13800000001", "s", "General"),
        (datetime(2026, 9, 3, 14, 30), "d", "yyyy-mm-dd hh:mm"),
    ]


@pytest.mark.parametrize("remarks", REMARKS.values())
def test_a_sheet_given_back_shows_its_problems_where_they_are_and_can_be_read_again(remarks: str):
    sheet = read_file(xlsx(ROWS, merged=MERGED))
    table = find_table(sheet, FIELDS)
    problems = {4: {3: "This number has 3 digits.", 4: "no address"}, 5: {2: "This is required."}}

    back = with_problems(sheet, table, problems, remarks=remarks)

    written = openpyxl.load_workbook(io.BytesIO(back)).active
    assert written["D4"].comment.text == "This number has 3 digits."
    assert written["C5"].comment.text == "This is required."
    assert {cell.coordinate for row in written.iter_rows() for cell in row if cell.fill.bgColor.rgb == "FFFFD9D9" or cell.fill.fgColor.rgb == "FFFFD9D9"} == {
        "D4", "E4", "F4", "C5", "F5"
    }  # fmt: skip
    assert written["F2"].value == remarks
    assert written["F4"].value == "联系方式 / 手机: This number has 3 digits.\n联系方式 / 邮箱: no address"

    again = read_file(back)
    table_again = find_table(again, FIELDS)
    assert table_again.heads == table.heads
    assert [[row.at(column) for column in range(5)] for row in table_again.rows] == [
        [row.at(column) for column in range(5)] for row in table.rows
    ]
    assert [row.number for row in table_again.rows] == [4, 5]
    assert table_again.skipped == ((6, Skipped.SUM),)


def test_nothing_that_is_given_back_is_a_formula():
    sheet = read_pasted("姓名\t单位\n=1+1\t@x")
    back = with_problems(sheet, find_table(sheet, FIELDS), {2: {0: "=2"}}, remarks="=3")

    written = openpyxl.load_workbook(io.BytesIO(back)).active
    assert [[(cell.value, cell.data_type) for cell in row] for row in written] == [
        [("姓名", "s"), ("单位", "s"), ("=3", "s")],
        [("=1+1", "s"), ("@x", "s"), ("姓名: =2", "s")],
    ]


WORDS = Words("报名导入", "序号", EXAMPLES["zh"], "填写说明", "列", "怎样填写", "必填")


def test_a_sheet_to_fill_in_is_read_as_an_empty_list_and_as_what_was_filled_in():
    columns = [
        Blank("姓名", note="身份证上的姓名", example="张三", required=True),
        Blank("单位", example="某某公司", required=True),
        Blank("手机", example="13800000000"),
        Blank("职务", choices=("处长", "科长")),
    ]
    data = blank_sheet(columns, WORDS)

    sheet = read_file(data)
    empty = find_table(sheet, FIELDS)
    assert (sheet.name, sheet.names, empty.rows) == ("报名导入", ("报名导入", "填写说明"), ())
    assert empty.skipped == ((2, Skipped.EXAMPLE),)

    book = openpyxl.load_workbook(io.BytesIO(data))
    assert [str(rule.sqref) for rule in book.active.data_validations.dataValidation] == ["E2:E5001"]
    book.active.append([1, "李四", "乙公司", "013900000002", "处长"])
    out = io.BytesIO()
    book.save(out)
    filled = find_table(read_file(out.getvalue()), FIELDS)
    assert keys(filled) == {"B": "name", "C": "organization", "D": "mobile", "E": "title"}
    assert names(filled) == ["李四"]
    assert [one.score > 0.9 for one in match(filled.heads, FIELDS)] == [True] * 4


def test_columns_of_a_sheet_to_fill_in_keep_digits_and_their_lists_are_hidden():
    data = blank_sheet([Blank("手机"), Blank("省份", choices=[f"省{n}" for n in range(300)]), Blank("到达", kind="day", example=date(2026, 9, 3))], WORDS)  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(data))

    styles = parts_of(data)["xl/styles.xml"].decode()
    column = re.search(
        r'<col min="2" max="2" width="[\d.]+" style="(\d+)"', parts_of(data)["xl/worksheets/sheet1.xml"].decode()
    )
    formats = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])
    assert formats[int(column[1])] == "49"  # text, as ECMA-376 numbers it
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [("报名导入", "visible"), ("填写说明", "visible"), ("lists", "hidden")]  # fmt: skip
    assert book["lists"]["C300"].value == "省299"
    assert book.active["D2"].value == datetime(2026, 9, 3)


@pytest.mark.parametrize("title", ["a/b:c*[x]?", "", "'" * 40, "很长的名称" * 10])
def test_a_tab_may_be_named_after_anything(title: str):
    words = Words(title, "No.", EXAMPLES["en"], "Notes", "Column", "How", "Required")

    assert read_file(blank_sheet([Blank("Name")], words)).names[1:] == ("Notes",)


def test_times_of_the_day_are_kept():
    columns: Any = [Typed("甲", 0)]

    assert read_file(as_xlsx(columns, [[time(9, 5)]], title="x")).rows[1].values == (time(9, 5),)
