"""Horizontal bars: nested counts of a row in one bar of several parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eventmgr.ground.i18n import format_number
from eventmgr.tools.charts.chart import Chart
from eventmgr.tools.charts.shapes import Drawing, Figures, Line, Rect, Shape, Text, nice_ticks, shortened, text_width

_ROW, _BAR, _SIZE, _SMALL = 24.0, 14.0, 12.0, 11.0
_LEGEND, _AXIS = 28.0, 22.0
PART_FILLS = ("accent", "middle", "line")
"""Colours of the parts of a stacked bar, from the axis on."""


@dataclass(frozen=True)
class StackedBars(Chart):
    """Nested counts of a row in one bar: registered ⊇ confirmed ⊇ attended.

    Args:
        rows: (name, (outer, …, inner)), for instance (registered, confirmed, attended).
        names: the names of the counts, in the same order.
        links: where each count of a row leads; empty for none.
    """

    rows: tuple[tuple[str, tuple[int, ...]], ...]
    name_word: str
    names: tuple[str, ...]
    links: tuple[tuple[str, ...], ...] = ()

    def table(self) -> Figures:
        """The counts as they are given, each row with its name."""
        rows = tuple((name, *(format_number(value) for value in values)) for name, values in self.rows)
        return Figures((self.name_word, *self.names), rows)

    def table_links(self) -> tuple[tuple[str, ...], ...]:
        """The address behind each bar, row by row."""
        return self.links

    def draw(self, width: float = 640) -> Drawing:
        """The inner count lies next to the axis, what the outer ones have more follows; the numbers stand behind."""
        most = max((values[0] for _, values in self.rows), default=0)
        names, scale, ticks = _frame([name for name, _ in self.rows], most, width)
        shapes = [*self._legend(), *_grid(names, scale, ticks, _LEGEND, len(self.rows))]
        for i in range(len(self.rows)):
            shapes += self._bar(i, names, _LEGEND + i * _ROW, scale)
        return Drawing(width, _LEGEND + len(self.rows) * _ROW + _AXIS, tuple(shapes))

    def row(self, index: int, width: float) -> Drawing:
        """The bar of one row alone, for a cell of a table; all rows have the same scale."""
        most = max((values[0] for _, values in self.rows), default=0)
        return Drawing(width, _BAR, tuple(self._parts(index, 0, 0, width / max(most, 1))))

    def legend(self, width: float) -> Drawing:
        """What the colours mean, on one line."""
        return Drawing(width, 16, tuple(self._legend()))

    def _bar(self, index: int, x: float, y: float, scale: float) -> Iterator[Shape]:
        name, values = self.rows[index]
        yield Text(0, y + 16, shortened(name, _SIZE, x - 8), _SIZE)
        yield from self._parts(index, x, y + 5, scale)
        end = x + max(values, default=0) * scale
        yield Text(end + 5, y + 16, " / ".join(map(format_number, values)), _SMALL, "ink-2")

    def _parts(self, index: int, x: float, y: float, scale: float) -> Iterator[Shape]:
        name, values = self.rows[index]
        links = self.links[index] if self.links else ("",) * len(values)
        before = 0
        for word, value, fill, link in zip(
            reversed(self.names), reversed(values), PART_FILLS, reversed(links), strict=False
        ):
            if value > before:
                hint = f"{name} · {word}: {format_number(value)}"
                yield Rect(x + before * scale, y, (value - before) * scale, _BAR, fill, 0, hint, link)
            before = max(before, value)

    def _legend(self) -> Iterator[Shape]:
        x = 0.0
        for word, fill in zip(self.names, reversed(PART_FILLS[: len(self.names)]), strict=False):
            yield Rect(x, 3, 12, 12, fill, 2)
            yield Text(x + 18, 13, word, _SIZE, "ink-2")
            x += 18 + text_width(word, _SIZE) + 20


def _frame(names: Sequence[str], most: int, width: float, after: float = 70) -> tuple[float, float, list[int]]:
    """Width of the names' column, pixels per count, ticks of the axis."""
    column = min(max((text_width(name, _SIZE) for name in names), default=0) + 12, width * 0.36)
    ticks = nice_ticks(most)
    return column, (width - column - after) / ticks[-1], ticks


def _grid(x: float, scale: float, ticks: Sequence[int], top: float, rows: int) -> Iterator[Shape]:
    bottom = top + rows * _ROW
    for tick in ticks:
        at = x + tick * scale
        yield Line(at, top, at, bottom, "line")
        yield Text(at, bottom + 15, format_number(tick), _SMALL, "ink-2", "middle")
