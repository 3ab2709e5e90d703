"""The public function of placement: as much weight as can be found, guaranteed meetings first."""

from __future__ import annotations

import time

from eventmgr.matchmaking.scheduling.placement.ceiling import least_deficit, least_loss
from eventmgr.matchmaking.scheduling.placement.chains import Chains
from eventmgr.matchmaking.scheduling.placement.ejection import Ejection
from eventmgr.matchmaking.scheduling.placement.exhaustive import improve
from eventmgr.matchmaking.scheduling.placement.goals import Goals, Tally
from eventmgr.matchmaking.scheduling.placement.greedy import fill
from eventmgr.matchmaking.scheduling.placement.other_halls import use_other_halls
from eventmgr.matchmaking.scheduling.placement.trading import Trading
from eventmgr.matchmaking.scheduling.problem import Problem
from eventmgr.matchmaking.scheduling.timetable import NOWHERE, Timetable

MOVES = 2_000
"""Ejection moves where the caller gives no budget."""
TRADES = 10
"""Trades for each ejection move."""
QUICK = 100
"""So many ejection moves are made before the ceiling is computed."""
FEW = 0.05
"""Ejection is tried where at most this share of the meetings is missing."""
SMALL = 60
"""Up to so many meetings, a timetable that is not proved best is searched for exhaustively too."""
STEPS = 6_000
"""Steps of that search."""

Value = tuple[int, int]
"""(guaranteed meetings owed, weight missing): less is better."""


def place(
    problem: Problem,
    *,
    seed: int = 0,
    deadline: float | None = None,
    budget: int | None = None,
    start: Timetable | None = None,
) -> Timetable:
    """Places meetings by greedy, chains, ejection and trades; the hard rules hold throughout.

    Sought, in order: the fewest guaranteed meetings owed (minima and coverage), the most weight placed. `deadline` is an instant
    of `time.monotonic`; `budget` a number of ejection moves (and ten times as many trades). With `start`, that timetable is filled further and changed in
    place, and the result is never worse. The same arguments give the same timetable, unless the deadline cuts the search.

    The result's own `problem` counts from there on: it differs from the one given where meetings were given other halls.
    """
    timetable = Timetable(problem) if start is None else start
    fill(timetable)
    chains = Chains(timetable)
    _insert_missing(timetable, chains, deadline)
    if not _wanted(timetable):
        return timetable
    goals = Goals(problem.instance)
    if start is None and len(set(problem.weight)) > 1:
        timetable, chains = _better(timetable, chains, goals, deadline)
    _search(timetable, chains, goals, seed, deadline, MOVES if budget is None else budget, exhaustive=start is None)
    return use_other_halls(timetable)


def _wanted(timetable: Timetable) -> list[int]:
    """Missing meetings that somebody wants."""
    return [meeting for meeting in timetable.missing() if not timetable.problem.instance.meetings[meeting].cancelled]


def _insert_missing(timetable: Timetable, chains: Chains, deadline: float | None) -> None:
    weight = timetable.problem.weight
    for meeting in sorted(_wanted(timetable), key=lambda m: (-weight[m], m)):
        if deadline is not None and time.monotonic() > deadline:
            return
        chains.insert(meeting)


def _better(timetable: Timetable, chains: Chains, goals: Goals, deadline: float | None) -> tuple[Timetable, Chains]:
    """This timetable, or one that was begun with the heavy meetings if that is better."""
    other = Timetable(timetable.problem)
    fill(other, heavy_first=True)
    other_chains = Chains(other)
    _insert_missing(other, other_chains, deadline)
    if value_of(other, goals)[0] < value_of(timetable, goals)[0]:
        return other, other_chains
    return timetable, chains


def value_of(timetable: Timetable, goals: Goals) -> tuple[Value, Tally]:
    """What a timetable owes and lacks, and the tally of it."""
    problem, tally = timetable.problem, goals.tally()
    for meeting, slot in enumerate(timetable.slot):
        if slot != NOWHERE:
            tally.place(meeting)
    return (tally.deficit, sum(problem.weight[meeting] for meeting in _wanted(timetable))), tally


def _search(
    timetable: Timetable,
    chains: Chains,
    goals: Goals,
    seed: int,
    deadline: float | None,
    moves: int,
    *,
    exhaustive: bool,
) -> None:
    """Until the proved best is reached: ejection where little is missing, a small event through and through, then trades."""
    problem = timetable.problem
    value, tally = value_of(timetable, goals)
    ejection = Ejection(timetable, chains, tally, value[1], seed)
    if value[1] and len(_wanted(timetable)) <= FEW * len(problem.ends):
        ejection.run(min(moves, QUICK), (0, 0), deadline)
    if ejection.best == (0, 0):
        return
    goal = (least_deficit(problem, goals), least_loss(problem))
    if len(_wanted(timetable)) <= FEW * len(problem.ends):
        ejection.run(moves, goal, deadline)
    value = ejection.best
    if value > goal and exhaustive and len(problem.ends) <= SMALL:
        if improve(timetable, goals, value, goal, STEPS):
            return
        value, tally = value_of(timetable, goals)
        chains = Chains(timetable)
    if value > goal:
        Trading(timetable, chains, tally, value[1], seed).run(TRADES * moves, goal, deadline)
