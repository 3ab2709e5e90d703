"""Text with one row in a line: CSV as programs save it, and what is pasted from a sheet. Pure.

Accepted: UTF-8 with or without a byte order mark, UTF-16 with one, GB 18030 (and so GBK and GB 2312); tabs, commas or
semicolons; any quoting that spreadsheets write.
"""

from __future__ import annotations

import csv
import io
import re

from eventmgr.ground.text import clean, decoded_text
from eventmgr.tools.sheets.cells import Row, Sheet
from eventmgr.tools.sheets.reading.limits import Limits
from eventmgr.tools.sheets.refusals import Reason, UnreadableSheet

_MARKS = "\t,;"
"""What may stand between cells; of equally frequent ones the first is taken."""
_LOOKED_AT = 30
"""So many lines tell what stands between cells: above the list there may be a title without any."""
_QUOTED = re.compile(r'"[^"]*"')
_NEUTRALIZED = re.compile(r"""(?:^|(?<=[;\t\r\n]))'(?="*['=+\-@\t\r＝＋－＠])""")
"""What `writing.neutral` has put before formulas."""


def decoded(data: bytes) -> str:
    """The text of a file.

    Raises:
        UnreadableSheet: it is no text in any of the encodings.
    """
    text = decoded_text(data)
    if text is None:
        raise UnreadableSheet(Reason.NO_SPREADSHEET)
    return text


def read_separated(text: str, limits: Limits) -> Sheet:
    """The rows of a text. Every cell is text; what the product's own exports put before formulas is taken off.

    Raises:
        UnreadableSheet: nothing is in it, it has too many rows, columns or cells, or a cell without an end.
    """
    if len(text) > limits.file_bytes:
        raise UnreadableSheet(Reason.TOO_LARGE, most=limits.file_bytes // (1024 * 1024))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    rows: list[Row] = []
    filled = last = 0
    try:
        for number, cells in enumerate(reader, start=1):
            values = [clean(_NEUTRALIZED.sub("", cell), multiline=True) or None for cell in cells]
            while values and values[-1] is None:
                values.pop()
            if values:
                last = number
                filled += len(values) - values.count(None)
            _check(number if values else 0, len(values), filled, limits)
            if number <= limits.rows:
                rows.append(Row(number, tuple(values)))
    except csv.Error as error:
        raise UnreadableSheet(Reason.DAMAGED) from error
    if not last:
        raise UnreadableSheet(Reason.EMPTY)
    return Sheet(tuple(rows[:last]))


def _separator(text: str) -> str:
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:_LOOKED_AT]
    plain = _QUOTED.sub("", "\n".join(lines))
    return max(_MARKS, key=lambda mark: (plain.count(mark), -_MARKS.index(mark)))


def _check(rows: int, columns: int, cells: int, limits: Limits) -> None:
    if rows > limits.rows:
        raise UnreadableSheet(Reason.TOO_MANY_ROWS, most=limits.rows)
    if columns > limits.columns:
        raise UnreadableSheet(Reason.TOO_MANY_COLUMNS, most=limits.columns)
    if cells > limits.cells:
        raise UnreadableSheet(Reason.TOO_MANY_CELLS)
