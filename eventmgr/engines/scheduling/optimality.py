"""Small events: the fewest breaks or "impossible" proved, and then how much is possible; some of it needs no solver."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from eventmgr.engines.scheduling import exact
from eventmgr.engines.scheduling.incumbent import Clock, Incumbent
from eventmgr.engines.scheduling.timetable import Timetable

MEETINGS = 600
"""Up to so many meetings the exact search is tried."""
SECONDS = 60.0
"""Time of each step where the caller gives moves and no time."""
SHARE = 0.75
"""Of the time that is left, for the question that is asked first: can all be placed, and with how few breaks."""
PART = 0.15
"""Of the time that is left, for each question after that, where not all can be placed; what then is left is the
annealer's."""


def is_small_enough(incumbent: Incumbent) -> bool:
    """Whether the event is small enough."""
    return len(incumbent.problem.ends) <= MEETINGS


def prove_optimality(
    incumbent: Incumbent, clock: Clock, anneal: Callable[[], None], *, seed: int, threads: int
) -> bool:
    """Betters `incumbent`, and says whether nothing is left to be sought. `anneal`: a short walk before the solver's
    long one.

    Without a solver it ends after the proofs that need none.
    """
    if not incumbent.impossible:
        _learn(incumbent, exact.first_bound(incumbent.problem, deadline=_until(clock, SHARE), seed=seed))
        incumbent.tell()
    if not exact.available():
        return False
    if not incumbent.impossible and not incumbent.fewest():
        if not incumbent.unscheduled():
            anneal()
        if not incumbent.fewest() and not clock.late:
            _search(incumbent, clock, seed, threads)
    if incumbent.unscheduled() or incumbent.impossible:
        _do_what_is_possible(incumbent, clock, anneal, seed, threads)
    return incumbent.fewest()


def _search(incumbent: Incumbent, clock: Clock, seed: int, threads: int) -> None:
    """Fewest breaks with everything placed, or "impossible"."""
    result = exact.search(
        incumbent.problem,
        incumbent.timetable,
        deadline=_until(clock, SHARE),
        bound=incumbent.bound_within,
        seed=seed,
        processes=min(2, threads),
        progress=lambda bound, breaks: incumbent.tell(breaks, bound),
    )
    _learn(incumbent, result)
    if not result.proved and clock.deadline is None:
        incumbent.facts["cut"] = True
    if result.slots and (
        incumbent.unscheduled() or not incumbent.within_spread() or (result.breaks or 0) < incumbent.breaks()
    ):
        incumbent.take(result.slots, result.ends)


def _learn(incumbent: Incumbent, result: exact.ExactResult) -> None:
    if result.unsupported:
        incumbent.facts["exact"] = result.unsupported
    incumbent.impossible |= result.infeasible
    incumbent.bound_within = max(incumbent.bound_within, result.bound)


def _do_what_is_possible(
    incumbent: Incumbent, clock: Clock, anneal: Callable[[], None], seed: int, threads: int
) -> None:
    """Fewest owed and most weight, then the spread limit, then fewest breaks; each as good as its time allows."""
    if incumbent.unscheduled() and not incumbent.most:
        _place_most(incumbent, _until(clock, PART), seed)
    incumbent.tell()
    if not incumbent.fewest():
        anneal()
    if incumbent.unscheduled() and not incumbent.fewest() and not clock.late:
        _search_as_if_complete(incumbent, clock, seed, threads)
    limits = (incumbent.problem.instance.spread, None) if incumbent.unscheduled() else (None,)
    for spread in dict.fromkeys(limits):
        if incumbent.fewest() or clock.late:
            return
        deadline = _until(clock, PART)
        result = exact.fewest_breaks(
            incumbent.problem, incumbent.timetable, spread=spread, deadline=deadline, seed=seed
        )
        if result.slots:
            incumbent.take(result.slots, result.ends)
            incumbent.bound_partial = result.bound
        if not result.infeasible:
            return


def _place_most(incumbent: Incumbent, deadline: float, seed: int) -> None:
    """The fewest owed and the most weight that are found in that time, and whether they are proved best."""
    most = exact.most_weight(incumbent.problem, incumbent.timetable, deadline=deadline, seed=seed)
    if most.slots:
        incumbent.take(most.slots, most.ends)
    if most.deficit_proved and most.weight_bound < _weight_wanted(incumbent):
        incumbent.impossible = True
    incumbent.most = most.proved


def _search_as_if_complete(incumbent: Incumbent, clock: Clock, seed: int, threads: int) -> None:
    """Fewest breaks of just those meetings that are placed: an event where nothing is missing is solved much sooner
    than the question which meetings to leave out. Its bound says nothing of other choices of meetings."""
    problem, missing = incumbent.problem, set(incumbent.unscheduled())
    asked = problem.instance.meetings
    meetings = tuple(replace(one, cancelled=one.cancelled or number in missing) for number, one in enumerate(asked))
    window = tuple(0 if number in missing else mask for number, mask in enumerate(problem.window))
    placed = replace(problem, instance=replace(problem.instance, meetings=meetings), window=window)
    start = Timetable(placed)
    start.load_from(incumbent.timetable.slot, incumbent.timetable.ends)
    found = exact.search(placed, start, deadline=_until(clock, PART), seed=seed, processes=min(2, threads))
    if found.slots and (not incumbent.within_spread() or (found.breaks or 0) < incumbent.breaks()):
        incumbent.take(found.slots, found.ends)


def _weight_wanted(incumbent: Incumbent) -> int:
    """Weight of all meetings that are not cancelled."""
    rows = zip(incumbent.problem.weight, incumbent.problem.instance.meetings, strict=True)
    return sum(weight for weight, meeting in rows if not meeting.cancelled)


def _until(clock: Clock, share: float) -> float:
    return clock.part(share) or time.monotonic() + SECONDS
