"""The words for what quotas are divided by."""

from __future__ import annotations

from eventmgr.events.panels import capacities
from eventmgr.quotas.allocation import ROLE, QuotaCell
from eventmgr.taxonomy import get_sector


def cell_words(cell: QuotaCell, lang: str) -> str:
    """The capacity or the sector of a cell."""
    return capacities().get(cell.value, cell.value) if cell.by == ROLE else get_sector(cell.value).name(lang)
