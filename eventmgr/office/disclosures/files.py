"""A list for a recipient as a workbook. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.event.registration.office_list.columns import Column
from eventmgr.ground.i18n import _
from eventmgr.tools.sheets import as_xlsx


@dataclass(frozen=True)
class Contents:
    """What stands in a copy."""

    title: str
    event: str
    recipient: str
    purpose: str
    mark: str
    """On every page, and in every row of a workbook."""
    columns: Sequence[Column]
    rows: Sequence[Any]
    people: int
    """How many stand in it; who rides more than once may have several rows."""


def as_workbook(contents: Contents) -> bytes:
    """Whoever it is passed on to sees in each row, and on each printed page, whose copy it is."""
    marked = Column("mark", _("Do not pass on"), "", lambda _row: contents.mark)
    return as_xlsx([*contents.columns, marked], contents.rows, title=contents.title, mark=contents.mark)
