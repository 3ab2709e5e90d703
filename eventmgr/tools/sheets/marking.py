"""A sheet given back with its problems: every cell where it stood, wrong ones coloured and commented, and a column that
says what is wrong in each row. It can be corrected and read again: that column is left out then. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any

from eventmgr.tools.sheets.cells import Area, Sheet
from eventmgr.tools.sheets.tables import Table
from eventmgr.tools.sheets.writing import FORMATS, OPTIONS, width_of, write_value

_WRONG = "#FFD9D9"
_HEAD = "#EEF2F6"


def with_problems(
    sheet: Sheet, table: Table, problems: Mapping[int, Mapping[int, str]], *, remarks: str, author: str = ""
) -> bytes:
    """The sheet as an XLSX file with its problems marked.

    Args:
        problems: number of a row → column → what is wrong there, in the reader's words; column -1: with the whole row.
        remarks: head of the column of problems, one of `tables.REMARKS`.
        author: whose comments they are.
    """
    import xlsxwriter  # noqa: PLC0415  # slow to import

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        written = book.add_worksheet()
        formats = {kind: book.add_format({"num_format": shape}) for kind, shape in FORMATS.items()}
        marked = {
            "": book.add_format({"bg_color": _WRONG}),
            **{kind: book.add_format({"num_format": shape, "bg_color": _WRONG}) for kind, shape in FORMATS.items()},
        }
        bold = book.add_format({"bold": True, "bg_color": _HEAD})
        width = max((len(row.values) for row in sheet.rows), default=0)
        for head in table.heads:
            written.set_column(head.column, head.column, width_of(head.text))
        written.set_column(width, width, 60)
        for row in sheet.rows:
            wrong = problems.get(row.number, {})
            for column, value in enumerate(row.values):
                bad = column in wrong
                look = marked[""] if bad else bold if row.number in table.head_rows else None
                write_value(written, row.number - 1, column, value, marked if bad else formats, look)
            _mark(written, row.number - 1, wrong, len(row.values), marked[""], author)
            if wrong:
                told = dict.fromkeys(_remarks(table, wrong))
                written.write_string(row.number - 1, width, "\n".join(told)[:32_767], marked[""])
        written.write_string(table.head_rows[0] - 1, width, remarks, bold)
        _merge(written, sheet, table, bold)
        written.freeze_panes(table.head_rows[-1], 0)
    return out.getvalue()


def _mark(written: Any, row: int, wrong: Mapping[int, str], width: int, look: Any, author: str) -> None:
    for column, comment in wrong.items():
        if column < 0:
            continue
        if column >= width:
            written.write_blank(row, column, None, look)
        written.write_comment(row, column, comment[:2_000], {"author": author, "x_scale": 2})


def _remarks(table: Table, wrong: Mapping[int, str]) -> Iterable[str]:
    heads = {head.column: head.text for head in table.heads}
    for column, said in sorted(wrong.items()):
        name = heads.get(column, "")
        yield f"{name}: {said}" if name else said


def _merge(written: Any, sheet: Sheet, table: Table, bold: Any) -> None:
    """Titles and groups stay merged, so that the head is found again; below it, the value of a merged cell is one
    row's."""
    used: list[Area] = []
    for area in sheet.merged:
        if area.last_row <= table.head_rows[-1] and not any(_overlap(area, other) for other in used):
            row = next((row for row in sheet.rows if row.number == area.first_row), None)
            if row is not None and (area.width > 1 or area.height > 1):
                used.append(area)
                text = str(row.at(area.first_column) or "")
                bounds = (area.first_row - 1, area.first_column, area.last_row - 1, area.last_column)
                written.merge_range(*bounds, text, bold)


def _overlap(first: Area, second: Area) -> bool:
    return (
        first.first_row <= second.last_row
        and second.first_row <= first.last_row
        and first.first_column <= second.last_column
        and second.first_column <= first.last_column
    )
