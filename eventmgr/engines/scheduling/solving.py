"""The public function of the scheduler: an instance in, a checked schedule out.

In order: set aside what nobody can place (`explaining.hopeless`), place as much as possible of the rest (`placement`),
prove what one can about breaks (`lower_bounds`); settle the rest with a solver where the event is small enough
(`optimality`), else make breaks few (`annealing`); then tables, reasons and the check (`schedule_building`).
"""

from __future__ import annotations

import time

from eventmgr.engines.scheduling.annealing import Anneal, anneal
from eventmgr.engines.scheduling.cancellation import is_over
from eventmgr.engines.scheduling.explaining.exchanges import with_exchanges
from eventmgr.engines.scheduling.explaining.hopeless import set_aside
from eventmgr.engines.scheduling.explaining.reasons import reasons
from eventmgr.engines.scheduling.incumbent import Clock, Incumbent, Progress
from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.lower_bounds import PersonBounds, conflicts, person_bounds
from eventmgr.engines.scheduling.optimality import is_small_enough, prove_optimality
from eventmgr.engines.scheduling.placement import place, place_and_prove
from eventmgr.engines.scheduling.schedule import INFEASIBLE, Schedule
from eventmgr.engines.scheduling.schedule_building import Proof, build_schedule
from eventmgr.engines.scheduling.timetable import NOWHERE
from eventmgr.engines.scheduling.watching import OnProgress, Watch

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
    on_progress: OnProgress | None = None,
) -> Schedule:
    """The best schedule that the time allows, never one that the checker refuses.

    Args:
        seconds: time for the whole search; it ends earlier once nothing better is possible.
        iterations: moves of the annealer. Without `seconds` the result depends on the instance, the seed, the moves and
        the
            extras installed, not on the machine (unless `facts["cut"]` says that the exact search ran out of its
            minute).
        threads: processors to use.
        progress: told of every step forward, from the thread that searches.
        on_progress: told every 0.2 s how the search stands (nothing is placed before the first placement is made), from
        the
            thread that called `solve`, while another one searches. What it returns says whether to stop: then the best
            so far is given back, checked, with `facts["stopped"]`. What it raises ends the search and goes to the
            caller.

    Raises UnsoundSchedule if the checker refuses the result: a fault of the program. Ctrl-C ends the search with the
    best so far.
    """

    def search(told: Progress | None) -> _Search:
        search = _Search(instance, seconds, iterations, seed, threads, told)
        try:
            search.run()
        except KeyboardInterrupt:
            search.incumbent.facts["cut"] = True
        return search

    if on_progress is None:
        return search(progress).result()
    wanted = sum(not meeting.cancelled for meeting in instance.meetings)
    found, asked = Watch[_Search](wanted, progress, on_progress).follow(search)
    if asked:
        found.stop()
    return found.result()


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
        self.rest = set_aside(instance)
        placement = place_and_prove(self.rest.problem, seed=seed, deadline=self.clock.part(0.5))
        self.incumbent = Incumbent(placement.timetable, placement.impossible, progress, most=placement.most)
        self.incumbent.facts.update(seed=seed, moves=0, cut=False)
        self._counted: tuple[tuple[list[tuple[int, int]], list[bool]], PersonBounds] | None = None

    def run(self) -> None:
        """All steps; may be left at any time."""
        self.incumbent.tell()
        if is_over(None):
            return
        self._prove_cheaply()
        settled = self.incumbent.fewest()
        if not settled and is_small_enough(self.incumbent):
            settled = prove_optimality(
                self.incumbent, self.clock, self._take_a_walk, seed=self.seed, threads=self.threads
            )
        if not settled and not self.clock.late:
            self._anneal(self.iterations)
        if self.incumbent.fewest() and self.incumbent.breaks() > 0:
            self._polish()

    def stop(self) -> None:
        """Somebody has ended the search: what comes after it is kept short too."""
        self.clock.deadline = time.monotonic()
        self.incumbent.facts.update(cut=True, stopped=True)

    def result(self) -> Schedule:
        """The checked schedule of what is known."""
        incumbent, deadline = self.incumbent, self.clock.deadline
        self._fill_up()
        if deadline is not None:
            deadline = max(deadline, time.monotonic() + 1.0)
        timetable = self.rest.as_whole(incumbent.timetable)
        told = reasons(timetable.problem, timetable)
        unscheduled = with_exchanges(timetable.problem, timetable, told, deadline=deadline)
        status = INFEASIBLE if self.rest.lacks else incumbent.status()
        proof = Proof(status, incumbent.proved(), incumbent.facts, self.clock.spent)
        return build_schedule(timetable, unscheduled, proof)

    def _fill_up(self) -> None:
        """Where meetings have moved, a missing one may fit by now."""
        incumbent, unscheduled = self.incumbent, self.incumbent.unscheduled()
        if unscheduled and not incumbent.fewest():
            incumbent.timetable = place(
                incumbent.problem, seed=self.seed, deadline=self.clock.deadline, start=incumbent.timetable, budget=0
            )
            if incumbent.unscheduled() != unscheduled:
                incumbent.bound_partial = 0

    def _prove_cheaply(self) -> None:
        """The bound of people and groups; it speaks of timetables that hold everything that is wanted."""
        incumbent = self.incumbent
        if incumbent.unscheduled():
            return
        mine = self._floors()
        incumbent.bound = mine.total
        if incumbent.breaks() > incumbent.bound:
            incumbent.bound += len(conflicts(incumbent.problem, mine))
        incumbent.tell()

    def _take_a_walk(self) -> None:
        self._anneal(QUICK)

    def _anneal(self, moves: int | None) -> None:
        """Fewer breaks, by chance and patience."""
        self._walk(Anneal(self._floors().fewest, self._target(), moves, self._last_call(), self.seed, self.threads))

    def _polish(self) -> None:
        """Fewer idle slots among the timetables with the fewest breaks."""
        self._walk(Anneal(self._floors().fewest, self._target(), POLISH, self.clock.deadline, self.seed, polish=True))

    def _walk(self, order: Anneal) -> None:
        """Lets the annealer loose. It counts breaks above the limit; where nobody is without breaks, the spread is
        something else."""
        incumbent = self.incumbent
        slots, ends, within = list(incumbent.timetable.slot), list(incumbent.timetable.ends), incumbent.within_spread()
        outcome = anneal(incumbent.timetable, order, None if order.polish else incumbent.tell)
        if within and not incumbent.within_spread():
            incumbent.take(slots, ends)
        incumbent.note(outcome.moves, outcome.engine, cut=outcome.cut and not order.polish)
        if outcome.interrupted:
            raise KeyboardInterrupt

    def _last_call(self) -> float | None:
        """When the annealer must end, so that the whole ends in time."""
        most = self.clock.part(0.9)
        if most is None or self.clock.deadline is None:
            return None
        return max(most, self.clock.deadline - FINISHING * len(self.incumbent.problem.ends))

    def _floors(self) -> PersonBounds:
        """Of the meetings that are held now, between the people who hold them; kept for as long as these are the
        same."""
        timetable = self.incumbent.timetable
        held = [slot != NOWHERE for slot in timetable.slot]
        if self._counted is None or self._counted[0] != (timetable.ends, held):
            found = person_bounds(self.incumbent.problem, timetable.ends, held)
            self._counted = (list(timetable.ends), held), found
        return self._counted[1]

    def _target(self) -> int:
        """So few breaks are enough: no timetable like this one has fewer."""
        incumbent = self.incumbent
        return incumbent.bound_partial if incumbent.unscheduled() else max(incumbent.bound, incumbent.bound_within)
