"""Small events: the fewest breaks or "impossible" proved, and then how much is possible; some of it needs no solver."""

from __future__ import annotations

import time
from collections.abc import Callable

from eventmgr.scheduling import exact
from eventmgr.scheduling.known import Clock, Known

MEETINGS = 600
"""Up to so many meetings the exact search is tried."""
SECONDS = 60.0
"""Time of each step where the caller gives moves and no time."""
SHARE = 0.75
"""Of the time that is left, for the question that is asked first: can all be placed, and with how few breaks."""
EXTRA_SECONDS = 1.0
"""Once "impossible" is proved, what is possible is sought for as long as that took, and at least so long."""


def settles(known: Known) -> bool:
    """Whether the event is small enough."""
    return len(known.problem.ends) <= MEETINGS


def settle(known: Known, clock: Clock, anneal: Callable[[], None], *, seed: int, threads: int) -> bool:
    """Betters `known`, and says whether nothing is left to be sought. `anneal`: a short walk before the solver's long one.

    Without a solver it ends after the proofs that need none.
    """
    if not known.impossible:
        _learn(known, exact.first_bound(known.problem, deadline=_until(clock, SHARE), seed=seed))
        known.tell()
    if not exact.available():
        return False
    if not known.impossible and not known.fewest():
        if not known.missing():
            anneal()
        if not known.fewest() and not clock.late:
            _search(known, clock, seed, threads)
    if known.missing() or known.impossible:
        _do_what_is_possible(known, clock, seed)
    return known.impossible or known.fewest()


def _search(known: Known, clock: Clock, seed: int, threads: int) -> None:
    """Fewest breaks with everything placed, or "impossible"."""
    found = exact.search(
        known.problem,
        known.timetable,
        deadline=_until(clock, SHARE),
        bound=known.bound_within,
        seed=seed,
        processes=min(2, threads),
        progress=lambda bound, breaks: known.tell(breaks, bound),
    )
    _learn(known, found)
    if not found.proved and clock.deadline is None:
        known.facts["cut"] = True
    if found.slots and (known.missing() or not known.within_spread() or (found.breaks or 0) < known.breaks()):
        known.take(found.slots, found.ends)


def _learn(known: Known, found: exact.ExactResult) -> None:
    if found.refusal:
        known.facts["exact"] = found.refusal
    known.impossible |= found.infeasible
    known.bound_within = max(known.bound_within, found.bound)


def _do_what_is_possible(known: Known, clock: Clock, seed: int) -> None:
    """Fewest owed and most weight, then the spread limit, then fewest breaks."""
    deadline = _until(clock, 1.0)
    if clock.deadline is not None and known.impossible:
        deadline = min(deadline, time.monotonic() + max(EXTRA_SECONDS, clock.spent))
    if known.missing() and not _place_most(known, deadline, seed):
        return
    for spread in dict.fromkeys((known.problem.instance.spread, None)):
        found = exact.fewest_breaks(known.problem, known.timetable, spread=spread, deadline=deadline, seed=seed)
        if found.slots:
            known.take(found.slots, found.ends)
            known.bound_partial = found.bound
        if not found.infeasible:
            return


def _place_most(known: Known, deadline: float, seed: int) -> bool:
    """Whether deficit and weight are proved best."""
    most = exact.most_weight(known.problem, known.timetable, deadline=deadline, seed=seed)
    if most.slots:
        known.take(most.slots, most.ends)
    if most.deficit_proved and most.weight_bound < _wanted(known):
        known.impossible = True
    return most.proved


def _wanted(known: Known) -> int:
    """Weight of all meetings that are not cancelled."""
    rows = zip(known.problem.weight, known.problem.instance.meetings, strict=True)
    return sum(weight for weight, meeting in rows if not meeting.cancelled)


def _until(clock: Clock, share: float) -> float:
    return clock.part(share) or time.monotonic() + SECONDS
