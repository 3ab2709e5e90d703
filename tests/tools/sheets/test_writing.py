"""Lists as files: what a spreadsheet reads is what stood in the row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass

import openpyxl
import pytest

from eventmgr.tools.sheets import Counted, as_csv, as_xlsx, neutral, writing


@dataclass(frozen=True)
class Head:
    """A column of these tests: its head and the key of its cell."""

    label: str
    text: Callable[[dict[str, str]], str]


COLUMNS = [Head("姓名", lambda row: row["name"]), Head("电话", lambda row: row["phone"])]
ROWS = [{"name": "张三", "phone": "013900000001"}, {"name": "李；四\n二", "phone": ""}]


def cells_of(written: bytes) -> list[list[str | None]]:
    sheet = openpyxl.load_workbook(io.BytesIO(written)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_csv_says_its_encoding_and_ends_its_lines_as_the_standard_has_it():
    written = as_csv(COLUMNS, ROWS)

    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig") == '姓名,电话\r\n张三,013900000001\r\n"李；四\n二",\r\n'
    assert list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))[2] == ["李；四\n二", ""]


@pytest.mark.parametrize("value", ["=1", "+86", "-1", "@a", "＝1"])
def test_a_cell_that_looks_like_a_formula_is_neutral(value):
    assert neutral(value) == f"'{value}"


def test_an_xlsx_keeps_digits_as_text_and_empty_cells_empty():
    written = as_xlsx(COLUMNS, ROWS, title="名单")

    assert cells_of(written) == [["姓名", "电话"], ["张三", "013900000001"], ["李；四\n二", None]]
    assert openpyxl.load_workbook(io.BytesIO(written)).properties.title == "名单"


@pytest.mark.parametrize(
    ("title", "tab"),
    [
        ("研讨会[样例]: 上海市/名单", "研讨会 样例 上海市 名单"),
        ("𬱖" * 20, "𬱖" * 15),
        ("名" * 40, "名" * 31),
        ("??", "Sheet1"),
    ],
)
def test_the_tab_of_a_list_bears_its_title_as_far_as_office_programs_take_it(title: str, tab: str):
    assert openpyxl.load_workbook(io.BytesIO(as_xlsx([], [], title=title))).sheetnames == [tab]


def test_an_xlsx_holds_no_formula_and_no_link():
    rows = [{"name": "=1+1", "phone": "https://example.com/"}]

    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(COLUMNS, rows, title="x"))).active

    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in sheet[2]] == [
        ("=1+1", "s", None),
        ("https://example.com/", "s", None),
    ]


def test_an_xlsx_is_printed_across_as_wide_as_a_page_with_its_head_on_each():
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(COLUMNS, ROWS, title="名单"))).active

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        9,
        0,
    )
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.print_title_rows) == (True, "$1:$1")


def test_an_xlsx_has_no_more_rows_than_a_sheet_can_hold(monkeypatch):
    monkeypatch.setattr(writing, "_MOST_ROWS", 3)

    written = as_xlsx(COLUMNS, [{"name": str(n), "phone": ""} for n in range(9)], title="x")

    assert [row[0] for row in cells_of(written)] == ["姓名", "0", "1", "2"]


def test_a_list_without_rows_still_has_its_head():
    assert as_csv(COLUMNS, []).decode("utf-8-sig") == "姓名,电话\r\n"
    assert cells_of(as_xlsx(COLUMNS, [], title="x")) == [["姓名", "电话"]]


def test_rows_count_themselves_while_they_are_written():
    rows = Counted(iter(ROWS))

    as_csv(COLUMNS, rows)

    assert rows.number == 2
