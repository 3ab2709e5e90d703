"""Workbooks for those who import: one to fill in, and their own with its problems marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from eventmgr.ground.i18n import _, language
from eventmgr.output.imports.columns import Column
from eventmgr.output.imports.previewing import Preview
from eventmgr.tools.sheets import Sheet, Words, blank_sheet, with_problems
from eventmgr.tools.sheets.tables import EXAMPLES, REMARKS


def sheet_to_fill_in(columns: Sequence[Column], *, title: str) -> bytes:
    """A sheet with these columns, in the language spoken now."""
    words = Words(
        title=title,
        number=_("No."),
        example=EXAMPLES[language()],
        notes=_("Notes on filling in"),
        column=_("Column"),
        note=_("How to fill it in"),
        required=_("Required"),
    )
    return blank_sheet([column.blank() for column in columns if column.in_template], words)


def sheet_with_problems(sheet: Sheet, looked: Preview, *, sentence: Callable[[Any], str]) -> bytes:
    """The sheet that was sent, with what is wrong in it."""
    columns = {one.key: one.head.column for one in looked.matches if one.key}
    problems = {
        row.record.number: {columns.get(key, -1): sentence(said) for key, said in row.errors.items()}
        for row in looked.rows
        if row.errors
    }
    remarks = REMARKS[language()]
    return with_problems(sheet, looked.table, problems, remarks=remarks, author=_("Import"))
