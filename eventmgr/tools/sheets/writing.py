"""Lists as files for office programs: XLSX with strings as strings and days as days, CSV without formulas. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, Protocol

from eventmgr.ground.text import clean_line
from eventmgr.tools.sheets.cells import Value

_EDGE = r"(?:^|(?<=[;\t\r\n]))"
_STARTS = re.compile(_EDGE + r"""(?="*['=+\-@\t\r＝＋－＠])""")
_WIDEST = 40
_LONGEST_MARK = 240
_NOT_ON_TABS, _LONGEST_TAB = re.compile(r"[\[\]:*?/\\']"), 2 * 31
"""Heads of printed pages have 255 characters."""
_A4 = 9
"""As the format numbers sizes of paper."""
_MOST_ROWS = 1_048_575
"""Rows of a sheet below its head."""
_LONGEST_TEXT = 32_767
_EXACT = 10**15
"""Sheets keep 15 digits of a number: a longer one is written as text."""
_FIRST_DAY = date(1900, 3, 1)
"""Days before it have another number in some programs than in others: they are written as text."""
FORMATS = {"day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "clock": "hh:mm"}
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Text is text: no formula, no link, no number."""


class Column(Protocol):
    """What is written of a row: its head, in the reader's words, and the text of its cell.

    A column of days, moments or numbers also has `value`, row → `Value`: what an XLSX gets instead of the text.
    Moments are those of the clock that the reader goes by, without a zone.
    """

    @property
    def label(self) -> Any:
        """The head; its `str` is written."""

    @property
    def text(self) -> Callable[[Any], str]:
        """The function that turns a row into the text of the cell."""


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


def as_xlsx(columns: Sequence[Column], rows: Iterable[object], *, title: str, mark: str = "") -> bytes:
    """One sheet with a bold, fixed head and a filter. Texts are strings, so that phone numbers keep their digits and
    nothing is a formula or a link; where a column has `value`, days and numbers are what they are. Rows are written as
    they come, in constant memory. A `mark` stands at the head and at the foot of every printed page."""
    return as_book([(tab_name(title), columns, rows)], title=title, mark=mark)


def as_book(sheets: Iterable[tuple[str, Sequence[Column], Iterable[object]]], *, title: str, mark: str = "") -> bytes:
    """The same with a sheet for each (name, columns, rows). A name has at most 31 letters, figures and blanks; an
    empty one is what the office program calls it."""
    import xlsxwriter  # noqa: PLC0415  # slow to import; only exports need it

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {**OPTIONS, "constant_memory": True}) as book:
        book.set_properties({"title": title})
        bold = book.add_format({"bold": True})
        formats = {kind: book.add_format({"num_format": shape}) for kind, shape in FORMATS.items()}
        for name, columns, rows in sheets:
            sheet = book.add_worksheet(name or None)
            sheet.freeze_panes(1, 0)
            set_up_page(sheet)
            if mark:
                line = "&C" + mark.replace("&", "&&")[:_LONGEST_MARK]
                sheet.set_header(line)
                sheet.set_footer(line)
            for place, column in enumerate(columns):
                sheet.set_column(place, place, width_of(str(column.label)))
            for place, column in enumerate(columns):
                sheet.write_string(0, place, str(column.label), bold)
            last = _write(sheet, [getattr(column, "value", None) or column.text for column in columns], rows, formats)
            sheet.autofilter(0, 0, last, max(0, len(columns) - 1))
    return out.getvalue()


def tab_name(title: str) -> str:
    """What a sheet with this title is called on its tab: 31 characters without those that office programs refuse
    there."""
    words = _NOT_ON_TABS.sub(" ", clean_line(title))
    words = " ".join(words.split())
    return words.encode("utf-16-le")[:_LONGEST_TAB].decode("utf-16-le", "ignore").strip()


def set_up_page(sheet: Any) -> None:
    """As it is printed: A4 across, as wide as one page, the head on each."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def width_of(head: str) -> int:
    """How wide a column with that head is, in characters."""
    return min(_WIDEST, max(12, 2 * len(head)))


def _write(sheet: Any, values: Sequence[Any], rows: Iterable[Any], formats: dict[str, Any]) -> int:
    number = 0
    for number, row in enumerate(rows, 1):
        if number > _MOST_ROWS:
            return _MOST_ROWS
        for place, value in enumerate(values):
            write_value(sheet, number, place, value(row), formats)
    return number


def write_value(
    sheet: Any, row: int, column: int, value: Value, formats: dict[str, Any], look: Any | None = None
) -> None:
    """One cell of a sheet of XlsxWriter, as what its value is; an empty text is an empty cell.

    Args:
        row: counted from 0, as the library does; so is `column`.
        formats: the name of each of `FORMATS` → its format in this workbook.
        look: format of a cell that is no day and no time.
    """
    if value is None or value == "":
        if look is not None:
            sheet.write_blank(row, column, None, look)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, (int, float)) and abs(value) < _EXACT:
        sheet.write_number(row, column, value, look)
    elif isinstance(value, datetime) and value.date() >= _FIRST_DAY:
        sheet.write_datetime(row, column, value.replace(tzinfo=None, microsecond=0), formats["moment"])
    elif isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST_DAY:
        sheet.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, time):
        sheet.write_datetime(row, column, value.replace(microsecond=0), formats["clock"])
    else:
        sheet.write_string(row, column, str(value)[:_LONGEST_TEXT], look)
