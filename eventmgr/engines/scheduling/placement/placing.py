"""The public function of placement: as much weight as can be found, guaranteed meetings first."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.engines.scheduling.cancellation import is_over
from eventmgr.engines.scheduling.placement.greedy import fill
from eventmgr.engines.scheduling.placement.guided_ejection import GuidedEjection
from eventmgr.engines.scheduling.placement.hall_reassignment import reassign_halls
from eventmgr.engines.scheduling.placement.kempe_chains import KempeChains
from eventmgr.engines.scheduling.placement.soft_constraints import SoftConstraints, Tally
from eventmgr.engines.scheduling.placement.swap_annealing import SwapAnnealing
from eventmgr.engines.scheduling.placement.upper_bound import deficit_lower_bound, loss_lower_bound
from eventmgr.engines.scheduling.problem import Problem
from eventmgr.engines.scheduling.rules.assistants import AssistantsState
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable

MOVES = 2_000
"""Ejection moves where the caller gives no budget."""
TRADES = 10
"""Trades for each ejection move."""
QUICK = 100
"""So many ejection moves are made before the upper bound is computed."""
FEW = 0.05
"""Ejection is tried where at most this share of the meetings is missing."""

Value = tuple[int, int]
"""(guaranteed meetings owed, weight missing): less is better."""


@dataclass(frozen=True)
class Placement:
    """A timetable, and what is proved of it within the hard rules."""

    timetable: Timetable
    impossible: bool
    """Not every wanted meeting can be placed."""
    most: bool
    """No timetable owes less, or owes as little and places more."""


def place(
    problem: Problem,
    *,
    seed: int = 0,
    deadline: float | None = None,
    budget: int | None = None,
    start: Timetable | None = None,
) -> Timetable:
    """Places meetings by greedy, chains, ejection and trades; the hard rules hold throughout.

    Sought, in order: the fewest guaranteed meetings owed (minima and coverage), the most weight placed. `deadline` is
    an instant of `time.monotonic`; `budget` a number of ejection moves (and ten times as many trades). With `start`,
    that timetable is filled further and changed in place, and the result is never worse. The same arguments give the
    same timetable, unless the deadline cuts the search.

    The result's own `problem` counts from there on: it differs from the one given where meetings were given other
    halls.
    """
    return place_and_prove(problem, seed=seed, deadline=deadline, budget=budget, start=start).timetable


def place_and_prove(
    problem: Problem,
    *,
    seed: int = 0,
    deadline: float | None = None,
    budget: int | None = None,
    start: Timetable | None = None,
) -> Placement:
    """`place`, together with what the upper bound proves."""
    timetable = Timetable(problem) if start is None else start
    fill(timetable)
    chains = KempeChains(timetable, ruled=True)
    _insert_missing(timetable, chains, deadline)
    if not _wanted(timetable):
        return Placement(timetable, impossible=False, most=True)
    soft_constraints = SoftConstraints(problem.instance)
    if start is None and len(set(problem.weight)) > 1:
        timetable, chains = _better(timetable, chains, soft_constraints, deadline)
    moves = MOVES if budget is None else budget
    proved, goal = _search(timetable, chains, soft_constraints, seed, deadline, moves)
    timetable = reassign_halls(_with_help(timetable))
    most = value_of(timetable, soft_constraints)[0] <= goal
    return Placement(timetable, impossible=proved and bool(_wanted(timetable)), most=most)


def _with_help(timetable: Timetable) -> Timetable:
    """Takes out what lost its interpreter or moderator when the best timetable seen was put back, and what must come
    after it."""
    leaving = [
        m
        for constraint_state in timetable.constraint_states
        if isinstance(constraint_state, AssistantsState)
        for m in constraint_state.unserved()
    ]
    while leaving:
        meeting = leaving.pop()
        if timetable.slot[meeting] != NOWHERE:
            leaving += [
                later
                for constraint_state in timetable.constraint_states
                for later in constraint_state.dependents(meeting)
            ]
            timetable.remove(meeting)
    return timetable


def _wanted(timetable: Timetable) -> list[int]:
    """Unscheduled meetings that somebody wants."""
    return [
        meeting for meeting in timetable.unscheduled() if not timetable.problem.instance.meetings[meeting].cancelled
    ]


def _insert_missing(timetable: Timetable, chains: KempeChains, deadline: float | None) -> None:
    weight = timetable.problem.weight
    for meeting in sorted(_wanted(timetable), key=lambda m: (-weight[m], m)):
        if is_over(deadline):
            return
        chains.insert(meeting)


def _better(
    timetable: Timetable, chains: KempeChains, soft_constraints: SoftConstraints, deadline: float | None
) -> tuple[Timetable, KempeChains]:
    """This timetable, or one that was begun with the heavy meetings if that is better."""
    other = Timetable(timetable.problem)
    fill(other, heavy_first=True)
    other_chains = KempeChains(other, ruled=True)
    _insert_missing(other, other_chains, deadline)
    if value_of(other, soft_constraints)[0] < value_of(timetable, soft_constraints)[0]:
        return other, other_chains
    return timetable, chains


def value_of(timetable: Timetable, soft_constraints: SoftConstraints) -> tuple[Value, Tally]:
    """What a timetable owes and lacks, and the tally of it."""
    problem, tally = timetable.problem, soft_constraints.tally()
    for meeting, slot in enumerate(timetable.slot):
        if slot != NOWHERE:
            tally.place(meeting)
    return (tally.deficit, sum(problem.weight[meeting] for meeting in _wanted(timetable))), tally


def _search(
    timetable: Timetable,
    chains: KempeChains,
    soft_constraints: SoftConstraints,
    seed: int,
    deadline: float | None,
    moves: int,
) -> tuple[bool, Value]:
    """Until the proved best is reached: ejection where little is missing, then trades.

    Returns whether it is proved that something must be missing (if something is), and the value that no timetable
    betters.
    """
    problem = timetable.problem
    value, tally = value_of(timetable, soft_constraints)
    few = len(_wanted(timetable)) <= FEW * len(problem.ends)
    ejection = GuidedEjection(timetable, chains, tally, value[1], seed)
    if few:
        ejection.run(min(moves, QUICK), (0, 0), deadline)
    if ejection.best == (0, 0):
        return False, (0, 0)
    goal = (deficit_lower_bound(problem, soft_constraints), loss_lower_bound(problem))
    if few:
        ejection.run(moves, goal, deadline)
    value = ejection.best
    if value > goal:
        SwapAnnealing(timetable, chains, tally, value[1], seed).run(TRADES * moves, goal, deadline)
    return goal[1] > 0, goal
