"""Differences as a reader of the file takes them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eventmgr.engines.scheduling.repairing.difference import Difference
from eventmgr.engines.scheduling.schedule import Placed, Schedule, Unscheduled


def from_json(data: Mapping[str, Any]) -> Difference:
    """A difference as `Difference.to_json` wrote it."""
    return Difference(
        moved=tuple((_placed(m, was), _placed(m, now)) for m, was, now in data["moved"]),
        placed=tuple(_placed(m, place) for m, place in data["placed"]),
        dropped=tuple(_placed(m, place) for m, place in data["dropped"]),
        before=_schedule(data["before"]),
        after=_schedule(data["after"]),
    )


def _placed(meeting: int, place: Sequence[Any]) -> Placed:
    slot, table, (seat_a, seat_b), assistants = place
    return Placed(meeting, slot, table, (seat_a, seat_b), tuple(assistants))


def _schedule(said: Mapping[str, Any]) -> Schedule:
    unscheduled = tuple(Unscheduled(meeting, reason, detail) for meeting, reason, detail in said["unplaced"])
    return Schedule(placed=(), unscheduled=unscheduled, **{name: said[name] for name in said.keys() - {"unplaced"}})
