"""The writes of the tally, alike on SQLite and PostgreSQL.

`INSERT … ON CONFLICT` keeps them right when two transactions add to the same count at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import NamedTuple

from eventmgr.event.quotas.allocation import Allocation, Claim
from eventmgr.event.quotas.models import HOLDING, TAKING, Status, Tally, TallyVersion
from eventmgr.ground import notify
from eventmgr.ground.db import db
from eventmgr.ground.prepared import NewRow, insert_rows


class Cell(NamedTuple):
    """One cell of the tally: registrations that share these are counted together."""

    unit: str
    province: str
    sector: str
    role: str
    status: Status

    @property
    def claim(self) -> Claim:
        """Which part of which quota is used."""
        return Claim(self.unit, self.role, self.sector)


@dataclass
class Together:
    """What is counted at the end."""

    event_id: int
    steps: list[tuple[Cell, int]] = field(default_factory=list)
    lag: Counter[Status] = field(default_factory=Counter)
    """The same by state."""
    allocation: Allocation | None = None
    """Who holds what of the quotas that bind, these steps included, once somebody has asked."""
    shared: Allocation | None = None
    """The same of quotas that only warn."""

    def add(self, steps: Sequence[tuple[Cell, int]]) -> None:
        """Count these at the end."""
        self.steps.extend(steps)
        for cell, step in steps:
            self.lag[cell.status] += step
            for allocation in (self.allocation, self.shared):
                if allocation is not None:
                    allocation.enter(cell.claim, cell.status, step)


_together: ContextVar[Together | None] = ContextVar("counted_together", default=None)
_ADD_TO_COUNT = (
    "ON CONFLICT (event_id, unit_code, province_code, sector_code, role, status)"
    " DO UPDATE SET n = registration_tally.n + excluded.n"
)
_ADD_TO_VERSION = "ON CONFLICT (event_id) DO UPDATE SET value = registration_tally_version.value + 1"


def count(event_id: int, steps: Sequence[tuple[Cell, int]]) -> None:
    """Add to cells of an event's tally; steps of the same cell are joined, those that come to nothing left out.

    Cells are written in one order, so that marks, which do not take the event's lock, do not wait for each other in a
    ring. Public numbers count who holds a place: a mark of who came changes none of them.
    """
    later = _together.get()
    if later is not None and later.event_id == event_id:
        later.add(steps)
        return
    joined: dict[Cell, int] = {}
    for cell, step in steps:
        joined[cell] = joined.get(cell, 0) + step
    cells = [
        _counted(event_id, cell, step)
        for cell, step in sorted(joined.items(), key=lambda pair: (*pair[0][:4], pair[0].status.value))
        if step
    ]
    raised = [_raised(event_id)] if _changes_who_comes(joined) else []
    db.session.flush()
    if len(cells) == 1:
        insert_rows([*cells, *raised])
        return
    for row in (*cells, *raised):
        insert_rows([row])


@contextmanager
def counted_together(event_id: int) -> Iterator[None]:
    """What is counted of the event inside is written at the end, once: for hundreds of registrations. Nobody may ask
    for counts meanwhile, but with `not_yet_counted` (a row that one transaction changes thousands of times is read
    slower and slower by PostgreSQL, which goes through all its versions)."""
    later = Together(event_id)
    token = _together.set(later)
    try:
        yield
    finally:
        _together.reset(token)
    if later.steps:
        count(event_id, later.steps)


def not_yet_counted(event_id: int) -> Counter[Status]:
    """By how much the tally lags behind within `counted_together`, by state."""
    later = _together.get()
    return later.lag if later is not None and later.event_id == event_id else Counter()


def now_together(event_id: int) -> Together | None:
    """What is counted of the event at the end of the `counted_together` that lasts; None: nothing, it is counted at
    once."""
    later = _together.get()
    return later if later is not None and later.event_id == event_id else None


def one_more(event_id: int, cell: Cell) -> list[NewRow]:
    """The rows that count one registration more, to be inserted with it; none where it is counted later."""
    later = _together.get()
    if later is not None and later.event_id == event_id:
        later.add([(cell, 1)])
        return []
    rows = [_counted(event_id, cell, 1)]
    return [*rows, _raised(event_id)] if _changes_who_comes({cell: 1}) else rows


def _counted(event_id: int, cell: Cell, step: int) -> NewRow:
    values = {
        "event_id": event_id,
        "unit_code": cell.unit,
        "province_code": cell.province,
        "sector_code": cell.sector,
        "role": cell.role,
        "status": cell.status,
        "n": step,
    }
    return NewRow(Tally, values, _ADD_TO_COUNT)


def _raised(event_id: int) -> NewRow:
    """Public pages that show numbers of this event are stale; said with the commit."""
    notify.tell(f"event:{event_id}")
    notify.tell("front")
    return NewRow(TallyVersion, {"event_id": event_id, "value": 1}, _ADD_TO_VERSION)


def _changes_who_comes(steps: Mapping[Cell, int]) -> bool:
    held: Counter[tuple[str, str, str]] = Counter()
    taken = 0
    for cell, step in steps.items():
        if cell.status in HOLDING:
            held[cell[:3]] += step
        taken += step if cell.status in TAKING else 0
    return taken != 0 or any(held.values())


def numbers_changed(event_id: int) -> None:
    """Public pages that show numbers of this event are stale. The event must be locked."""
    insert_rows([_raised(event_id)])
