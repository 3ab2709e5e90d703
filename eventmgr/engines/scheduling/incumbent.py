"""What a search knows so far: the best timetable, what is proved about it and about all others, and what it says of
itself."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.cancellation import is_over
from eventmgr.engines.scheduling.problem import Problem
from eventmgr.engines.scheduling.schedule import FEASIBLE, INFEASIBLE, OPTIMAL
from eventmgr.engines.scheduling.timetable import Timetable

Progress = Callable[[int, int, int], None]
"""Told of (meetings placed, breaks, proved bound) after every step forward."""


@dataclass
class Clock:
    """When the search began and when it must end."""

    started: float
    deadline: float | None
    """Reading of time.monotonic; None: it ends by itself."""

    def part(self, share: float) -> float | None:
        """The instant when this share of the time that is left is over; None without a deadline."""
        if self.deadline is None:
            return None
        now = time.monotonic()
        return now + share * max(0.0, self.deadline - now)

    @property
    def spent(self) -> float:
        return time.monotonic() - self.started

    @property
    def late(self) -> bool:
        return is_over(self.deadline)


@dataclass
class Incumbent:
    """The best timetable and the bounds on the breaks of others."""

    timetable: Timetable
    impossible: bool
    """Proved: not every meeting can be placed within the rules and the spread."""
    progress: Progress | None = None
    most: bool = False
    """Proved: no timetable owes less, or owes as little and places more weight."""
    bound: int = 0
    """Of timetables that hold everything."""
    bound_within: int = 0
    """Of timetables that hold everything within the spread limit."""
    bound_partial: int = 0
    """Of timetables that owe as little, place as much and are as much within the spread as the present one."""
    facts: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.gaps = Gaps(self.problem)
        self._longest_walk = 0

    @property
    def problem(self) -> Problem:
        return self.timetable.problem

    def take(self, slots: Sequence[int], ends: Sequence[tuple[int, int]]) -> None:
        """Puts another timetable in the place of the present one."""
        other = Timetable(self.problem)
        other.load_from(slots, ends)
        self.timetable = other

    def unscheduled(self) -> list[int]:
        meetings = self.problem.instance.meetings
        return [meeting for meeting in self.timetable.unscheduled() if not meetings[meeting].cancelled]

    def breaks(self) -> int:
        return self.gaps.figures(self.timetable.busy).breaks

    def within_spread(self) -> bool:
        limit = self.problem.instance.spread
        return limit is None or self.gaps.figures(self.timetable.busy).spread <= limit

    def proved(self) -> int:
        """So many breaks have timetables like the present one at least."""
        if self.unscheduled():
            return self.bound_partial
        return max(self.bound, self.bound_within if self.within_spread() else self.bound_partial)

    def fewest(self) -> bool:
        """Whether no timetable that is as good otherwise has fewer breaks."""
        as_good_as_can_be = self.impossible or (not self.unscheduled() and self.within_spread())
        return as_good_as_can_be and self.breaks() <= self.proved()

    def status(self) -> str:
        if self.impossible:
            return INFEASIBLE
        return OPTIMAL if self.fewest() else FEASIBLE

    def note(self, moves: int, engine: str, *, cut: bool) -> None:
        """Of an annealing run; the engine named is that of the longest."""
        self.facts["moves"] = int(str(self.facts["moves"])) + moves
        if moves > self._longest_walk:
            self._longest_walk = moves
            self.facts["engine"] = engine
        if cut:
            self.facts["cut"] = True

    def tell(self, breaks: int | None = None, bound: int = 0) -> None:
        """Reports to whoever looks. The arguments: what a search that is still going on knows better."""
        if self.progress:
            placed = len(self.timetable.slot) - len(self.unscheduled())
            self.progress(
                placed, self.breaks() if breaks is None else breaks, max(bound, self.bound, self.bound_within)
            )
