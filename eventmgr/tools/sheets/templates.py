"""Sheets to fill in: heads, drop-down lists, an example that is skipped when the sheet is read, and a sheet of notes.
Pure."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.tools.sheets.cells import LISTS, Value
from eventmgr.tools.sheets.writing import FORMATS, OPTIONS, width_of, write_value

_HEAD = "#EEF2F6"
_PALE = "#808080"
_TEXT = 49
"""The format of text among those that ECMA-376 numbers; 0 is none."""
_FILLED_IN = 5_000
"""So many rows have the drop-down lists and the format of their column."""


@dataclass(frozen=True)
class Blank:
    """A column to fill in; all texts in the reader's words."""

    head: str
    """A name of the field, so that the column is recognized when the sheet comes back."""
    note: str = ""
    """How to fill it in."""
    example: Value = None
    choices: Sequence[str] = ()
    required: bool = False
    kind: str = "text"
    """`text` keeps all digits as typed; `number`; a key of `writing.FORMATS`."""


@dataclass(frozen=True)
class Words:
    """What the sheet itself says, in the reader's words."""

    title: str
    """Name of the sheet and title of the file."""
    number: str
    """Head of the column of running numbers."""
    example: str
    """One of `tables.EXAMPLES`."""
    notes: str
    """Name of the sheet of notes."""
    column: str
    note: str
    required: str
    """Heads of the sheet of notes, and what stands there beside columns that must be filled in."""


def blank_sheet(columns: Sequence[Blank], words: Words) -> bytes:
    """An XLSX file with a sheet to fill in, notes on a second sheet, and the lists of choices on a hidden third one."""
    import xlsxwriter  # noqa: PLC0415  # slow to import

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": words.title})
        sheet = book.add_worksheet(_tab(words.title))
        _notes(book, columns, words)
        lists = book.add_worksheet(LISTS) if any(column.choices for column in columns) else None
        if lists is not None:
            lists.hide()
        bold = book.add_format({"bold": True, "bg_color": _HEAD})
        pale = book.add_format({"font_color": _PALE, "italic": True})
        shapes: dict[str, int | str] = {"text": _TEXT, "number": 0, **FORMATS}
        pale_shapes = {
            kind: book.add_format({"font_color": _PALE, "italic": True, "num_format": shape})
            for kind, shape in FORMATS.items()
        }
        sheet.write_string(0, 0, words.number, bold)
        sheet.write_string(1, 0, words.example, pale)
        for place, column in enumerate(columns, start=1):
            shape = book.add_format({"num_format": shapes[column.kind]})
            sheet.set_column(place, place, width_of(column.head), shape)
            sheet.write_string(0, place, f"{column.head}{' *' if column.required else ''}", bold)
            write_value(sheet, 1, place, column.example, pale_shapes, pale)
            if column.choices and lists is not None:
                _choices(sheet, lists, place, column.choices)
        sheet.freeze_panes(1, 0)
        sheet.activate()
    return out.getvalue()


def _choices(sheet: Any, lists: Any, place: int, choices: Sequence[str]) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415  # slow to import

    for row, choice in enumerate(choices):
        lists.write_string(row, place, choice)
    first = xl_rowcol_to_cell(0, place, row_abs=True, col_abs=True)
    last = xl_rowcol_to_cell(len(choices) - 1, place, row_abs=True, col_abs=True)
    source = f"={LISTS}!{first}:{last}"
    sheet.data_validation(1, place, _FILLED_IN, place, {"validate": "list", "source": source, "error_type": "warning"})


def _notes(book: Any, columns: Sequence[Blank], words: Words) -> None:
    notes = book.add_worksheet(_tab(words.notes))
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    notes.set_column(0, 0, 24)
    notes.set_column(1, 1, 12)
    notes.set_column(2, 2, 80)
    for place, head in enumerate((words.column, words.required, words.note)):
        notes.write_string(0, place, head, bold)
    for row, column in enumerate(columns, start=1):
        notes.write_string(row, 0, column.head, wrapped)
        notes.write_string(row, 1, words.required if column.required else "", wrapped)
        notes.write_string(row, 2, column.note, wrapped)


def _tab(name: str) -> str:
    """A name that the tab of a sheet may have: 31 characters, no mark that addresses use, no apostrophe at its ends."""
    kept = "".join(" " if char in "[]:*?/\\" else char for char in name)
    return kept[:31].strip("' ") or "1"
