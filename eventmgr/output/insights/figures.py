"""Counts that leadership asks for, from the tally alone. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eventmgr.event.quotas.tally import CONFIRMED, TallyRow


@dataclass(frozen=True)
class Matrix:
    """Counts of rows × columns; `cells[i][j]` belongs to `rows[i]` and `columns[j]`. Codes may be empty."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def row_sums(self) -> tuple[int, ...]:
        """One sum a row."""
        return tuple(sum(row) for row in self.cells)

    @property
    def column_sums(self) -> tuple[int, ...]:
        """One sum a column."""
        return tuple(sum(column) for column in zip(*self.cells, strict=True)) if self.cells else ()

    @property
    def total(self) -> int:
        """Everything."""
        return sum(self.row_sums)


def province_by_sector(
    rows: Iterable[TallyRow],
    *,
    provinces: Sequence[str],
    columns: Mapping[str, str],
) -> Matrix:
    """Who holds a place, by province and sector group.

    Args:
        provinces: province codes in the wanted order; only those that occur are kept; '' comes last.
        columns: sector code → column code (a theme, a section or the code itself), in the wanted order; what is
            missing stands under ''.
    """
    cells: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row.status in CONFIRMED and row.n:
            cells[row.province, columns.get(row.sector, "")] += row.n
    seen_rows = {province for province, _column in cells}
    seen_columns = {column for _province, column in cells}
    ordered = [code for code in (*provinces, "") if code in seen_rows]
    across = [code for code in (*dict.fromkeys(columns.values()), "") if code in seen_columns]
    across = list(dict.fromkeys(across))
    return Matrix(tuple(ordered), tuple(across), tuple(tuple(cells[a, b] for b in across) for a in ordered))
