"""Steps of the tests of reading beyond the role, which others take too."""

from __future__ import annotations

import io
from typing import Any

import docx
import openpyxl

from tests.output.papers.samples import text_of

ASKED = {"/manage/events/<slug>/matchmaking/timetables/<int:number>/cells": "?request=<int:accepted_id>"}
"""What an address wants in its query."""


def text(answer: Any) -> str:
    """What a person reads of an answer, whatever its kind."""
    if answer.mimetype == "image/png":
        return ""
    if answer.mimetype == "application/pdf":
        return text_of(answer.data)
    if answer.mimetype.endswith("spreadsheetml.sheet"):
        sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
        return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    if answer.mimetype.endswith("wordprocessingml.document"):
        document = docx.Document(io.BytesIO(answer.data))
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        return "\n".join((*(one.text for one in document.paragraphs), *cells))
    return str(answer.get_data(as_text=True))
