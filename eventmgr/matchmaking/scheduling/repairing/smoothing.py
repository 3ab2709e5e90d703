"""Fewer breaks without a single move more: whoever must move anyway takes the free slot that tears the fewest gaps."""

from __future__ import annotations

import time

from eventmgr.matchmaking.scheduling.breaks import Gaps
from eventmgr.matchmaking.scheduling.placement.greedy import pairs
from eventmgr.matchmaking.scheduling.problem import bits
from eventmgr.matchmaking.scheduling.repairing.helping import return_to, saved, without_help
from eventmgr.matchmaking.scheduling.repairing.opening import Opening
from eventmgr.matchmaking.scheduling.timetable import NOWHERE

SWEEPS = 8


def smooth(start: Opening, deadline: float | None = None) -> None:
    """Moves meetings that are placed again, and others that have moved, to where breaks and then idle slots are fewest."""
    timetable = start.timetable
    gaps = Gaps(start.problem)
    movers = [
        m
        for m, slot in enumerate(timetable.slot)
        if slot != NOWHERE
        and m not in start.held
        and start.instance.meetings[m].fixed is None
        and (not start.stays[m] or slot != start.home[m])
    ]
    for _ in range(SWEEPS):
        better = False
        for meeting in movers:
            if deadline is not None and time.monotonic() > deadline:
                return
            better = _settle(start, gaps, meeting) or better
        if not better:
            return


def _settle(start: Opening, gaps: Gaps, meeting: int) -> bool:
    """The best free slot for one meeting; True if that is better than where it is."""
    timetable = start.timetable
    here, ends = timetable.slot[meeting], timetable.ends[meeting]
    helpers = saved(timetable)
    timetable.remove(meeting)
    worth = {(here, ends): _gaps(start, gaps, ends, here)}
    for other in pairs(start.problem, meeting):
        timetable.ends[meeting] = other
        for slot in bits(timetable.free(meeting)):
            worth[slot, other] = _gaps(start, gaps, other, slot)
    best = min(worth, key=lambda place: (worth[place], place != (here, ends), place))
    slot, timetable.ends[meeting] = best
    timetable.place(meeting, slot)
    if best != (here, ends) and not without_help(timetable):
        return True
    if best != (here, ends):
        timetable.remove(meeting)
        timetable.ends[meeting] = ends
        timetable.place(meeting, here)
    return_to(timetable, helpers)
    return False


def _gaps(start: Opening, gaps: Gaps, ends: tuple[int, int], slot: int) -> tuple[int, int]:
    """What a meeting in a slot adds to the breaks and idle slots of its two people."""
    breaks = idle = 0
    for person in ends:
        busy = start.timetable.busy[person]
        breaks += gaps.breaks(busy | 1 << slot) - gaps.breaks(busy)
        idle += gaps.idle(busy | 1 << slot) - gaps.idle(busy)
    return breaks, idle
