"""Unscheduled meetings that another hall could take.

Where ways between halls take time, lowering chooses a hall for each meeting that may be held in several. What found no
place there gets the hall in which people, tables and ways allow it; the timetable then belongs to a new `Problem`.
"""

from __future__ import annotations

from dataclasses import replace

from eventmgr.engines.scheduling.placement.greedy import Ends, pairs, place_free
from eventmgr.engines.scheduling.problem import Problem, bits, lower
from eventmgr.engines.scheduling.table_pools import home_tables, required_table, too_near
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable


def reassign_halls(timetable: Timetable) -> Timetable:
    """The same timetable with more meetings, under a problem with other halls; itself where there is nothing to
    gain."""
    problem = timetable.problem
    if not problem.narrowed:
        return timetable
    changed = True
    while changed:
        changed = False
        for meeting in _free_to_choose(timetable):
            if place_free(timetable, meeting):
                changed = True
                continue
            found = _place_in_some_hall(timetable, meeting)
            if found is not None:
                hall, ends, slot = found
                timetable = _with_hall(timetable, meeting, hall)
                timetable.ends[meeting] = ends
                timetable.place(meeting, slot)
                changed = True
    return timetable


def _free_to_choose(timetable: Timetable) -> list[int]:
    """Unscheduled meetings without a required table."""
    instance = timetable.problem.instance
    homes = home_tables(instance)
    return [m for m in timetable.unscheduled() if required_table(instance, instance.meetings[m], homes) is None]


def _place_in_some_hall(timetable: Timetable, meeting: int) -> tuple[int, Ends, int] | None:
    problem = timetable.problem
    for ends in pairs(problem, meeting):
        timetable.ends[meeting] = ends
        a, b = ends
        for slot in bits(problem.allowed(meeting, ends) & ~timetable.busy[a] & ~timetable.busy[b]):
            for hall in range(len(problem.instance.halls)):
                if hall == problem.halls[meeting] or timetable.full[hall] >> slot & 1:
                    continue
                if _can_walk(timetable, ends, slot, hall) and _others_allow(timetable, meeting, slot):
                    return hall, ends, slot
    return None


def _can_walk(timetable: Timetable, ends: Ends, slot: int, hall: int) -> bool:
    problem = timetable.problem
    return not any(
        other != NOWHERE and too_near(problem.instance, hall, slot, problem.halls[other], other_slot)
        for person in ends
        for other_slot, other in enumerate(timetable.at[person])
    )


def _others_allow(timetable: Timetable, meeting: int, slot: int) -> bool:
    watching = zip(timetable.problem.rules, timetable.constraint_states, strict=True)
    return all(constraint_state.allows(meeting, slot) for rule, constraint_state in watching if rule.name != "travel")


def _with_hall(timetable: Timetable, meeting: int, hall: int) -> Timetable:
    halls = list(timetable.problem.halls)
    halls[meeting] = hall
    moved = Timetable(_lowered_alike(timetable.problem, halls))
    moved.load_from(timetable.slot, timetable.ends)
    return moved


def _lowered_alike(problem: Problem, halls: list[int]) -> Problem:
    """The problem with other halls, its windows as they are (a repair has cut them)."""
    return replace(lower(problem.instance, halls), window=problem.window)
