"""Steps of the tests of the public table, which others take too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.registration.counting.figures import Cube
from eventmgr.output.figures.people.crossing import Table, cross


def row(province: str, sector: str, n: int, status: Status = Status.CONFIRMED) -> TallyRow:
    """So many people of a province and a sector."""
    return TallyRow(province, province, sector, status, n)


def table_of(rows: Iterable[TallyRow], **world: Any) -> Table:
    """The public table of these people, in Chinese."""
    return cross(Cube(rows), "zh", **world)
