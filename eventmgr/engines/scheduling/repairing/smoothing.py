"""Fewer breaks: whoever must move anyway takes the free slot that tears the fewest gaps."""

from __future__ import annotations

from eventmgr.engines.scheduling.assistant_assignment import restore, snapshot, without_help
from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.placement.greedy import Ends, pairs
from eventmgr.engines.scheduling.problem import bits
from eventmgr.engines.scheduling.repairing.residual_schedule import ResidualSchedule
from eventmgr.engines.scheduling.timetable import NOWHERE

SWEEPS = 8


class Smoothing:
    """Moves of single meetings to free slots on one repaired timetable."""

    def __init__(self, start: ResidualSchedule, movable: bytearray) -> None:
        self.start = start
        self.timetable = start.timetable
        self.movable = movable
        self.gaps = Gaps(start.problem)

    def movers(self) -> None:
        """Settles those who are not at home anyway, breaks before idle slots. Nobody else moves."""
        start, slot = self.start, self.timetable.slot
        out = [
            m
            for m, free in enumerate(self.movable)
            if free and slot[m] != NOWHERE and (not start.stays[m] or slot[m] != start.home[m])
        ]
        for _ in range(SWEEPS):
            if not sum(self._settle(meeting, (0, 1)) for meeting in out):
                return

    def _settle(self, meeting: int, least: tuple[int, int]) -> bool:
        """Puts one meeting into its best free slot, if that gains at least so many (breaks, idle slots)."""
        timetable = self.timetable
        here, ends = timetable.slot[meeting], timetable.ends[meeting]
        helpers = snapshot(timetable)
        timetable.remove(meeting)
        now = self._cost(ends, here)
        worth: dict[tuple[int, Ends], tuple[int, int]] = {}
        for other in pairs(self.start.problem, meeting):
            timetable.ends[meeting] = other
            for slot in bits(timetable.free(meeting)):
                worth[slot, other] = self._cost(other, slot)
        best = min(worth, key=lambda place: (worth[place], place), default=(here, ends))
        cost = worth.get(best, now)
        if (now[0] - cost[0], now[1] - cost[1]) < least:
            best = (here, ends)
        slot, timetable.ends[meeting] = best
        timetable.place(meeting, slot)
        if best != (here, ends) and not without_help(timetable):
            return True
        if best != (here, ends):
            timetable.remove(meeting)
            timetable.ends[meeting] = ends
            timetable.place(meeting, here)
        restore(timetable, helpers)
        return False

    def _cost(self, ends: Ends, slot: int) -> tuple[int, int]:
        """What a meeting in a slot adds to the breaks and idle slots of its two people."""
        breaks = idle = 0
        for person in ends:
            busy = self.timetable.busy[person]
            breaks += self.gaps.breaks(busy | 1 << slot) - self.gaps.breaks(busy)
            idle += self.gaps.idle(busy | 1 << slot) - self.gaps.idle(busy)
        return breaks, idle
