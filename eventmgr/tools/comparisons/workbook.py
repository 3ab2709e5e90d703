"""A comparison as a file for office programs: a column for each of those compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eventmgr.ground.i18n import _l
from eventmgr.tools.crosstabs.side_by_side import Comparison, Line
from eventmgr.tools.sheets import as_xlsx

_PART, _LABEL = -2, -1


@dataclass(frozen=True)
class Column:
    """A column of the file; its rows are `Line`s under the heading of their part."""

    label: Any
    place: int
    """Which of those compared, the note behind them; `_PART` and `_LABEL` before them."""

    def text(self, row: tuple[str, Line]) -> str:
        """The text of the cell."""
        part, line = row
        if self.place == _PART:
            return part
        if self.place == _LABEL:
            return str(line.label)
        note = line.notes[self.place] if line.notes else ""
        return "\n".join(words for words in (line.cells[self.place], note) if words)


def book_of(comparison: Comparison) -> bytes:
    """The workbook in the language spoken; parts and notes have a column where there are any."""
    has_parts = any(heading for heading, _lines in comparison.parts)
    has_notes = comparison.note is not None or any(line.warning for _h, lines in comparison.parts for line in lines)
    columns = [Column(_l("Part"), _PART)] if has_parts else []
    columns.append(Column(comparison.corner, _LABEL))
    columns += [Column(title, place) for place, title in enumerate(comparison.titles)]
    if has_notes:
        columns.append(Column(_l("Note"), len(comparison.titles)))
    rows = [(str(heading), _noted(line)) for heading, lines in comparison.parts for line in lines]
    if comparison.note is not None:
        label, words = comparison.note
        rows.append(("", Line(label, (*("" for _title in comparison.titles), words))))
    return as_xlsx(columns, rows, title=comparison.name)


def _noted(line: Line) -> Line:
    return Line(line.label, (*line.cells, line.warning), (*line.notes, "") if line.notes else ())
