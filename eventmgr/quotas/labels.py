"""The words for what quotas are divided by."""

from __future__ import annotations

from typing import NamedTuple

from eventmgr.events.panels import capacities
from eventmgr.i18n import _l
from eventmgr.quotas.allocation import ROLE, Allocation, Plan, QuotaCell
from eventmgr.taxonomy import get_sector

RETURNS_AT = _l("Unused places go to the common pool on")


class Part(NamedTuple):
    """A part of a delegation's quota as people read it."""

    label: str
    cell: QuotaCell
    held: int
    """Places that its people hold."""

    @property
    def is_missed(self) -> bool:
        """Whether they are fewer than are kept for it, or more than it may have."""
        return self.held < self.cell.floor or (self.cell.ceiling is not None and self.held > self.cell.ceiling)


def parts_of(unit: str, plan: Plan, allocation: Allocation, lang: str) -> list[Part]:
    """The parts of a unit's quota, in the order of the plan."""
    return [Part(cell_words(cell, lang), cell, allocation.held(cell)) for cell in plan.cells_of(unit)]


def cell_words(cell: QuotaCell, lang: str) -> str:
    """The capacity or the sector of a cell."""
    return capacities().get(cell.value, cell.value) if cell.by == ROLE else get_sector(cell.value).name(lang)
