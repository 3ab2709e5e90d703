"""The search behind a draft, and where one of its meetings can go."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from eventmgr.engines.scheduling.explaining.allowed_cells import Judge
from eventmgr.engines.scheduling.schedule import Schedule
from eventmgr.ground.lru import Lru
from eventmgr.matchmaking.timetables.task.instance import Rows, instance_of, kept_places, numbering_of
from eventmgr.matchmaking.timetables.task.places import Numbering, Place
from eventmgr.matchmaking.timetables.task.reckoning import Result, Task, numbered_again, result_of, without_faulty

ALL, LOCKED = "all", "locked"
"""What of the draft before keeps its place: everything, so that only the rest is placed; or what is locked."""
MOST_SECONDS, SECONDS = 120, 20
PRICED = 8
"""So many rules of coverage are priced."""
PRICING = 3.0
"""Seconds for the price of one of them."""

Progress = Callable[[int, int, int, int, float], object]
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


def search(rows: Rows, wanted: Wanted, on_progress: Progress) -> Result:
    """The timetable that was found, judged; `told` says whether to stop with the best so far.

    Raises:
        UnsoundSchedule: a fault of the scheduler.
    """
    from eventmgr.engines.scheduling.solving import solve  # noqa: PLC0415  # the solver is large, and only workers need it

    numbering = numbering_of(rows)
    plain = Task(rows, numbering, instance_of(rows, numbering))
    instance = instance_of(rows, numbering, kept_places(wanted.base, wanted.locked))
    if wanted.keeps == ALL:
        return _rest(Task(rows, numbering, instance), wanted, on_progress)
    schedule = solve(replace(instance, now=0), seconds=wanted.seconds, seed=wanted.seed, on_progress=on_progress)
    made = result_of(Task(rows, numbering, instance), schedule, seed=wanted.seed)
    prices = prices_of(plain, schedule, seed=wanted.seed)
    return replace(made, figures=made.figures | ({"prices": prices} if prices else {}))


def _rest(task: Task, wanted: Wanted, on_progress: Progress) -> Result:
    """What has a place keeps it, time and table, unless it cannot be held there any more; the others get one where
    there is room. What is locked is held at its place or nowhere."""
    from eventmgr.engines.scheduling.repairing import Changes, repair  # noqa: PLC0415  # large, and only workers need it

    base = without_faulty(task, task.standing(wanted.base))
    placed = {one.meeting for one in base.placed}
    fixed = replace(
        task.instance,
        meetings=tuple(
            replace(meeting, locked=number in placed) for number, meeting in enumerate(task.instance.meetings)
        ),
    )
    started = time.monotonic()
    done = repair(fixed, base, Changes(), seconds=wanted.seconds, seed=wanted.seed, on_progress=on_progress)
    seconds = round(time.monotonic() - started, 1)
    more = {"seconds": seconds, "seed": wanted.seed, "stopped": bool(done.facts.get("stopped"))}
    return numbered_again(task, Schedule(done.schedule.placed), more)


def prices_of(task: Task, schedule: Schedule, *, seed: int) -> list[dict[str, Any]]:
    """Of each rule of coverage how many meetings more would have a place without it, found by placing once more; prices
    of several rules do not add up."""
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


KEPT_SECONDS = 60.0
"""After so long rows are read again: absences and tables change without the draft. What is done is judged by what
stands then."""


@dataclass(frozen=True)
class Bench:
    """A draft ready to be asked about: plain values, no rows."""

    numbering: Numbering
    judge: Judge
    names: dict[int, tuple[str, str]]
    """Party → the names of its organization, in Chinese and in English: a bench outlives the request."""
    tables: dict[int, int]
    """Number of a table in the scheduler → the number that stands on it."""
    made_at: float


_benches: Lru[tuple[str, int, int], Bench] = Lru(8)
"""By slug of the event too: SQLite gives the number of a deleted row to the next one."""


def bench_of(slug: str, draft_id: int, revision: int, now: float) -> Bench | None:
    """What is kept of that state of a draft, if it is fresh; `now`: of the monotonic clock."""
    found = _benches.get((slug, draft_id, revision))
    return found if found is not None and now - found.made_at < KEPT_SECONDS else None


def keep_bench(slug: str, draft_id: int, revision: int, bench: Bench) -> Bench:
    """Keep it for the next question."""
    return _benches.keep((slug, draft_id, revision), bench)


def make_bench(task: Task, schedule: Schedule, locked: frozenset[int], now: float) -> Bench:
    """A judge of that schedule; what is locked stays."""
    return Bench(
        task.numbering,
        judge_of(task, schedule, locked),
        {party.id: (party.organization.name, party.organization.name_en) for party in task.rows.parties},
        {number: table.number for number, table in enumerate(task.rows.tables)},
        now,
    )


def judge_of(task: Task, schedule: Schedule, locked: frozenset[int]) -> Judge:
    """The judge of the scheduler for moves by hand."""
    meetings = tuple(
        replace(meeting, locked=True) if request in locked else meeting
        for request, meeting in zip(task.numbering.requests, task.instance.meetings, strict=True)
    )
    return Judge(replace(task.instance, meetings=meetings), schedule)
