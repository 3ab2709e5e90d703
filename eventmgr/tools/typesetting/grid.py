"""Tables: rows of text with hairlines, whose head is repeated on every page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from reportlab.platypus.flowables import Flowable

from eventmgr.tools.typesetting.charts import ChartBlock
from eventmgr.tools.typesetting.stack import Stack
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.structure.tagging import Element, Tags, tags_of
from eventmgr.tools.typesetting.styles import COLOURS
from eventmgr.tools.typesetting.text import TextBlock

PAD_X, PAD_Y = 4.0, 3.5
_TALL = 200.0
"""A row taller than this may be cut between pages."""
_LEAST = 60.0
"""No row is cut into less room than this."""

_FEWEST = 2
"""Rows that follow on another page."""
_MOST_KEPT = 300.0
"""Rows that stay together are no higher than this, which fits on every page; a higher group is cut like a list of its
own."""

Cell = TextBlock | Stack | ChartBlock


_FIRST = 2
"""So many rows stay with the one after them at the head of a list."""


@dataclass(frozen=True)
class Row:
    """One row: a block (or nothing) for each column, or one block over all columns (`wide`).

    Args:
        fill: token of the ground; line: token of the rule below, empty for none.
        keep: stays on one page with the next row, as long as all that stay together are not higher than `_MOST_KEPT`.
    """

    cells: tuple[Cell | None, ...]
    fill: str = ""
    line: str = "line"
    wide: bool = False
    keep: bool = False
    outline: OutlineEntry | None = None
    pad: float = PAD_Y
    elements: list[Element] | None = None
    """The elements of its cells, where the row is cut between pages."""


def in_company(place: int, number: int) -> bool:
    """Whether the row at that place, from 0, of so many stays with the next one: no head of a list stands over a single
    row at the foot of a page, and no row alone at the top of the next."""
    return place < number - 1 and (place < _FIRST or place == number - 2)


class Grid(Flowable):
    """A table of fixed column widths. Its rows are made when the page that they stand on is set, and let go when it has
    been: of a list of thousands, a page at a time is in memory.

    Args:
        widths: of the columns, in points.
        head: rows that are repeated at the top of every page.
        rows: the others, in order; taken once.
        boxed: with lines between the columns too, for what is filled in by hand.
    """

    def __init__(
        self,
        widths: Sequence[float],
        head: Sequence[Row],
        rows: Iterable[Row],
        after: float = 8,
        *,
        boxed: bool = False,
    ) -> None:
        super().__init__()
        self.widths, self.head, self.boxed = tuple(widths), tuple(head), boxed
        self.spaceAfter = after
        self._is_continued = False
        self._table: list[Element] = []
        """The element that all parts of the table belong to, once there is one."""
        self._rows: list[Row] = []
        self._coming: Iterator[Row] = iter(rows)
        self._heights: list[float] = []
        """Of the head and of those that are taken, as far as they are measured."""

    @property
    def rows(self) -> Sequence[Row]:
        """All of them, made now."""
        self._rows.extend(self._coming)
        return self._rows

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The table's own width, and the height of all rows; of only so many as are too high for `height`, if they
        are."""
        for row in (*self.head, *self._rows)[len(self._heights) :]:
            self._heights.append(self._height(row))
        self.width, self.height = sum(self.widths), sum(self._heights)
        while self.height <= height and (coming := next(self._coming, None)) is not None:
            self._rows.append(coming)
            self._heights.append(self._height(coming))
            self.height += self._heights[-1]
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits into `height`, and the rest under the same head, which takes over the rows to come; nothing if not
        even one row fits."""
        self.wrap(width, height)
        if self.height <= height:
            return [self]
        heads, rows = len(self.head), self._rows
        used, fitting = sum(self._heights[:heads]), 0
        for row_height in self._heights[heads:]:
            if used + row_height > height:
                break
            used, fitting = used + row_height, fitting + 1
        room = height - used
        if fitting < len(rows) and self._heights[heads + fitting] > _TALL and room >= _LEAST:
            cut = self._cut(rows[fitting], room)
            if cut:
                return self._in_two([*rows[:fitting], cut[0]], [], [cut[1], *rows[fitting + 1 :]], [])
        fitting = self._with_its_group(self._without_orphans(fitting))
        if not fitting:
            return []
        known, cut_at = self._heights, heads + fitting
        return self._in_two(rows[:fitting], known[:cut_at], rows[fitting:], [*known[:heads], *known[cut_at:]])

    def _without_orphans(self, fitting: int) -> int:
        """How many rows of those that fit are set on this page: two at least follow on the next one, so that no page of
        a list holds a single row."""
        if fitting < _FEWEST + 1 or len(self._rows) - fitting >= _FEWEST:
            return fitting
        return fitting if self._take_one() else fitting - 1

    def _take_one(self) -> bool:
        """Take one more of the rows to come; whether there is one."""
        if (coming := next(self._coming, None)) is None:
            return False
        self._rows.append(coming)
        self._heights.append(self._height(coming))
        return True

    def _with_its_group(self, fitting: int) -> int:
        """How many rows are set on this page if those that stay together do. A group that is too high for that is cut:
        two rows of it at least on either side, where it has as many."""
        rows, start = self._rows, fitting
        while start and rows[start - 1].keep:
            start -= 1
        if start == fitting or not self._is_too_high(start):
            return start
        if not rows[fitting].keep and fitting - start > _FEWEST:
            return fitting - 1
        return start if start and fitting - start < _FEWEST else fitting

    def _is_too_high(self, start: int) -> bool:
        """Whether the rows that stay together with that one, from it on, are higher than such rows may be."""
        height, number = 0.0, start
        while number < len(self._rows) or self._take_one():
            height += self._heights[len(self.head) + number]
            if height > _MOST_KEPT or not self._rows[number].keep:
                break
            number += 1
        return height > _MOST_KEPT

    def _in_two(
        self, first: list[Row], first_heights: list[float], others: list[Row], other_heights: list[float]
    ) -> list[Flowable]:
        again = [replace(row, outline=None) for row in self.head]
        rest = self._part(again, others, other_heights, self._coming, is_continued=True)
        self._coming = iter(())
        self._let_go()
        return [self._part(self.head, first, first_heights), rest]

    def _let_go(self) -> None:
        """A story is held until its last page is set; what is set already is not."""
        self._rows, self._heights = [], []

    def draw(self) -> None:
        """Grounds and rules first, then the blocks."""
        y, tags = self.height, tags_of(self.canv)
        if tags is not None and not self._table and not tags.is_muted:
            self._table.append(tags.new("Table"))
        for number, (row, height) in enumerate(zip((*self.head, *self._rows), self._heights, strict=True)):
            y -= height
            if tags is None or tags.is_muted:
                self._draw_row(row, y, height)
            elif number < len(self.head) and self._is_continued:
                with tags.muted():
                    self._draw_row(row, y, height)
            else:
                self._draw_row(row, y, height, tags, self._cells(row, is_head=number < len(self.head)))
        self._let_go()

    def _cells(self, row: Row, *, is_head: bool) -> list[Element]:
        """The elements of the row's cells, in order. Where a table has no head its first column names the rows."""
        if row.elements:
            return row.elements
        line, cells = Element("TR", self._table[0]), []
        for number in range(len(row.cells)):
            role, attributes = "TD", ["/O/Table"]
            if is_head or (not self.head and not number and not row.wide):
                role = "TH"
                attributes.append(f"/Scope/{'Column' if is_head else 'Row'}")
            if row.wide and len(self.widths) > 1:
                attributes.append(f"/ColSpan {len(self.widths)}")
            written = f"/A<<{''.join(attributes)}>>" if len(attributes) > 1 else ""
            cells.append(Element(role, line, written))
        if row.elements is not None:
            row.elements.extend(cells)
        return cells

    def _draw_row(
        self, row: Row, y: float, height: float, tags: Tags | None = None, elements: Sequence[Element] = ()
    ) -> None:
        canvas, width = self.canv, sum(self.widths)
        if row.fill:
            canvas.setFillColor(COLOURS[row.fill])
            canvas.rect(0, y, width, height, stroke=0, fill=1)
        if row.line:
            canvas.setStrokeColor(COLOURS[row.line])
            canvas.setLineWidth(0.5)
            canvas.line(0, y, width, y)
            if self.boxed and not row.wide:
                edges = [0.0, *accumulate(self.widths)]
                canvas.lines([(x, y, x, y + height) for x in edges])
        if row.outline:
            canvas.saveState()
            canvas.translate(0, y)
            row.outline.place(canvas, height)
            canvas.restoreState()
        x = 0.0
        for number, (cell, room) in enumerate(zip(row.cells, self._rooms(row), strict=True)):
            if cell is not None:
                _width, cell_height = cell.wrap(room - 2 * PAD_X, height)
                place = x + PAD_X, y + height - row.pad - cell_height
                if tags is None:
                    cell.draw_at(canvas, *place)
                elif isinstance(cell, TextBlock):
                    cell.belongs_to(elements[number])
                    cell.draw_at(canvas, *place)
                else:
                    with tags.inside(elements[number]):
                        cell.draw_at(canvas, *place)
            x += room

    def _rooms(self, row: Row) -> Sequence[float]:
        return (sum(self.widths),) if row.wide else self.widths

    def _height(self, row: Row) -> float:
        pairs = zip(row.cells, self._rooms(row), strict=True)
        heights = [cell.wrap(room - 2 * PAD_X, 1e6)[1] for cell, room in pairs if cell is not None]
        return max(heights, default=0) + 2 * row.pad

    def _cut(self, row: Row, room: float) -> tuple[Row, Row] | None:
        """The row in two, the first at most `room` high."""
        upper: list[Cell | None] = []
        lower: list[Cell | None] = []
        for cell, width in zip(row.cells, self._rooms(row), strict=True):
            parts = [] if cell is None else cell.split(width - 2 * PAD_X, room - 2 * row.pad)
            if cell is not None and not parts:
                return None
            upper.append(parts[0] if parts else None)
            lower.append(parts[1] if len(parts) > 1 else None)
        elements = [] if row.elements is None else row.elements
        first = replace(row, cells=tuple(upper), line="", elements=elements)
        return first, replace(row, cells=tuple(lower), outline=None, elements=elements)

    def _part(
        self,
        head: Sequence[Row],
        taken: list[Row],
        heights: list[float],
        coming: Iterable[Row] = (),
        *,
        is_continued: bool = False,
    ) -> Grid:
        part = Grid(self.widths, head, coming, self.spaceAfter, boxed=self.boxed)
        part._rows, part._heights = taken, heights
        part._table, part._is_continued = self._table, is_continued or self._is_continued
        return part
