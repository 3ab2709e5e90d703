"""Numbers by two things at once: rows, columns and their sums. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Count(NamedTuple):
    """So many of one row and one column; keys may be empty: not stated."""

    row: str
    column: str
    n: int


@dataclass(frozen=True)
class Table:
    """Rows × columns; `cells[i][j]` belongs to `rows[i]` and `columns[j]`. None is a number that is not shown.

    The sums are those of everything, whether a cell is shown or not; None where it is not told at all.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    row_sums: tuple[int, ...]
    column_sums: tuple[int | None, ...]
    total: int

    @property
    def most(self) -> int:
        """The largest number that is shown."""
        return max((value or 0 for row in self.cells for value in row), default=0)

    @property
    def hidden(self) -> int:
        """How many numbers are not shown."""
        return sum(value is None for row in self.cells for value in row)


def pivot(
    counts: Iterable[Count], rows: Sequence[str], columns: Sequence[str] = ("",), *, always: Collection[str] = ()
) -> Table:
    """The table of `counts`; only rows and columns in which something stands, and the rows `always`.

    Args:
        rows, columns: known keys in the order of their list; others come after them by name, the empty key last.
    """
    cells: Counter[tuple[str, str]] = Counter()
    for row, column, n in counts:
        cells[row, column] += n
    filled = {pair: n for pair, n in cells.items() if n}
    down = _ordered({*always, *(row for row, _column in filled)}, rows)
    across = _ordered({column for _row, column in filled}, columns)
    return of_cells(down, across, tuple(tuple(filled.get((row, column), 0) for column in across) for row in down))


def of_cells(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[int]]) -> Table:
    """The table of these cells, with the sums."""
    row_sums = tuple(sum(row) for row in cells)
    column_sums = tuple(sum(row[j] for row in cells) for j in range(len(columns)))
    return Table(tuple(rows), tuple(columns), tuple(tuple(row) for row in cells), row_sums, column_sums, sum(row_sums))


def _ordered(found: set[str], order: Sequence[str]) -> tuple[str, ...]:
    known = [key for key in dict.fromkeys(order) if key in found and key]
    return (*known, *sorted(found - {*known, ""}), *({""} & found))
