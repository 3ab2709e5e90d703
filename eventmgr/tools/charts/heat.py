"""A heat table: rows × columns of counts, each cell coloured by its share of the largest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eventmgr.ground.i18n import format_number
from eventmgr.tools.charts.chart import Chart
from eventmgr.tools.charts.shapes import Drawing, Figures, Line, Rect, Shape, Text, shortened, text_width, wrapped
from eventmgr.tools.charts.tokens import HEAT_LEVELS

_ROW, _GAP, _SUMS = 22.0, 2.0, 44.0
_MOST_LINES, _MOST_HEAD = 3, 150.0
_SIZE, _SMALL = 12.0, 11.0


def heat_level(value: int | None, most: int) -> int:
    """The level of a cell: 0 for nothing, 1 to 8 for its share of `most`."""
    if not value or most <= 0:
        return 0
    return max(1, min(HEAT_LEVELS, -(-value * HEAT_LEVELS // most)))


@dataclass(frozen=True)
class HeatMatrix(Chart):
    """Counts of rows × columns.

    Args:
        cells: `cells[i][j]` belongs to `rows[i]` and `columns[j]`; None is a hidden count.
        corner, total: the words for the row names' column and for the sums.
        links: where each number leads, `links[i][j]`; empty for none.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    corner: str
    total: str
    links: tuple[tuple[str, ...], ...] = ()
    hidden: str = "·"
    sums: tuple[tuple[int, ...], tuple[int, ...]] | None = None
    """Of rows and columns, where they are not those of the cells that are shown."""

    @property
    def most(self) -> int:
        """The largest count of all cells."""
        return max((value or 0 for row in self.cells for value in row), default=0)

    @property
    def row_sums(self) -> tuple[int, ...]:
        """One sum a row; hidden counts are left out, unless `sums` says otherwise."""
        return self.sums[0] if self.sums is not None else tuple(sum(value or 0 for value in row) for row in self.cells)

    @property
    def column_sums(self) -> tuple[int, ...]:
        """The sum of each column."""
        return (
            self.sums[1]
            if self.sums is not None
            else tuple(sum(row[j] or 0 for row in self.cells) for j in range(len(self.columns)))
        )

    def table(self) -> Figures:
        """The counts with sums of rows and columns."""
        body = [
            (name, *(self._word(value) for value in row), format_number(total))
            for name, row, total in zip(self.rows, self.cells, self.row_sums, strict=True)
        ]
        last = (self.total, *(format_number(value) for value in self.column_sums), format_number(sum(self.row_sums)))
        return Figures((self.corner, *self.columns, self.total), (*body, last))

    def draw(self, width: float = 640) -> Drawing:
        """One line a row, the sums at the right and below; names of columns that are too long run upwards."""
        names = min(max((text_width(name, _SIZE) for name in (*self.rows, self.total)), default=0) + 10, width * 0.3)
        cell = (width - names - _SUMS) / max(len(self.columns), 1)
        top, head = self._head(names, cell, width)
        body = self._body(names, cell, width, top)
        height = top + (len(self.rows) + 1) * _ROW + 6
        return Drawing(width, height, (*head, *body, *self._foot(names, cell, width, height)))

    def _head(self, names: float, cell: float, width: float) -> tuple[float, list[Shape]]:
        """Height of the head, and what stands in it."""
        labels = [wrapped(name, _SMALL, cell - _GAP, _MOST_LINES) for name in self.columns]
        turned = any(label is None for label in labels)
        longest = max((text_width(name, _SMALL) for name in self.columns), default=0)
        lines = max((len(label or ()) for label in labels), default=1)
        top = min(longest + 12, _MOST_HEAD) if turned else lines * (_SMALL + 3) + 10
        shapes: list[Shape] = [Text(width - 6, top - 8, self.total, _SMALL, "ink-2", "end")]
        for j, label in enumerate(labels):
            x = names + (j + 0.5) * cell
            if turned:
                heads = shortened(self.columns[j], _SMALL, _MOST_HEAD - 12)
                shapes.append(Text(x + _SMALL * 0.35, top - 6, heads, _SMALL, "ink-2", turned=True))
            for i, line in enumerate(reversed([] if turned else label or [])):
                shapes.append(Text(x - _GAP / 2, top - 8 - i * (_SMALL + 3), line, _SMALL, "ink-2", "middle"))
        return top, shapes

    def _body(self, names: float, cell: float, width: float, top: float) -> Iterator[Shape]:
        for i, (name, row, total) in enumerate(zip(self.rows, self.cells, self.row_sums, strict=True)):
            y = top + i * _ROW
            yield Text(0, y + 15, shortened(name, _SIZE, names - 6), _SIZE)
            for j, value in enumerate(row):
                level = heat_level(value, self.most)
                x = names + j * cell
                link = self.links[i][j] if self.links and value else ""
                hint = f"{name} · {self.columns[j]}: {self._word(value)}"
                yield Rect(x, y, cell - _GAP, _ROW - _GAP, f"heat-{level}", 3, hint, link)
                if value or value is None:
                    yield Text(x + (cell - _GAP) / 2, y + 14.5, self._word(value), _SIZE, f"on-heat-{level}", "middle")
            yield Text(width - 6, y + 15, format_number(total), _SIZE, "ink", "end", bold=True)

    def _foot(self, names: float, cell: float, width: float, height: float) -> Iterator[Shape]:
        y = height - _ROW - 3
        yield Line(0, y, width, y, "line")
        yield Text(0, y + 16, self.total, _SIZE, "ink", "start", bold=True)
        for j, value in enumerate(self.column_sums):
            yield Text(names + (j + 0.5) * cell, y + 16, format_number(value), _SIZE, "ink", "middle", bold=True)
        yield Text(width - 6, y + 16, format_number(sum(self.row_sums)), _SIZE, "ink", "end", bold=True)

    def _word(self, value: int | None) -> str:
        return self.hidden if value is None else format_number(value)
