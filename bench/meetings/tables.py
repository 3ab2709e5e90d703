"""The tables of docs/inside/scheduling.md, a line at a time. Every schedule has passed the product's checker when `solve` returns it."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bench.meetings import generator, published
from bench.meetings.table_bound import table_change_bound
from eventmgr.console.sample import meeting_requests
from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.placement import place
from eventmgr.engines.scheduling.placement.upper_bound import loss_lower_bound
from eventmgr.engines.scheduling.problem import lower
from eventmgr.engines.scheduling.reading import read_instance
from eventmgr.engines.scheduling.repairing import repair as repair_schedule
from eventmgr.engines.scheduling.repairing.changes import Changes
from eventmgr.engines.scheduling.schedule import FEASIBLE, INFEASIBLE, OPTIMAL, Schedule
from eventmgr.engines.scheduling.solving import solve
from eventmgr.engines.scheduling.table_assignment import assign_tables, links_of

PROOF_SECONDS = 60.0
"""Budget of one published or derived instance; the figure to reach is 5."""
LEAVE_AT_NOON, COME_LATE = 0.05, 0.03
SIZES = (*generator.SIZES, "ciie")
REPAIRED = ("light-c", "light-d", "heavy-c", "heavy-d")


@dataclass(frozen=True)
class Budget:
    """What a run may use, and which part of the tables it makes."""

    seconds: float
    threads: int
    seed: int
    sizes: tuple[str, ...] = ()
    every: int = 1


def originals(budget: Budget) -> Iterator[str]:
    """The twenty published instances with the published spread limit of 2."""
    yield from _head("Published instances", "instance", "published", "status", "breaks", "bound", "seconds", "published s", "times faster")  # fmt: skip
    total = before = 0.0
    for name, result in published.RESULTS.items():
        schedule, seconds = _solved(read_instance(published.load(name)), budget, PROOF_SECONDS)
        total, before = total + seconds, before + result.seconds
        yield _row(name, result.breaks, schedule.status, schedule.breaks, schedule.bound, f"{seconds:.2f}", result.seconds, f"{result.seconds / seconds:.1f}")  # fmt: skip
    yield _row("together", "", "", "", "", f"{total:.2f}", f"{before:.1f}", f"{before / total:.1f}")


def derived(budget: Budget) -> Iterator[str]:
    """Derived instances by kind, and those that took longest."""
    runs: dict[str, list[tuple[float, str, Schedule]]] = {}
    for one in list(published.derived(budget.seed))[:: budget.every]:
        schedule, seconds = _solved(read_instance(one.data), budget, PROOF_SECONDS)
        runs.setdefault(one.kind, []).append((seconds, one.name, schedule))
    yield from _head("Derived instances", "kind", "instances", OPTIMAL, INFEASIBLE, "unproved", "median s", "longest s", "over 5 s", "together s")  # fmt: skip
    every = [run for kind in runs.values() for run in kind]
    for kind, rows in (*runs.items(), ("all", every)):
        times = [seconds for seconds, _name, _schedule in rows]
        counts = [sum(row[2].status == status for row in rows) for status in (OPTIMAL, INFEASIBLE, FEASIBLE)]
        yield _row(kind, len(rows), *counts, f"{statistics.median(times):.2f}", f"{max(times):.1f}", sum(s > 5 for s in times), f"{sum(times):.0f}")  # fmt: skip
    yield from _head("The slowest of them", "instance", "status", "breaks", "bound", "seconds")
    for seconds, name, schedule in sorted(every, key=lambda row: -row[0])[:8]:
        yield _row(name, schedule.status, schedule.breaks, schedule.bound, f"{seconds:.2f}")


def large(budget: Budget) -> Iterator[str]:
    """Generated events: how fast all is placed, and how near to a proved bound the breaks come."""
    yield from _head(f"Generated events, {budget.seconds:g} s", "event", "people", "meetings", "placed %", "placing s", "breaks", "bound", "above bound %", "status", "seconds")  # fmt: skip
    for name in budget.sizes or SIZES:
        instance = read_instance(generator.event(name, budget.seed))
        started = time.perf_counter()
        place(lower(instance), seed=budget.seed)
        placing = time.perf_counter() - started
        schedule, seconds = _solved(instance, budget, budget.seconds)
        yield _row(name, len(instance.participants), len(instance.meetings), _percent(len(schedule.placed), len(instance.meetings)), f"{placing:.2f}", schedule.breaks, schedule.bound, _above(schedule), schedule.status, f"{seconds:.1f}")  # fmt: skip


def placing(budget: Budget) -> Iterator[str]:
    """Placement and tables alone, three seeds each: what is placed of what can be, and the changes of table."""
    yield from _head("Placement alone", "event", "meetings", "placed", "at most", "lowering s", "placing s", "table changes", "at least", "seating s")  # fmt: skip
    for name in budget.sizes or SIZES:
        for seed in range(budget.seed, budget.seed + 3):
            yield _placing_row(name, read_instance(generator.event(name, seed)), seed)


def _placing_row(name: str, instance: Instance, seed: int) -> str:
    times = [time.perf_counter()]
    problem = lower(instance)
    times.append(time.perf_counter())
    timetable = place(problem, seed=seed)
    times.append(time.perf_counter())
    tables = assign_tables(problem, timetable.slot, timetable.ends)
    times.append(time.perf_counter())
    lowering, placing, seating = (f"{after - before:.2f}" for before, after in pairwise(times))
    count = len(instance.meetings)
    changes = links_of(timetable.slot, timetable.ends).changes(tables)
    least = table_change_bound(problem, timetable.slot, timetable.ends)
    return _row(name, count, count - len(timetable.unscheduled()), count - loss_lower_bound(problem), lowering, placing, changes, least, seating)  # fmt: skip


def repair(budget: Budget) -> Iterator[str]:
    """5 % leave at noon and 3 % miss the first two slots: known before the first slot, or told at noon."""
    yield from _head("Repair", "event", "told", "proof", "broken", "placed anew", "given up", "others moved", "at least", "breaks before", "by the changes", "after", "seconds")  # fmt: skip
    for name in budget.sizes or REPAIRED:
        instance = read_instance(generator.event(name, budget.seed))
        before, _seconds = _solved(instance, budget, min(budget.seconds, 20))
        noon = instance.sessions[0][1]
        for told, now in (("before the day", 0), ("at noon", noon)):
            changes = _departures(instance, budget.seed, now)
            for proof in ("none", "10 s"):
                yield _repair_row(name, told, proof, instance, before, changes, budget)


def _repair_row(
    name: str, told: str, proof: str, instance: Instance, before: Schedule, changes: Changes, budget: Budget
) -> str:
    started = time.perf_counter()
    repaired = repair_schedule(instance, before, changes, seed=budget.seed, iterations=0 if proof == "none" else None)
    seconds = time.perf_counter() - started
    after = repaired.instance.participants
    broken = {
        placed.meeting
        for placed in before.placed
        if placed.slot >= changes.now
        and any(placed.slot in after[side].absent for side in _sides(instance, placed.meeting))
    }
    moved = {was.meeting for was, _now in repaired.difference.slots_moved}
    torn = repaired.facts["breaks_by_the_changes"]
    return _row(name, told, proof, len(broken), len(broken & moved), len(repaired.difference.dropped), len(moved - broken), repaired.moves_bound, before.breaks, torn, repaired.schedule.breaks, f"{seconds:.2f}")  # fmt: skip


def _sides(instance: Instance, meeting: int) -> tuple[int, int]:
    return instance.meetings[meeting].a, instance.meetings[meeting].b


def _departures(instance: Instance, seed: int, now: int) -> Changes:
    dice = random.Random(f"departures {seed}")
    people = len(instance.participants)
    chosen = dice.sample(range(people), round((LEAVE_AT_NOON + COME_LATE) * people))
    leaving = chosen[: round(LEAVE_AT_NOON * people)]
    noon = instance.sessions[0][1]
    late = () if now else tuple((person, 2) for person in chosen[len(leaving) :])
    return Changes(now=now, left=tuple((person, noon) for person in leaving), late=late)


def sample(budget: Budget) -> Iterator[str]:
    """E2 of the sample: all mutual requests are met."""
    asked = meeting_requests.requests()
    instance = read_instance(meeting_requests.values(asked))
    schedule, seconds = _solved(instance, budget, min(budget.seconds, 20))
    met = meeting_requests.mutual_met(asked, {placed.meeting for placed in schedule.placed})
    yield from _head("Matchmaking of the sample", "requests", "placed", "mutual", "met", "breaks", "bound", "status", "seconds")  # fmt: skip
    yield _row(len(instance.meetings), len(schedule.placed), meeting_requests.MUTUAL, met, schedule.breaks, schedule.bound, schedule.status, f"{seconds:.2f}")  # fmt: skip


def _solved(instance: Instance, budget: Budget, seconds: float) -> tuple[Schedule, float]:
    """A schedule and the time on the clock until it is there, check included."""
    started = time.perf_counter()
    schedule = solve(instance, seconds=seconds, threads=budget.threads, seed=budget.seed)
    return schedule, time.perf_counter() - started


def _above(schedule: Schedule) -> str:
    return _percent(schedule.breaks - schedule.bound, schedule.bound) if schedule.bound else "-"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def _head(title: str, *columns: str) -> Iterator[str]:
    yield from ("", f"### {title}", "", _row(*columns), _row(*("---" for _ in columns)))


def _row(*cells: Any) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"
