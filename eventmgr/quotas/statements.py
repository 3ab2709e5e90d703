"""The writes of the tally, one statement each, alike on SQLite and PostgreSQL.

`INSERT … ON CONFLICT` keeps them right when two transactions add to the same count at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import text

from eventmgr import notify
from eventmgr.db import db, is_sqlite
from eventmgr.quotas.models import HOLDING, Status


class Cell(NamedTuple):
    """One cell of the tally: registrations that share these are counted together."""

    unit: str
    province: str
    sector: str
    status: Status


_COUNT = text(
    "INSERT INTO registration_tally (event_id, unit_code, province_code, sector_code, status, n)"
    " VALUES (:event_id, :unit, :province, :sector, :status, :step)"
    " ON CONFLICT (event_id, unit_code, province_code, sector_code, status)"
    " DO UPDATE SET n = registration_tally.n + excluded.n"
)
_RAISE = text(
    "INSERT INTO registration_tally_version (event_id, value) VALUES (:event_id, 1)"
    " ON CONFLICT (event_id) DO UPDATE SET value = registration_tally_version.value + 1"
)
_COUNT_AND_RAISE = text(
    "WITH counted AS ("
    "INSERT INTO registration_tally (event_id, unit_code, province_code, sector_code, status, n)"
    " VALUES (:event_id, :unit, :province, :sector, :status, :step)"
    " ON CONFLICT (event_id, unit_code, province_code, sector_code, status)"
    " DO UPDATE SET n = registration_tally.n + excluded.n)"
    " INSERT INTO registration_tally_version (event_id, value) VALUES (:event_id, 1)"
    " ON CONFLICT (event_id) DO UPDATE SET value = registration_tally_version.value + 1"
)
"""Both in one round trip; SQLite knows no such statement, and has no round trips."""


def count(event_id: int, steps: Sequence[tuple[Cell, int]]) -> None:
    """Add to cells of an event's tally; steps of the same cell are joined, those that come to nothing left out.

    Cells are written in one order, so that marks, which do not take the event's lock, do not wait for each other in a
    ring. Public numbers count who holds a place: a mark of who came changes none of them.
    """
    joined: dict[Cell, int] = {}
    for cell, step in steps:
        joined[cell] = joined.get(cell, 0) + step
    rows = [
        {**cell._asdict(), "status": cell.status.value, "event_id": event_id, "step": step}
        for cell, step in sorted(joined.items(), key=lambda pair: (*pair[0][:3], pair[0].status.value))
        if step
    ]
    shows = _changes_who_comes(joined)
    if shows and len(rows) == 1 and not is_sqlite():
        db.session.execute(_COUNT_AND_RAISE, rows[0])
        notify.tell(f"event:{event_id}")
        return
    if rows:
        db.session.execute(_COUNT, rows)
    if shows:
        numbers_changed(event_id)


def _changes_who_comes(steps: Mapping[Cell, int]) -> bool:
    held: Counter[tuple[str, str, str]] = Counter()
    for cell, step in steps.items():
        if cell.status in HOLDING:
            held[cell[:3]] += step
    return any(held.values())


def numbers_changed(event_id: int) -> None:
    """Public pages that show numbers of this event are stale. The event must be locked."""
    db.session.execute(_RAISE, {"event_id": event_id})
    notify.tell(f"event:{event_id}")
