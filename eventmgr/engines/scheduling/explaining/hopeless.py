"""Meetings that no timetable can hold, whatever becomes of all others: set aside before a search, so that it solves the
rest as if nobody had asked for them, and put back, unscheduled, into what it finds.

Looked at is each meeting alone, on an empty timetable: its window and who is there, tables of its pool, the rules of
help and caps, and what must be held before it. Whatever cannot be placed there cannot be placed beside others either,
since no rule becomes laxer by what is placed, save `after`, which is followed by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from eventmgr.engines.scheduling.assistant_assignment import helpers_of, reinstate
from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.placement.greedy import pairs
from eventmgr.engines.scheduling.problem import Problem, lower
from eventmgr.engines.scheduling.rules.precedence import Precedence
from eventmgr.engines.scheduling.rules.travel import Travel
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable


@dataclass(frozen=True)
class Rest:
    """What is left of an instance once hopeless meetings are set aside."""

    whole: Instance
    problem: Problem
    """Of the meetings that are left, numbered anew."""
    kept: tuple[int, ...]
    """Number of a meeting that is left → its number in `whole`."""

    @property
    def lacks(self) -> bool:
        """Whether something was set aside: then it is proved that not everything that is wanted can be placed."""
        return len(self.kept) < len(self.whole.meetings)

    def as_whole(self, timetable: Timetable) -> Timetable:
        """A timetable of the rest as one of the whole, in which what was set aside is unscheduled."""
        if not self.lacks:
            return timetable
        problem = lower(self.whole, self._halls(timetable.problem))
        slots, ends = [NOWHERE] * len(problem.ends), list(problem.ends)
        for number, meeting in enumerate(self.kept):
            slots[meeting], ends[meeting] = timetable.slot[number], timetable.ends[number]
        whole = Timetable(problem)
        whole.load_from(slots, ends)
        reinstate(
            whole,
            {
                self.kept[number]: helpers_of(timetable, number)
                for number, slot in enumerate(timetable.slot)
                if slot != NOWHERE
            },
        )
        return whole

    def _halls(self, problem: Problem) -> list[int]:
        halls = list(lower(self.whole).halls)
        for number, meeting in enumerate(self.kept):
            halls[meeting] = problem.halls[number]
        return halls


def set_aside(instance: Instance) -> Rest:
    """The instance without its hopeless meetings."""
    problem = lower(instance)
    hopeless = hopeless_meetings(problem)
    kept = tuple(number for number in range(len(instance.meetings)) if number not in hopeless)
    return Rest(instance, lower(_only(instance, kept)) if hopeless else problem, kept)


def hopeless_meetings(problem: Problem) -> frozenset[int]:
    """Meetings that are wanted and can be held in no slot, even if nothing else is held but what must come before
    them."""
    meetings = problem.instance.meetings
    empty = Timetable(problem)
    first: dict[int, int | None] = {}
    """meeting → the earliest slot in which it can be held; None: in none."""
    waiting = list(range(len(meetings)))
    while waiting:
        ready = [number for number in waiting if all(earlier in first for earlier in meetings[number].after)]
        for number in ready:
            first[number] = _first_slot(empty, number, [first[earlier] for earlier in meetings[number].after])
        waiting = [number for number in waiting if number not in first]
        if not ready:  # a circle of `after`: none of it can be held, nor what comes behind
            first |= dict.fromkeys(waiting)
            break
    return frozenset(number for number, slot in first.items() if slot is None and not meetings[number].cancelled)


def _first_slot(empty: Timetable, meeting: int, behind: Sequence[int | None]) -> int | None:
    start = 0
    for slot in behind:
        if slot is None:
            return None
        start = max(start, slot + 1)
    found = [
        slot for ends in pairs(empty.problem, meeting) if (slot := _first_for(empty, meeting, ends, start)) is not None
    ]
    return min(found, default=None)


def _first_for(empty: Timetable, meeting: int, ends: tuple[int, int], start: int) -> int | None:
    """The first slot from `start` on that these two people, the tables and the rules leave."""
    problem = empty.problem
    mask = problem.allowed(meeting, ends) >> start << start
    pool = problem.pool[meeting]
    if pool >= 0 and not problem.narrowed:
        mask &= ~empty.full[pool]
    states = [
        state
        for rule, state in zip(problem.rules, empty.constraint_states, strict=True)
        if meeting in rule.meetings and not isinstance(rule, (Precedence, Travel))
    ]
    while mask:
        low = mask & -mask
        slot = low.bit_length() - 1
        if all(state.allows(meeting, slot) for state in states):
            return slot
        mask ^= low
    return None


def _only(instance: Instance, kept: Collection[int]) -> Instance:
    """These meetings alone, numbered anew; none of them comes after one that is left out, unless that was cancelled."""
    number = {meeting: place for place, meeting in enumerate(kept)}
    return replace(
        instance,
        meetings=tuple(
            replace(asked, after=tuple(number[earlier] for earlier in asked.after if earlier in number))
            for meeting, asked in enumerate(instance.meetings)
            if meeting in number
        ),
    )
