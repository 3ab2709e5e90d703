"""A table as a workbook with a chart of the office program's own, drawn from the cells beside it. Pure."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.tools.sheets.cells import Value
from eventmgr.tools.sheets.writing import FORMATS, OPTIONS, set_up_page, width_of, write_value

_MOST_SERIES = 40
_STACKED = 5
"""From so many numbers a row they stand in one bar."""
_ROW_HEIGHT, _LEAST_HEIGHT, _MOST_HEIGHT, _WIDTH = 26, 320, 1600, 720


@dataclass(frozen=True)
class Grid:
    """A table whose first column says what its rows are, and whose last row has the sums.

    Args:
        parts: how many columns after the first the chart shows.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    parts: int = 1


def as_charted_book(grid: Grid, *, name: str, notes: tuple[str, Sequence[str]], title: str) -> bytes:
    """The table on a sheet, its chart beside it, and a sheet of notes.

    Args:
        name: of the sheet. notes: (name of their sheet, lines).
    """
    import xlsxwriter  # noqa: PLC0415  # slow to import; only exports need it

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": title})
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        formats = {kind: book.add_format({"num_format": shape}) for kind, shape in FORMATS.items()}
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        set_up_page(sheet)
        for place, head in enumerate(grid.heads):
            sheet.set_column(place, place, 24 if place == 0 else min(width_of(head), 16))
            sheet.write_string(0, place, head, bold)
        for number, row in enumerate(grid.rows, 1):
            look = bold if number == len(grid.rows) and len(grid.rows) > 1 else None
            for place, value in enumerate(row):
                write_value(sheet, number, place, value, formats, look)
        body = len(grid.rows) - 1
        if body > 0:
            chart = book.add_chart({"type": "bar", "subtype": "clustered" if grid.parts < _STACKED else "stacked"})
            for place in range(1, min(grid.parts, _MOST_SERIES) + 1):
                chart.add_series(
                    {
                        "name": [name, 0, place],
                        "categories": [name, 1, 0, body, 0],
                        "values": [name, 1, place, body, place],
                    }
                )
            chart.set_title({"name": title})
            chart.set_y_axis({"reverse": True, "interval_unit": 1})
            if grid.parts == 1:
                chart.set_legend({"none": True})
            bars = grid.parts if grid.parts < _STACKED else 1
            height = min(max(_ROW_HEIGHT * body * (1 + bars) // 2, _LEAST_HEIGHT), _MOST_HEIGHT)
            chart.set_size({"width": _WIDTH, "height": height})
            sheet.insert_chart(1, len(grid.heads) + 1, chart, {"description": title})
        page = book.add_worksheet(notes[0])
        page.set_column(0, 0, 100)
        for number, line in enumerate(notes[1]):
            page.write_string(number, 0, line, wrapped)
    return out.getvalue()
