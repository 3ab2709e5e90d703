"""Lists as files for office programs: XLSX with strings as strings, CSV without formulas. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

_EDGE = r"(?:^|(?<=[;\t\r\n]))"
_STARTS = re.compile(_EDGE + r"""(?="*['=+\-@\t\r＝＋－＠])""")
_WIDEST = 40
_MOST_ROWS = 1_048_575
"""Rows of a sheet below its head."""


class Column(Protocol):
    """What is written of a row: its head, in the reader's words, and the text of its cell."""

    @property
    def label(self) -> Any:
        """The head; its `str` is written."""

    @property
    def text(self) -> Callable[[Any], str]:
        """Row → cell."""


class Counted:
    """Rows that count themselves while they are read."""

    def __init__(self, rows: Iterable[object]) -> None:
        self._rows = rows
        self.number = 0
        """How many were read."""

    def __iter__(self) -> Iterator[Any]:
        for row in self._rows:
            self.number += 1
            yield row


def as_csv(columns: Sequence[Column], rows: Iterable[object]) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets see the encoding; CRLF line ends (RFC 4180).

    What a spreadsheet would take for a formula gets an apostrophe before it, see `neutral`.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([str(column.label) for column in columns])
    texts = [column.text for column in columns]
    for row in rows:
        writer.writerow([neutral(str(text(row))) for text in texts])
    return out.getvalue().encode("utf-8-sig")


def neutral(value: str) -> str:
    """`value` with an apostrophe wherever a spreadsheet could begin to read a formula: at its beginning and, since
    many countries' spreadsheets cut at semicolons, after each of those, after tabs and line ends. An apostrophe that
    stands there already gets a second one, so that the value can always be had back."""
    return _STARTS.sub("'", value)


def as_xlsx(columns: Sequence[Column], rows: Iterable[object], *, title: str) -> bytes:
    """One sheet with a bold, fixed head and a filter; every cell is a string, so that numbers keep their digits and
    nothing is a formula or a link. Rows are written as they come, in constant memory."""
    import xlsxwriter  # noqa: PLC0415  # slow to import; only exports need it

    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet()
        book.set_properties({"title": title})
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, min(_WIDEST, max(12, 2 * len(str(column.label)))))
        bold = book.add_format({"bold": True})
        for place, column in enumerate(columns):
            sheet.write_string(0, place, str(column.label), bold)
        last = _write(sheet, [column.text for column in columns], rows)
        sheet.autofilter(0, 0, last, max(0, len(columns) - 1))
    return out.getvalue()


def _write(sheet: Any, texts: Sequence[Any], rows: Iterable[Any]) -> int:
    number = 0
    for number, row in enumerate(rows, 1):
        if number > _MOST_ROWS:
            return _MOST_ROWS
        for place, text in enumerate(texts):
            value = text(row)
            if value:
                sheet.write_string(number, place, value[:32_767])
    return number
