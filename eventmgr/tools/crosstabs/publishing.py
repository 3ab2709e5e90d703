"""A table for the public: no number that could point at somebody, and none that can be computed from the others. Pure.

Rows and columns whose sums are small are counted together with others (`apart`). Then cells below `SMALLEST` are
hidden, those with nobody too, so that a hidden cell may be anything; of rows and columns with few people all of them.
What is hidden could still be computed from the sums: so more cells are hidden until, by all that is shown, each hidden
cell with somebody may as well be `SMALLEST` or more. That is decided exactly: the hidden cells of a table with given
sums are flows between rows and columns, and how large one may be at most is a question of augmenting paths (Ford and
Fulkerson; in official statistics: complementary suppression). Where all cells are hidden, each may be as large as the
smaller of its two sums, which is never
small: there is an end.

Whoever knows the method may also ask which tables it would have shown just so. The rule for rows and columns with few
people is against that: it depends on nothing but sums that everybody reads. A test publishes every table of small
worlds and finds no small number with one explanation only; in larger ones some remain (docs/inside/statistics.md says
so).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from eventmgr.tools.crosstabs.apart import SMALLEST, apart
from eventmgr.tools.crosstabs.pivot import Table, of_cells

SMALL_SUM = SMALLEST * SMALLEST
"""Of a row or a column with a smaller sum no cell is shown."""
OTHERS = "*"
"""Key of the row or the column that holds what is counted together; no code looks like it."""
Cells = list[list[int]]
Place = tuple[int, int]


def publish(table: Table, *, row_kinds: int, column_kinds: int) -> Table:
    """The table as anybody may read it; an empty one where there are fewer than `SMALLEST` altogether.

    Args:
        row_kinds, column_kinds: how many rows and columns there could be at most.
    """
    if table.total < SMALLEST:
        return of_cells((), (), ())
    rows = _joined(table.rows, table.row_sums, row_kinds)
    columns = _joined(table.columns, [n or 0 for n in table.column_sums], column_kinds)
    values = [[_sum(table, down, across) for across in columns.values()] for down in rows.values()]
    whole = of_cells(tuple(rows), tuple(columns), values)
    if len(columns) < 2 or len(rows) < 2:
        return whole
    hidden = _Hidden(values)
    hidden.protect()
    shown = tuple(
        tuple(None if (i, j) in hidden.places else value for j, value in enumerate(row)) for i, row in enumerate(values)
    )
    return Table(whole.rows, whole.columns, shown, whole.row_sums, whole.column_sums, whole.total)


def _joined(keys: Sequence[str], sums: Sequence[int], kinds: int) -> dict[str, list[int]]:
    """Key → positions of what is counted under it, the others last."""
    shown = apart(dict(zip(keys, sums, strict=True)), kinds)
    rest = [place for place, key in enumerate(keys) if key not in shown and sums[place]]
    joined = {key: [place] for place, key in enumerate(keys) if key in shown}
    return joined | {OTHERS: rest} if rest else joined


def _sum(table: Table, down: Sequence[int], across: Sequence[int]) -> int:
    return sum(table.cells[i][j] or 0 for i in down for j in across)


class _Hidden:
    """The hidden cells of a table, as they grow."""

    def __init__(self, values: Cells) -> None:
        self.values = values
        self.height, self.width = len(values), len(values[0])
        every = [(i, j) for i in range(self.height) for j in range(self.width)]
        down, across = [sum(row) for row in values], [sum(column) for column in zip(*values, strict=True)]
        self.small = [(i, j) for i, j in every if 0 < values[i][j] < SMALLEST]
        self.places = {(i, j) for i, j in every if values[i][j] < SMALLEST or min(down[i], across[j]) < SMALL_SUM}
        self.lines = [[j for j in range(self.width) if (i, j) in self.places] for i in range(self.height)]
        self.files = [[i for i in range(self.height) if (i, j) in self.places] for j in range(self.width)]

    def protect(self) -> None:
        """Hide more until no small number can be told."""
        open_ = list(self.small)
        while open_:
            open_ = [place for place in open_ if not self.is_safe(place)]
            for place in open_:
                if not self.is_safe(place):
                    self._cover(place)

    def is_safe(self, place: Place) -> bool:
        """Whether the cell may be `SMALLEST` at least, by all that is shown."""
        need = SMALLEST - self.values[place[0]][place[1]]
        moved: dict[Place, int] = {}
        return self._has_rectangle(place, need) or all(self._raised(place, moved) for _step in range(need))

    def _has_rectangle(self, place: Place, need: int) -> bool:
        """Whether four hidden cells alone show that: most often they do, and are found at once."""
        row, column = place
        beside = [j for j in self.lines[row] if j != column and self.values[row][j] >= need]
        below = [i for i in self.files[column] if i != row and self.values[i][column] >= need]
        return any((i, j) in self.places for i in below for j in beside)

    def _raised(self, place: Place, moved: dict[Place, int]) -> bool:
        """Whether one more fits into the cell when others give and take in turn; `moved` keeps what they did."""
        row, column = place
        came: dict[int, tuple[int, int]] = {column: (-1, -1)}
        waiting, seen = deque([column]), {row}
        while waiting:
            at = waiting.popleft()
            if at != column and self._at((row, at), moved) > 0 and (row, at) in self.places:
                self._walk(at, came, place, moved)
                return True
            for other in self.files[at]:
                if other not in seen and self._at((other, at), moved) > 0:
                    seen.add(other)
                    for to in self.lines[other]:
                        if to not in came:
                            came[to] = (other, at)
                            waiting.append(to)
        return False

    def _walk(self, at: int, came: dict[int, tuple[int, int]], place: Place, moved: dict[Place, int]) -> None:
        row, column = place
        moved[row, at] = moved.get((row, at), 0) - 1
        while at != column:
            other, before = came[at]
            moved[other, at] = moved.get((other, at), 0) + 1
            moved[other, before] = moved.get((other, before), 0) - 1
            at = before
        moved[place] = moved.get(place, 0) + 1

    def _at(self, place: Place, moved: dict[Place, int]) -> int:
        return self.values[place[0]][place[1]] + moved.get(place, 0)

    def _cover(self, place: Place) -> None:
        """Hide the cheapest corners of a rectangle in which the cell may grow; where there is none, its row and
        column."""
        found = min(self._rectangles(place), default=None)
        row, column = place
        if found is not None:
            _cost, other, to = found
            corners = [(row, to), (other, column), (other, to)]
        else:
            corners = [(row, j) for j in range(self.width)] + [(i, column) for i in range(self.height)]
        if all(corner in self.places for corner in corners):
            corners = [(i, j) for i in range(self.height) for j in range(self.width)]
        for corner in corners:
            self._hide(corner)

    def _rectangles(self, place: Place) -> Iterator[tuple[int, int, int]]:
        row, column = place
        need = SMALLEST - self.values[row][column]
        for other in range(self.height):
            if other == row or self.values[other][column] < need:
                continue
            for to in range(self.width):
                if to != column and self.values[row][to] >= need:
                    corners = ((row, to), (other, column), (other, to))
                    cost = sum(self.values[i][j] for i, j in corners if (i, j) not in self.places)
                    yield cost, other, to

    def _hide(self, place: Place) -> None:
        if place not in self.places:
            self.places.add(place)
            self.lines[place[0]].append(place[1])
            self.files[place[1]].append(place[0])
