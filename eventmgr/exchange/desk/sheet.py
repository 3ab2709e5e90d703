"""The figures of the desk as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.exchange.desk.counting import Figures, Tally
from eventmgr.exchange.desk.models import Desk
from eventmgr.exchange.desk.wording import category_name, desk_name
from eventmgr.ground.i18n import _, _l


@dataclass(frozen=True)
class FigureLine:
    """One line: what it is about, and its numbers."""

    part: str
    name: str
    tally: Tally


@dataclass(frozen=True)
class FigureColumn:
    """A column of the sheet of desk figures."""

    label: Any
    text: Callable[[FigureLine], str]
    value: Callable[[FigureLine], Any] | None = None


def _number(label: Any, read: Callable[[Tally], float | None]) -> FigureColumn:
    def text(line: FigureLine) -> str:
        value = read(line.tally)
        return "" if value is None else str(value)

    return FigureColumn(label, text, lambda line: read(line.tally))


COLUMNS: Sequence[FigureColumn] = (
    FigureColumn(_l("Counted by"), lambda line: line.part),
    FigureColumn(_l("Category or desk"), lambda line: line.name),
    _number(_l("Requests to the desk"), lambda tally: tally.asked),
    _number(_l("Answered"), lambda tally: tally.answered),
    _number(_l("Overdue or answered late"), lambda tally: tally.late),
    _number(_l("Days to the answer (median)"), lambda tally: tally.median_days),
    _number(_l("Satisfaction (median)"), lambda tally: tally.median_stars),
)


def rows_of(figures: Figures, desks: Sequence[Desk], *, with_desks: bool) -> Iterator[FigureLine]:
    """All requests, then each category, then each desk where there are several."""
    yield FigureLine(_("All requests"), "", figures.whole)
    for key, tally in figures.by_category.items():
        yield FigureLine(_("Category"), category_name(key, desks), tally)
    for code, tally in figures.by_desk.items() if with_desks else ():
        yield FigureLine(_("Desk"), desk_name(code), tally)
