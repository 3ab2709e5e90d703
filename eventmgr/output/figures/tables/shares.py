"""The share of small and medium-sized enterprises, of those whose size is known alone. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.output.figures.tables.gathering import View
from eventmgr.tools.taxonomy.sizes import SizeClass

_SMES = {SizeClass.MEDIUM.value, SizeClass.SMALL.value, SizeClass.MICRO.value}


@dataclass(frozen=True)
class SmeShare:
    """How many come from medium-sized, small or micro enterprises, of how many whose size is known; and of how many it
    is not."""

    part: int
    known: int
    unstated: int

    @property
    def percent(self) -> str:
        """With one decimal; a dash where no size is known."""
        return f"{100 * self.part / self.known:.1f}%" if self.known else "—"


def share_of_smes(view: View) -> SmeShare | None:
    """Of a table by size, among those expected where measures stand side by side; None of every other table."""
    choices, table = view.choices, view.table
    if choices.rows != "size" or choices.chosen_measure.is_money or choices.public or not table.rows:
        return None
    numbers = table.row_sums
    if choices.is_side_by_side:
        place = table.columns.index("expected")
        numbers = tuple(row[place] or 0 for row in table.cells)
    counted = dict(zip(table.rows, numbers, strict=True))
    unstated = counted.pop("", 0)
    return SmeShare(sum(n for key, n in counted.items() if key in _SMES), sum(counted.values()), unstated)
