"""The two doors: a file, and text that was pasted."""

from __future__ import annotations

from eventmgr.tools.sheets.cells import Sheet
from eventmgr.tools.sheets.reading.containers import Container, container_of
from eventmgr.tools.sheets.reading.limits import USUAL, Limits
from eventmgr.tools.sheets.reading.separated import decoded, read_separated
from eventmgr.tools.sheets.reading.workbooks import read_workbook


def read_file(data: bytes, *, sheet: str = "", limits: Limits = USUAL) -> Sheet:
    """A sheet of a file, which is what its content says: .xlsx, .xls or text with separated cells.

    Args:
        sheet: name of the sheet; empty: the first that is neither hidden nor empty.

    Raises:
        UnreadableSheet: it cannot be read, or not within the limits.
    """
    if container_of(data, limits) is Container.TEXT:
        return read_separated(decoded(data), limits)
    return read_workbook(data, limits, sheet)


def read_pasted(text: str, *, limits: Limits = USUAL) -> Sheet:
    """What was copied from a sheet and pasted: rows in lines, cells between tabs.

    Raises:
        UnreadableSheet: nothing is in it, or too much.
    """
    return read_separated(text, limits)
