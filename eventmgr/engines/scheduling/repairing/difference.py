"""What differs between two schedules of the same meetings, as a thing that can be shown, stored, applied and taken
back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from eventmgr.engines.scheduling.schedule import Placed, Schedule


class StaleDifference(ValueError):
    """The schedule is not the one from which the difference was taken."""


@dataclass(frozen=True)
class Difference:
    """`moved` holds each meeting whose slot, table, representatives or assistants changed, as it was and as it is; all
    by meeting.

    `before` and `after` are what else the two schedules say (reasons, sums, status), without their meetings.
    """

    moved: tuple[tuple[Placed, Placed], ...]
    placed: tuple[Placed, ...]
    dropped: tuple[Placed, ...]
    before: Schedule
    after: Schedule

    @property
    def slots_moved(self) -> tuple[tuple[Placed, Placed], ...]:
        """The meetings that are held at another time, as (before, now)."""
        return tuple((was, now) for was, now in self.moved if was.slot != now.slot)

    def apply(self, schedule: Schedule) -> Schedule:
        """The new schedule, by meeting; raises StaleDifference when `schedule` is not the old one."""
        return _change(schedule, self.moved, self.dropped, self.placed, self.after)

    def undo(self, schedule: Schedule) -> Schedule:
        """The old schedule, by meeting; raises StaleDifference when `schedule` is not the new one."""
        back = tuple((now, was) for was, now in self.moved)
        return _change(schedule, back, self.placed, self.dropped, self.before)

    def to_json(self) -> dict[str, Any]:
        """Plain lists: a place is [slot, table, [seat, seat], [assistant, …]]."""
        return {
            "moved": [[was.meeting, _place(was), _place(now)] for was, now in self.moved],
            "placed": [[placed.meeting, _place(placed)] for placed in self.placed],
            "dropped": [[placed.meeting, _place(placed)] for placed in self.dropped],
            "before": _compared_values(self.before),
            "after": _compared_values(self.after),
        }


def between(old: Schedule, new: Schedule) -> Difference:
    """What must happen to `old` so that it becomes `new`."""
    was = {placed.meeting: placed for placed in old.placed}
    now = {placed.meeting: placed for placed in new.placed}
    return Difference(
        moved=tuple(
            (was[m], now[m]) for m in sorted(was.keys() & now.keys()) if was[m] is not now[m] and was[m] != now[m]
        ),
        placed=tuple(now[m] for m in sorted(now.keys() - was.keys())),
        dropped=tuple(was[m] for m in sorted(was.keys() - now.keys())),
        before=replace(old, placed=()),
        after=replace(new, placed=()),
    )


def _change(
    schedule: Schedule,
    moved: Sequence[tuple[Placed, Placed]],
    out: Sequence[Placed],
    into: Sequence[Placed],
    result: Schedule,
) -> Schedule:
    places = {placed.meeting: placed for placed in schedule.placed}
    for expected in (*(was for was, _ in moved), *out):
        if places.get(expected.meeting) != expected:
            raise StaleDifference(f"meeting {expected.meeting} is not where the difference found it")
    for placed in into:
        if placed.meeting in places:
            raise StaleDifference(f"meeting {placed.meeting} has a place already")
    for placed in out:
        del places[placed.meeting]
    places.update({placed.meeting: placed for placed in (*(now for _, now in moved), *into)})
    return replace(result, placed=tuple(places[meeting] for meeting in sorted(places)))


def _place(placed: Placed) -> list[Any]:
    return [placed.slot, placed.table, list(placed.seats), list(placed.assistants)]


_SUMS = ("status", "weight", "breaks", "bound", "spread", "idle", "table_changes", "seconds", "facts")


def _compared_values(schedule: Schedule) -> dict[str, Any]:
    said = {name: getattr(schedule, name) for name in _SUMS}
    return said | {"unplaced": [[row.meeting, row.reason, row.detail] for row in schedule.unscheduled]}
