"""What is hidden in an uploaded file is said before anything is taken."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.output.imports.sending import opened
from tests.tools.sheets.books import xlsx

pytestmark = [pytest.mark.usefixtures("frozen"), pytest.mark.one_engine]


def test_the_preview_names_hidden_rows_columns_and_sheets(office, event):
    rows = [
        ["姓名", "单位", "手机", "省份"],
        *([f"甲{number}", "甲公司", f"1540000010{number}", "湖南"] for number in range(6)),
    ]
    plain = xlsx(rows)
    book = openpyxl.load_workbook(io.BytesIO(plain))
    for number in (3, 4, 6):
        book.active.row_dimensions[number].hidden = True
    book.active.column_dimensions["D"].hidden = True
    book.create_sheet("上年名单").sheet_state = "veryHidden"
    book.save(out := io.BytesIO())

    page, other = (office.get(opened(office, event, data=data)).text for data in (out.getvalue(), plain))

    assert "3 hidden rows are read like all others: 3–4, 6." in page
    assert "1 hidden column is read like all others: D." in page
    assert "1 hidden sheet is not read: 上年名单." in page
    assert "6 rows will be imported." in page
    assert "hidden row" not in other and "Parts of the file are hidden" not in other
