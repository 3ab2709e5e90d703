"""The public function of the scheduler: an instance in, a checked schedule out.

In order: place as much as possible (`placement`), prove what one can about breaks (`bounds`), make them few (`annealing`), prove
the fewest where the event is small enough (`exact`), then tables, reasons and the check (`assembling`).
"""

from __future__ import annotations

import time
from collections.abc import Callable

from eventmgr.matchmaking.scheduling import exact
from eventmgr.matchmaking.scheduling.annealing import Anneal, anneal
from eventmgr.matchmaking.scheduling.assembling import Proof, assemble
from eventmgr.matchmaking.scheduling.bounds import conflicts, floors
from eventmgr.matchmaking.scheduling.breaks import Gaps
from eventmgr.matchmaking.scheduling.exchanges import with_exchanges
from eventmgr.matchmaking.scheduling.instance import Instance
from eventmgr.matchmaking.scheduling.placement import place_and_prove
from eventmgr.matchmaking.scheduling.problem import lower
from eventmgr.matchmaking.scheduling.reasons import reasons
from eventmgr.matchmaking.scheduling.schedule import FEASIBLE, INFEASIBLE, OPTIMAL, Schedule
from eventmgr.matchmaking.scheduling.timetable import NOWHERE, Timetable

Progress = Callable[[int, int, int], None]
"""Told of (meetings placed, breaks, proved bound) after every step forward."""

ITERATIONS = 200_000
"""Moves of the annealer where the caller gives neither time nor moves."""
EXACT_MEETINGS = 600
"""Up to so many meetings the exact search is tried."""
EXACT_SECONDS = 60.0
"""Time of the exact search where the caller gives moves and no time."""
QUICK, EXACT_SHARE = 0.06, 0.75
"""Shares of the time for a first annealing, and of what is left for the exact search."""
POLISH = 20_000
"""Moves spent on idle slots once the breaks are proved fewest."""


def solve(
    instance: Instance,
    *,
    seconds: float | None = None,
    iterations: int | None = None,
    seed: int = 0,
    threads: int = 1,
    progress: Progress | None = None,
) -> Schedule:
    """The best schedule that the time allows, never one that the checker refuses.

    Args:
        seconds: time for the whole search; it ends earlier once nothing better is possible.
        iterations: moves of the annealer. Without `seconds` the result depends on the instance, the seed, the moves and the
            extras installed, not on the machine (unless `facts["cut"]` says that the exact search ran out of its minute).
        threads: processors to use.
        progress: told of every step forward.

    Raises UnsoundSchedule if the checker refuses the result: a fault of the program. Ctrl-C ends the search with the best so far.
    """
    search = _Search(instance, seconds, iterations, seed, threads, progress)
    try:
        search.run()
    except KeyboardInterrupt:
        search.facts["cut"] = True
    return search.result()


class _Search:
    """One call of `solve`: the best timetable so far and what is proved about it."""

    def __init__(
        self,
        instance: Instance,
        seconds: float | None,
        iterations: int | None,
        seed: int,
        threads: int,
        progress: Progress | None,
    ) -> None:
        self.started = time.monotonic()
        self.deadline = None if seconds is None else self.started + seconds
        self.iterations = ITERATIONS if seconds is None and iterations is None else iterations
        self.seed, self.threads, self.progress = seed, threads, progress
        self.instance = instance
        self.bound = 0
        self.bound_within = 0
        """Proved only for timetables that keep the spread limit."""
        self.facts: dict[str, object] = {"seed": seed, "moves": 0, "cut": False}
        problem = lower(instance)
        placement = place_and_prove(problem, seed=seed, deadline=self._part(0.5))
        self.timetable = placement.timetable
        self.impossible = placement.impossible
        """Proved: not every meeting can be placed within the rules and the spread."""
        self.problem = self.timetable.problem
        self.gaps = Gaps(self.problem)

    def run(self) -> None:
        """All steps; may be left at any time."""
        self._tell()
        self._prove_cheaply()
        small = len(self.problem.ends) <= EXACT_MEETINGS and not self._missing()
        if self._open():
            self._anneal(self._part(QUICK) if small else self.deadline)
        if small and self._open() and not self.impossible:
            self._search_exactly()
            if self._open() and self.deadline is not None:
                self._anneal(self.deadline)
        if self._proved_fewest() and self._breaks() > 0:
            self._polish()

    def result(self) -> Schedule:
        """The checked schedule of what is known."""
        missing = self._missing()
        deadline = None if self.deadline is None else max(self.deadline, time.monotonic() + 1.0)
        unplaced = with_exchanges(
            self.problem, self.timetable, reasons(self.problem, self.timetable), deadline=deadline
        )
        if missing or not self._within_spread():
            status = INFEASIBLE if self.impossible else FEASIBLE
        else:
            status = OPTIMAL if self._proved_fewest() else FEASIBLE
        proof = Proof(status, self._bound(), self.facts, time.monotonic() - self.started)
        return assemble(self.timetable, unplaced, proof)

    def _prove_cheaply(self) -> None:
        """The bound of people and groups; it speaks of timetables that hold everything that is wanted."""
        if self._missing():
            return
        held = [slot != NOWHERE for slot in self.timetable.slot]
        self.floors = floors(self.problem, self.timetable.ends, held)
        self.bound = self.floors.total
        if self._breaks() > self.bound:
            self.bound += len(conflicts(self.problem, self.floors))
        self._tell()

    def _anneal(self, until: float | None) -> None:
        """Fewer breaks, by chance and patience."""
        held = [slot != NOWHERE for slot in self.timetable.slot]
        floor = floors(self.problem, self.timetable.ends, held).fewest if self._missing() else self.floors.fewest
        outcome = anneal(
            self.timetable,
            Anneal(floor, max(self.bound, self.bound_within), self.iterations, until, self.seed, self.threads),
            lambda breaks: self._tell(breaks),
        )
        self._note(outcome.moves, outcome.engine, cut=outcome.cut and until == self.deadline)
        if outcome.interrupted:
            raise KeyboardInterrupt

    def _search_exactly(self) -> None:
        """Fewest breaks or "impossible", proved, where the solver is there and the time suffices."""
        until = self._part(EXACT_SHARE) or time.monotonic() + EXACT_SECONDS
        found = exact.search(
            self.problem,
            self.timetable,
            deadline=until,
            seed=self.seed,
            processes=min(2, self.threads),
            progress=lambda bound, breaks: self._tell(breaks, bound),
        )
        if found.refusal:
            self.facts["exact"] = found.refusal
            return
        self.impossible = found.infeasible
        self.bound_within = max(self.bound_within, found.bound)
        if not found.proved and self.deadline is None:
            self.facts["cut"] = True
        if found.slots and (not self._within_spread() or (found.breaks or 0) < self._breaks()):
            better = Timetable(self.problem)
            better.load_from(found.slots, found.ends)
            self.timetable = better

    def _polish(self) -> None:
        """Fewer idle slots among the timetables with the fewest breaks."""
        order = Anneal(self.floors.fewest, self._bound(), POLISH, self.deadline, self.seed, polish=True)
        outcome = anneal(self.timetable, order)
        self._note(outcome.moves, outcome.engine, cut=False)

    def _note(self, moves: int, engine: str, *, cut: bool) -> None:
        self.facts["moves"] = int(str(self.facts["moves"])) + moves
        self.facts.setdefault("engine", engine)
        if cut:
            self.facts["cut"] = True

    def _part(self, share: float) -> float | None:
        """The instant when this share of the time that is left is over; None without a deadline."""
        if self.deadline is None:
            return None
        now = time.monotonic()
        return now + share * max(0.0, self.deadline - now)

    def _missing(self) -> list[int]:
        return [m for m in self.timetable.missing() if not self.instance.meetings[m].cancelled]

    def _breaks(self) -> int:
        return self.gaps.figures(self.timetable.busy).breaks

    def _within_spread(self) -> bool:
        limit = self.instance.spread
        return limit is None or self.gaps.figures(self.timetable.busy).spread <= limit

    def _bound(self) -> int:
        """What is proved about the breaks of timetables like this one."""
        return max(self.bound, self.bound_within) if self._within_spread() else self.bound

    def _proved_fewest(self) -> bool:
        return not self._missing() and self._within_spread() and self._breaks() <= self._bound()

    def _open(self) -> bool:
        """Whether anything better may be found, and time to find it."""
        late = self.deadline is not None and time.monotonic() >= self.deadline
        return not late and not self._proved_fewest()

    def _tell(self, breaks: int | None = None, bound: int = 0) -> None:
        if self.progress:
            placed = len(self.timetable.slot) - len(self._missing())
            self.progress(
                placed, self._breaks() if breaks is None else breaks, max(bound, self.bound, self.bound_within)
            )
