"""Whatever stands in a list comes back from the file that was made of it, and no program takes it for a formula."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.ground.text import clean
from eventmgr.tools.sheets import as_csv, as_xlsx, neutral
from tests.soak import times
from tests.tools.sheets.round_trips import heads

RISKY = st.text("=+-@'\";,\t\r\n＝＋－＠a中1 ", max_size=12)


@given(RISKY)
def test_a_value_made_neutral_is_given_back(value: str):
    assert restored(neutral(value)) == value


@given(RISKY)
def test_nowhere_a_formula_could_begin_it_does(value: str):
    """At the beginning of a cell, and of each part of it where a spreadsheet cuts."""
    for part in re.split("[;\t\r\n]", neutral(value)):
        assert not part.lstrip('"').startswith(tuple("=+-@＝＋－＠"))


@pytest.mark.parametrize("value", ["", "a", "a=1", "1+1", "中文", 'say "hi"', "a;b", "a,b", "1-2", "x@y.cn"])
def test_what_is_no_formula_stays_as_it_is(value: str):
    assert neutral(value) == value


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1", "'=1"),
        ('"=1', "'\"=1"),
        ("a;=1", "a;'=1"),
        ("a\n-1", "a\n'-1"),
        ("'=1", "''=1"),
        ("'a", "''a"),
        ("\t=1", "'\t'=1"),
        ("＠x", "'＠x"),
    ],
)
def test_where_an_apostrophe_is_put(value: str, cell: str):
    assert neutral(value) == cell


def restored(cell: str) -> str:
    """The value of which `neutral` made `cell`: one apostrophe less wherever a formula could begin behind it."""
    return re.sub(r"""(?:^|(?<=[;\t\r\n]))'(?="*['=+\-@\t\r＝＋－＠])""", "", cell)


TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(RISKY, min_size=width, max_size=width), max_size=5).map(lambda rows: (width, rows))
)


@settings(max_examples=times(150))
@given(TABLES)
def test_rows_come_back_from_a_csv(table: tuple[int, list[list[str]]]):
    width, rows = table
    text = as_csv(heads(*"甲乙丙"[:width]), rows).decode("utf-8-sig")
    head, *read = csv.reader(io.StringIO(text, newline=""))

    assert head == [*"甲乙丙"[:width]]
    assert [[restored(cell) for cell in row] for row in read] == rows


@settings(max_examples=times(30))
@given(TABLES)
def test_rows_come_back_from_an_xlsx(table: tuple[int, list[list[str]]]):
    width, rows = table
    rows = [[clean(cell, multiline=True) for cell in row] for row in rows]
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(heads(*"甲乙丙"[:width]), rows, title="x"))).active
    read = [[cell.value or "" for cell in row] for row in sheet.iter_rows(max_col=width)]

    shown = next((number for number in range(len(rows), 0, -1) if any(rows[number - 1])), 0)
    assert read[1:] == rows[:shown]  # a sheet ends at its last filled row
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} <= {"s"}


def test_an_xlsx_has_a_fixed_bold_head_a_filter_and_columns_of_readable_width():
    sheet = openpyxl.load_workbook(
        io.BytesIO(as_xlsx(heads("甲", "一个很长很长的列名称在这里", "x" * 60), [["1", "2", "3"]] * 4, title="名单"))
    ).active

    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:C5"
    assert [cell.font.bold for cell in sheet[1]] == [True] * 3
    assert [cell.font.bold for cell in sheet[2]] == [False] * 3
    assert [round(sheet.column_dimensions[name].width) for name in "ABC"] == [13, 27, 41]


def test_a_cell_holds_no_more_than_a_sheet_can():
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(heads("甲"), [["x" * 40_000]], title="x"))).active

    assert len(sheet["A2"].value) == 32_767
