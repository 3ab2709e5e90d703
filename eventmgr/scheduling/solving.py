"""The public function of the scheduler: an instance in, a checked schedule out.

In order: place as much as possible (`placement`), prove what one can about breaks (`bounds`); settle the rest with a solver where the
event is small enough (`settling`), else make breaks few (`annealing`); then tables, reasons and the check (`assembling`).
"""

from __future__ import annotations

import time

from eventmgr.scheduling.annealing import Anneal, anneal
from eventmgr.scheduling.assembling import Proof, assemble
from eventmgr.scheduling.bounds import Floors, conflicts, floors
from eventmgr.scheduling.exchanges import with_exchanges
from eventmgr.scheduling.instance import Instance
from eventmgr.scheduling.known import Clock, Known, Progress
from eventmgr.scheduling.placement import place, place_and_prove
from eventmgr.scheduling.problem import lower
from eventmgr.scheduling.reasons import reasons
from eventmgr.scheduling.schedule import Schedule
from eventmgr.scheduling.settling import settle, settles
from eventmgr.scheduling.timetable import NOWHERE

ITERATIONS = 200_000
"""Moves of the annealer where the caller gives neither time nor moves."""
QUICK = 10_000
"""Moves of the short walk before the solver is asked."""
FINISHING = 5e-5
"""Seconds for each meeting that are kept for tables, reasons and the check; at most a tenth of the time."""
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
        search.known.facts["cut"] = True
    return search.result()


class _Search:
    """One call of `solve`."""

    def __init__(
        self,
        instance: Instance,
        seconds: float | None,
        iterations: int | None,
        seed: int,
        threads: int,
        progress: Progress | None,
    ) -> None:
        started = time.monotonic()
        self.clock = Clock(started, None if seconds is None else started + seconds)
        self.iterations = ITERATIONS if seconds is None and iterations is None else iterations
        self.seed, self.threads = seed, threads
        placement = place_and_prove(lower(instance), seed=seed, deadline=self.clock.part(0.5))
        self.known = Known(placement.timetable, placement.impossible, progress)
        self.known.facts.update(seed=seed, moves=0, cut=False)
        self._counted: tuple[tuple[list[tuple[int, int]], list[bool]], Floors] | None = None

    def run(self) -> None:
        """All steps; may be left at any time."""
        self.known.tell()
        self._prove_cheaply()
        settled = self.known.fewest()
        if not settled and settles(self.known):
            settled = settle(self.known, self.clock, self._take_a_walk, seed=self.seed, threads=self.threads)
        if not settled and not self.clock.late:
            self._anneal(self.iterations)
        if self.known.fewest() and self.known.breaks() > 0:
            self._polish()

    def result(self) -> Schedule:
        """The checked schedule of what is known."""
        known, deadline = self.known, self.clock.deadline
        self._fill_up()
        if deadline is not None:
            deadline = max(deadline, time.monotonic() + 1.0)
        unplaced = with_exchanges(
            known.problem, known.timetable, reasons(known.problem, known.timetable), deadline=deadline
        )
        proof = Proof(known.status(), known.proved(), known.facts, self.clock.spent)
        return assemble(known.timetable, unplaced, proof)

    def _fill_up(self) -> None:
        """Where meetings have moved, a missing one may fit by now."""
        known, missing = self.known, self.known.missing()
        if missing and not known.fewest():
            known.timetable = place(
                known.problem, seed=self.seed, deadline=self.clock.deadline, start=known.timetable, budget=0
            )
            if known.missing() != missing:
                known.bound_partial = 0

    def _prove_cheaply(self) -> None:
        """The bound of people and groups; it speaks of timetables that hold everything that is wanted."""
        known = self.known
        if known.missing():
            return
        mine = self._floors()
        known.bound = mine.total
        if known.breaks() > known.bound:
            known.bound += len(conflicts(known.problem, mine))
        known.tell()

    def _take_a_walk(self) -> None:
        self._anneal(QUICK)

    def _anneal(self, moves: int | None) -> None:
        """Fewer breaks, by chance and patience."""
        self._walk(Anneal(self._floors().fewest, self._target(), moves, self._last_call(), self.seed, self.threads))

    def _polish(self) -> None:
        """Fewer idle slots among the timetables with the fewest breaks."""
        self._walk(Anneal(self._floors().fewest, self._target(), POLISH, self.clock.deadline, self.seed, polish=True))

    def _walk(self, order: Anneal) -> None:
        """Lets the annealer loose. It counts breaks above the limit; where nobody is without breaks, the spread is something else."""
        known = self.known
        slots, ends, within = list(known.timetable.slot), list(known.timetable.ends), known.within_spread()
        outcome = anneal(known.timetable, order, None if order.polish else known.tell)
        if within and not known.within_spread():
            known.take(slots, ends)
        known.note(outcome.moves, outcome.engine, cut=outcome.cut and not order.polish)
        if outcome.interrupted:
            raise KeyboardInterrupt

    def _last_call(self) -> float | None:
        """When the annealer must end, so that the whole ends in time."""
        most = self.clock.part(0.9)
        if most is None or self.clock.deadline is None:
            return None
        return max(most, self.clock.deadline - FINISHING * len(self.known.problem.ends))

    def _floors(self) -> Floors:
        """Of the meetings that are held now, between the people who hold them; kept for as long as these are the same."""
        timetable = self.known.timetable
        held = [slot != NOWHERE for slot in timetable.slot]
        if self._counted is None or self._counted[0] != (timetable.ends, held):
            found = floors(self.known.problem, timetable.ends, held)
            self._counted = (list(timetable.ends), held), found
        return self._counted[1]

    def _target(self) -> int:
        """So few breaks are enough: no timetable like this one has fewer."""
        known = self.known
        return known.bound_partial if known.missing() else max(known.bound, known.bound_within)
