"""A comparison as a file for office programs: a column for each case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from eventmgr.exchange.cases.comparing import Comparison
from eventmgr.ground.i18n import _, _l, localized
from eventmgr.tools.metrics.comparing import NEVER_AVERAGED, Line
from eventmgr.tools.sheets import as_xlsx


@dataclass(frozen=True)
class Column:
    """A column of the file; its rows are `Line`s under the heading of their part."""

    label: Any
    place: int
    """Which case; -2: the part, -1: the label."""

    def text(self, row: tuple[str, Line]) -> str:
        """The cell."""
        part, line = row
        if self.place == -2:
            return part
        if self.place == -1:
            return str(line.label)
        note = line.notes[self.place] if line.notes else ""
        return "\n".join(words for words in (line.cells[self.place], note) if words)


def book_of(comparison: Comparison) -> bytes:
    """The workbook in the language spoken."""
    columns = [Column(_l("Part"), -2), Column(_l("Metric or condition"), -1)]
    columns += [Column(localized(case.title), place) for place, case in enumerate(comparison.cases)]
    columns.append(Column(_l("Note"), len(comparison.cases)))
    rows = [(str(heading), _noted(line)) for heading, lines in comparison.parts for line in lines]
    blank = tuple("" for _case in comparison.cases)
    rows.append(("", Line(_("Averages"), (*blank, str(NEVER_AVERAGED)))))
    return as_xlsx(columns, rows, title=_("Comparison of cases"))


def _noted(line: Line) -> Line:
    return Line(line.label, (*line.cells, line.warning), (*line.notes, "") if line.notes else ())
