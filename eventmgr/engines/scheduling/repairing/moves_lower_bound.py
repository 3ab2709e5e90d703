"""A lower bound on moves without any solver: each meeting that needs others to move is charged for its share of a move.

A meeting placed again in a slot where one of its two people stands in another meeting needs that meeting to leave. A
meeting that leaves sets its two people free in that one slot, so at most two meetings come in for it, at most one for
each of the two; from a slot without a free table, as many must leave as come in. (Where representatives are
interchangeable, changing seats may be
enough: no charge.) So if every placed meeting is charged, for the cheapest of its slots,
1/2 for a leaver whom also somebody at the leaver's other end might use, and 1 for any other, the sum is at most the
number of meetings that leave. Whoever has a slot where nobody needs to leave is charged nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.engines.scheduling.placement.greedy import pairs
from eventmgr.engines.scheduling.problem import Problem, bits
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable


def charges(problem: Problem, timetable: Timetable, wanted: Sequence[int]) -> dict[int, int]:
    """meeting → its charge in half moves, for `wanted` meetings without a place in `timetable`, before anything is
    moved."""
    dear = [m for m in wanted if not any(_free(problem, timetable, m, ends) for ends in pairs(problem, m))]
    users: set[tuple[int, int]] = set()
    """(person, slot) that a meeting with a charge might use."""
    for meeting in dear:
        for ends in pairs(problem, meeting):
            users.update((person, slot) for slot in bits(problem.allowed(meeting, ends)) for person in ends)
    charge_of = dict.fromkeys(wanted, 0)
    for meeting in dear:
        charge_of[meeting] = min(
            (
                _charge(problem, timetable, meeting, ends, slot, users)
                for ends in pairs(problem, meeting)
                for slot in bits(problem.allowed(meeting, ends))
            ),
            default=0,
        )
    return charge_of


def moves_at(problem: Problem, charge: dict[int, int], lost: int) -> int:
    """So many must move in any schedule that gives up at most `lost` weight of the wanted meetings."""
    half = 0.0
    for amount, weight in sorted(
        ((charge[m], problem.weight[m]) for m in charge), key=lambda row: (-row[0] / row[1], row)
    ):
        if lost >= weight:
            lost -= weight
        else:
            half += amount * (weight - lost) / weight if lost else amount
            lost = 0
    return int(-(-(half - 1e-9) // 2))


def _free(problem: Problem, timetable: Timetable, meeting: int, ends: tuple[int, int]) -> int:
    a, b = ends
    pool = problem.pool[meeting]
    return (
        problem.allowed(meeting, ends)
        & ~(timetable.busy[a] | timetable.busy[b])
        & ~(timetable.full[pool] if pool >= 0 else 0)
    )


def _charge(
    problem: Problem,
    timetable: Timetable,
    meeting: int,
    ends: tuple[int, int],
    slot: int,
    users: set[tuple[int, int]],
) -> int:
    pool = problem.pool[meeting]
    if pool >= 0 and timetable.full[pool] >> slot & 1:
        return 2
    leavers = {timetable.at[person][slot] for person in ends} - {NOWHERE}
    if any(len(pairs(problem, m)) > 1 for m in (meeting, *leavers)):
        return 0
    return sum(1 if all((person, slot) in users for person in timetable.ends[m]) else 2 for m in leavers)
