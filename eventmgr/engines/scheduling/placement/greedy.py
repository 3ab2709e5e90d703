"""The first pass: meetings by least slack, each into a slot beside what its people already have."""

from __future__ import annotations

from eventmgr.engines.scheduling.problem import Problem
from eventmgr.engines.scheduling.timetable import Timetable

Ends = tuple[int, int]


def pairs(problem: Problem, meeting: int) -> list[Ends]:
    """Every pair of people who may sit for the two sides of a meeting; one, unless representatives are
    interchangeable."""
    side_a, side_b = problem.choices[meeting]
    return [(a, b) for a in side_a for b in side_b]


def depths(problem: Problem) -> tuple[list[int], list[int]]:
    """meeting → how long the longest chain of `after` is that ends in it, and how long the one that begins with it."""
    meetings = problem.instance.meetings
    depth, height = [0] * len(meetings), [0] * len(meetings)
    waiting = [number for number, meeting in enumerate(meetings) if meeting.after]
    for _ in range(len(waiting)):
        changed = False
        for number in waiting:
            deepest = 1 + max(depth[earlier] for earlier in meetings[number].after)
            changed |= deepest != depth[number]
            depth[number] = deepest
            for earlier in meetings[number].after:
                changed |= height[earlier] <= height[number]
                height[earlier] = max(height[earlier], height[number] + 1)
        if not changed:
            break
    return depth, height


def order(timetable: Timetable, depth: list[int], height: list[int]) -> list[int]:
    """Unscheduled meetings in the order of the first pass: chains of `after` from their beginning, then scarce slots,
    then heavy weight.

    Slack is the number of slots that two people have in common beyond what the busier of them needs.
    """
    problem = timetable.problem
    needs = [0] * problem.people
    for a, b in timetable.ends:
        needs[a] += 1
        needs[b] += 1
    spare = [mask.bit_count() - need for mask, need in zip(problem.present, needs, strict=True)]
    unbound = 1 + max(depth, default=0)
    ranked = []
    for meeting in timetable.unscheduled():
        a, b = timetable.ends[meeting]
        choice = problem.allowed(meeting, (a, b)).bit_count()
        chained = depth[meeting] if depth[meeting] or height[meeting] else unbound
        ranked.append((chained, min(spare[a], spare[b]) + choice, -problem.weight[meeting], meeting))
    ranked.sort()
    return [row[-1] for row in ranked]


def best_slot(timetable: Timetable, meeting: int, free: int) -> int:
    """The slot of `free` that joins most runs of the two people; the first of equals."""
    a, b = timetable.ends[meeting]
    busy_a, busy_b = timetable.busy[a], timetable.busy[b]
    beside_a = busy_a << 1 | busy_a >> 1
    beside_b = busy_b << 1 | busy_b >> 1
    mask = free & beside_a & beside_b or free & (beside_a | beside_b) or free
    return (mask & -mask).bit_length() - 1


def place_free(timetable: Timetable, meeting: int, *, early: bool = False) -> bool:
    """Places an unscheduled meeting where it fits as things are; other representatives are tried in turn.

    `early`: in the first slot that is free, since others wait for it.
    """
    free = timetable.free(meeting)
    if not free:
        ends_before = timetable.ends[meeting]
        for ends in pairs(timetable.problem, meeting):
            if ends != ends_before:
                timetable.ends[meeting] = ends
                free = timetable.free(meeting)
                if free:
                    break
        else:
            timetable.ends[meeting] = ends_before
            return False
    timetable.place(meeting, (free & -free).bit_length() - 1 if early else best_slot(timetable, meeting, free))
    return True


def fill(timetable: Timetable, *, heavy_first: bool = False) -> None:
    """Places what fits without moving anything; scarce slots first, or heavy weight first."""
    depth, height = depths(timetable.problem)
    rows = order(timetable, depth, height)
    if heavy_first:
        weight = timetable.problem.weight
        rows.sort(key=lambda meeting: (depth[meeting], -weight[meeting]))
    for meeting in rows:
        place_free(timetable, meeting, early=height[meeting] > 0)
