"""The search behind a draft: everything anew around what is locked, or only the rest. Pure: a task in, JSON values out."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from eventmgr.engines.scheduling.schedule import Schedule
from eventmgr.matchmaking.timetables.task.instance import Rows, instance_of, kept_places, numbering_of
from eventmgr.matchmaking.timetables.task.places import Place
from eventmgr.matchmaking.timetables.task.reckoning import Result, Task, result_of, told_again, without_faulty

ALL, LOCKED = "all", "locked"
"""What of the draft before keeps its place: everything, so that only the rest is placed; or what is locked."""
MOST_SECONDS, SECONDS = 120, 20
PRICED = 8
"""So many rules of coverage are priced."""
PRICING = 3.0
"""Seconds for the price of one of them."""

Told = Callable[[int, int, int, int, float], object]
"""As `scheduling.watching.OnProgress`."""


@dataclass(frozen=True)
class Wanted:
    """How a draft is to be made."""

    seconds: float
    seed: int = 0
    keeps: str = LOCKED
    base: tuple[Place, ...] = ()
    """The places of the draft before."""
    locked: frozenset[int] = frozenset()
    """Requests that keep their place of it."""


def search(rows: Rows, wanted: Wanted, told: Told) -> Result:
    """The timetable that was found, judged; `told` says whether to stop with the best so far.

    Raises:
        UnsoundSchedule: a fault of the scheduler.
    """
    from eventmgr.engines.scheduling.solving import solve  # noqa: PLC0415  # the solver is large, and only workers need it

    numbering = numbering_of(rows)
    plain = Task(rows, numbering, instance_of(rows, numbering))
    instance = instance_of(rows, numbering, kept_places(wanted.base, wanted.locked))
    if wanted.keeps == ALL:
        return _rest(Task(rows, numbering, instance), wanted, told)
    schedule = solve(replace(instance, now=0), seconds=wanted.seconds, seed=wanted.seed, on_progress=told)
    made = result_of(Task(rows, numbering, instance), schedule, seed=wanted.seed)
    prices = prices_of(plain, schedule, seed=wanted.seed)
    return replace(made, figures=made.figures | ({"prices": prices} if prices else {}))


def _rest(task: Task, wanted: Wanted, told: Told) -> Result:
    """What has a place keeps it, time and table, unless it cannot be held there any more; the others get one where there is room.
    What is locked is held at its place or nowhere."""
    from eventmgr.engines.scheduling.repairing import Changes, repair  # noqa: PLC0415  # large, and only workers need it

    base = without_faulty(task, task.standing(wanted.base))
    placed = {one.meeting for one in base.placed}
    kept = replace(
        task.instance,
        meetings=tuple(
            replace(meeting, locked=number in placed) for number, meeting in enumerate(task.instance.meetings)
        ),
    )
    started = time.monotonic()
    done = repair(kept, base, Changes(), seconds=wanted.seconds, seed=wanted.seed, on_progress=told)
    seconds = round(time.monotonic() - started, 1)
    more = {"seconds": seconds, "seed": wanted.seed, "stopped": bool(done.facts.get("stopped"))}
    return told_again(task, Schedule(done.schedule.placed), more)


def prices_of(task: Task, schedule: Schedule, *, seed: int) -> list[dict[str, Any]]:
    """Of each rule of coverage how many meetings more would have a place without it, found by placing once more; prices of
    several rules do not add up."""
    from eventmgr.engines.scheduling.placement import place_and_prove  # noqa: PLC0415  # large, and only workers need it
    from eventmgr.engines.scheduling.problem import lower  # noqa: PLC0415  # as above
    from eventmgr.engines.scheduling.timetable import NOWHERE  # noqa: PLC0415  # as above

    prices, held = [], len(schedule.placed)
    for number, rule in enumerate(task.instance.coverage[:PRICED]):
        others = tuple(other for other in task.instance.coverage if other is not rule)
        deadline = time.monotonic() + PRICING
        without = place_and_prove(lower(replace(task.instance, coverage=others)), seed=seed, deadline=deadline)
        count = sum(slot != NOWHERE for slot in without.timetable.slot)
        prices.append({"rule": number, "name": rule.name, "meetings": max(count - held, 0)})
    return prices


def wanted_of(options: Mapping[str, Any], base: tuple[Place, ...], locked: frozenset[int]) -> Wanted:
    """The options of a draft as they are kept."""
    return Wanted(
        min(float(options.get("seconds", SECONDS)), MOST_SECONDS),
        int(options.get("seed", 0)),
        str(options.get("keeps", LOCKED)),
        base,
        locked,
    )
