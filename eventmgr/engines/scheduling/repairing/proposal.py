"""The public function of repair: a schedule and what has changed in, a proposal and its proof out."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Any

from eventmgr.engines.scheduling.assistant_assignment import helpers_of, reinstate
from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.placement.hall_reassignment import reassign_halls
from eventmgr.engines.scheduling.repairing.break_reduction import BreakReduction
from eventmgr.engines.scheduling.repairing.changes import Changes, apply
from eventmgr.engines.scheduling.repairing.collector_pause import collector_paused
from eventmgr.engines.scheduling.repairing.difference import Difference, between
from eventmgr.engines.scheduling.repairing.optimality import Prover
from eventmgr.engines.scheduling.repairing.repair_search import RepairSearch
from eventmgr.engines.scheduling.repairing.residual_schedule import ResidualSchedule, residual_schedule, settle_rules
from eventmgr.engines.scheduling.repairing.result import schedule_of
from eventmgr.engines.scheduling.repairing.smoothing import Smoothing
from eventmgr.engines.scheduling.schedule import Schedule
from eventmgr.engines.scheduling.schedule_building import UnsoundSchedule, verified
from eventmgr.engines.scheduling.timetable import NOWHERE
from eventmgr.engines.scheduling.watching import OnProgress, Progress, Watch

PROOF_SHARE = 0.7
"""Of the time, until when proofs are looked for; then come breaks, tables and reasons."""
LEFT = 3.0
"""What comes after the proof takes about so many times as long as what comes before it; so much time is left, if there
is as much."""
FURTHER, FURTHER_AT_LEAST = 0.01, 3
"""Of the meetings, how many may move only to take out breaks where nobody says how many; in a small event so many."""
GROWTH = 0.05
"""By so much the breaks may grow, before such moves are made."""
SHOWN = 3
"""Faults of a base that are named."""


class UnsoundBase(ValueError):
    """The schedule to be repaired breaks the rules in slots that are past, where nothing can be repaired."""


@dataclass(frozen=True)
class Repair:
    """A proposal. Nothing of it holds until somebody applies `difference`."""

    instance: Instance
    """The instance after the changes, against which `schedule` is to be checked."""
    schedule: Schedule
    difference: Difference
    proved_fewest_moves: bool
    """No schedule that gives up as little moves fewer of the meetings that could stay (`extra_moves` aside)."""
    moves_bound: int
    """So many must move at least in any schedule that gives up as little."""
    facts: dict[str, Any] = field(default_factory=dict)
    """What was broken, replaced, given up and moved; what is proved; breaks before, after the changes alone, at the
    fewest moves, and after `extra_moves` further ones."""


def repair(
    instance: Instance,
    schedule: Schedule,
    changes: Changes,
    *,
    seconds: float | None = None,
    iterations: int | None = None,
    seed: int = 0,
    threads: int = 1,  # noqa: ARG001  # one is used; asked for as of every engine
    extra_moves: int | None = None,
    progress: Progress | None = None,
    on_progress: OnProgress | None = None,
) -> Repair:
    """Repairs `schedule` of `instance` after `changes`; what can stay where it is is never given up.

    Sought, in order: guaranteed meetings, the most weight placed again, the fewest other meetings moved to another
    time, the fewest breaks, the fewest changes of table. `extra_moves`: so many further meetings may move only to take
    out breaks; None: until the breaks are at most 5 % above those of `schedule`, but one in a hundred of the meetings
    at most (three in a small event), each taking out a break. Past and locked meetings stay. `seconds` limits the whole
    (default: the proof of fewest moves, ten seconds at most), `iterations` the rounds of that proof instead of time.
    Nothing is drawn by lot. Raises ValueError for changes that do not fit, and UnsoundBase.

    `on_progress` is told every 0.2 s how far it is and says whether to stop, as of `solving.solve`; then what has been
    placed until then is given back, checked, with `facts["stopped"]`.
    """

    def search(told: Progress | None) -> Repair:
        return _repair(instance, schedule, changes, _Limits(seconds, iterations, extra_moves), seed=seed, progress=told)

    if on_progress is None:
        return search(progress)
    wanted = sum(not meeting.cancelled for meeting in apply(instance, changes).meetings)
    found, asked = Watch[Repair](wanted, progress, on_progress).follow(search)
    return replace(found, facts=found.facts | {"stopped": True}) if asked else found


@dataclass(frozen=True)
class _Limits:
    seconds: float | None
    iterations: int | None
    extra_moves: int | None


def _repair(
    instance: Instance,
    schedule: Schedule,
    changes: Changes,
    limits: _Limits,
    *,
    seed: int,
    progress: Progress | None,
) -> Repair:
    begun, seconds = time.monotonic(), limits.seconds
    with collector_paused():
        start = residual_schedule(apply(instance, changes), schedule)
    torn = _breaks(start)
    deadline = None if seconds is None else begun + seconds
    search = RepairSearch(start, deadline)
    prover = Prover(start)

    def tell(_missing: int = 0) -> None:
        if progress is not None:
            progress(_placed(start), _breaks(start), 0)

    tell()
    search.run(tell)
    prover.run(search, None if seconds is None else _end_of_proof(begun, seconds), limits.iterations)
    tell()
    given_up = settle_rules(start)
    fewest = not given_up and start.moves <= prover.least_moves(start.lost)
    Smoothing(start, search.movable).movers()
    reduction = BreakReduction(start, search.movable, deadline)
    reduction.for_nothing()
    at_fewest = reduction.breaks
    extra = _smooth(reduction, start, schedule.breaks, limits.extra_moves)
    search.fill()
    start = _with_halls_reassigned(start)
    facts = _facts(start, schedule, prover) | {
        "seed": seed,
        "breaks_by_the_changes": torn,
        "extra_moves": extra,
        "breaks_at_fewest_moves": at_fewest,
        "cut_short": search.cut or prover.cut,
    }
    if given_up:
        facts["given_up_for_rules"] = given_up
    with collector_paused():
        repaired = schedule_of(start, schedule, facts, everything=prover.least_lost == 0, deadline=deadline)
        repaired = _checked(replace(repaired, seconds=time.monotonic() - begun), start, instance, schedule)
    if progress:
        progress(len(repaired.placed), repaired.breaks, repaired.bound)
    return Repair(
        instance=start.instance,
        schedule=repaired,
        difference=between(schedule, repaired),
        proved_fewest_moves=fewest,
        moves_bound=prover.least_moves(start.lost),
        facts=facts,
    )


def _smooth(reduction: BreakReduction, start: ResidualSchedule, before: int, most: int | None) -> int:
    """Lets further meetings move to take out breaks; returns how many did."""
    if most is not None:
        return reduction.run(most) if most else 0
    return reduction.make_good(max(FURTHER_AT_LEAST, int(FURTHER * _placed(start))), int((1 + GROWTH) * before))


def _end_of_proof(begun: float, seconds: float) -> float:
    """Until when proofs are looked for, of `seconds` from `begun` on; maybe it is over already."""
    spent = time.monotonic() - begun
    return begun + min(PROOF_SHARE * seconds, seconds - LEFT * spent)


def _checked(repaired: Schedule, start: ResidualSchedule, instance: Instance, old: Schedule) -> Schedule:
    """The same schedule. Raises UnsoundBase where its faults are those of the old one, else UnsoundSchedule."""
    try:
        return verified(start.instance, repaired, old)
    except UnsoundSchedule as refused:
        faults = check(instance, old, reported=()).errors
        if faults:
            raise UnsoundBase("; ".join(str(fault) for fault in faults[:SHOWN])) from refused
        raise


def _with_halls_reassigned(start: ResidualSchedule) -> ResidualSchedule:
    """What is still missing is tried in the other halls, and whatever fits once that is held is placed."""
    while True:
        helpers = {m: helpers_of(start.timetable, m) for m, slot in enumerate(start.timetable.slot) if slot != NOWHERE}
        timetable = reassign_halls(start.timetable)
        if timetable is start.timetable:
            return start
        reinstate(timetable, helpers)
        start = replace(start, timetable=timetable, problem=timetable.problem)
        RepairSearch(start).fill()


def _breaks(start: ResidualSchedule) -> int:
    return sum(map(Gaps(start.problem).breaks, start.timetable.busy))


def _placed(start: ResidualSchedule) -> int:
    return sum(slot != NOWHERE for slot in start.timetable.slot)


def _facts(start: ResidualSchedule, old: Schedule, prover: Prover) -> dict[str, Any]:
    slot = start.timetable.slot
    broken = [*start.broken, *start.loose]
    return {
        "broken": len(broken),
        "replaced": sum(slot[m] != NOWHERE for m in broken),
        "given_up": sum(slot[m] == NOWHERE for m in broken),
        "placed_anew": sum(slot[m] != NOWHERE for m in start.new),
        "others_moved": start.moves,
        "others_moved_at_least": prover.least_moves(start.lost),
        "weight_lost": start.lost,
        "weight_lost_at_least": prover.least_lost,
        "proof": prover.method,
        "proof_rounds": prover.rounds,
        "breaks_before": old.breaks,
        "breaks": _breaks(start),
    }
