"""What personal calendars were told of rooms and rides: kept, compared, and what is gone told as cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from eventmgr.ground.db import db
from eventmgr.on_site.logistics.models import TravelEntry
from eventmgr.on_site.logistics.queries import list_entries
from eventmgr.on_site.logistics.signals import travel_changed
from eventmgr.tools.ical.entry import later

STAY, RIDE = "stay", "ride-"
"""How keys of rooms and of rides begin."""
Content = dict[str, Any]
Shown = Mapping[tuple[int, str], Content]
"""(registration, key) → what its calendar is to say."""


def settle(event_id: int, kind: str, shown: Shown, *, at: datetime, is_told: bool = True) -> None:
    """Entries of that kind say what is shown now: the number of each that reads otherwise rises by one, what is shown
    no more is cancelled.

    Args:
        is_told: else whoever calls sees to it that those whose entries have changed hear of it.
    """
    known = {(row.registration_id, row.key): row for row in list_entries(event_id, kind)}
    changed = set()
    for (number, key), content in shown.items():
        row = known.get((number, key))
        if row is None:
            db.session.add(
                TravelEntry(
                    registration_id=number,
                    key=key,
                    event_id=event_id,
                    told=content,
                    sequence=1,
                    changed_at=at,
                    is_cancelled=False,
                )
            )
        elif row.is_cancelled or row.told != content:
            row.told, row.is_cancelled = content, False
            _raise(row, at)
        else:
            continue
        changed.add(number)
    for place, row in known.items():
        if place not in shown and not row.is_cancelled:
            row.is_cancelled = True
            _raise(row, at)
            changed.add(row.registration_id)
    db.session.flush()
    if changed and is_told:
        travel_changed.send(event_id, people=changed, at=at)


def _raise(row: TravelEntry, at: datetime) -> None:
    row.sequence, row.changed_at = row.sequence + 1, later(at, row.changed_at)
