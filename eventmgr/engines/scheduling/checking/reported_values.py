"""What a schedule says of itself: its figures, its bound, its status."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from eventmgr.engines.scheduling.checking.faults import Fault, fault
from eventmgr.engines.scheduling.checking.figures import Figures
from eventmgr.engines.scheduling.checking.schedule_index import ScheduleIndex
from eventmgr.engines.scheduling.schedule import INFEASIBLE, OPTIMAL

COUNTED = ("weight", "breaks", "spread", "idle", "table_changes")
NAMES = {"idle": "idle_slots"}
"""Attributes that the JSON form calls otherwise."""


def reported_values(index: ScheduleIndex, counted: Figures, reported: Collection[str]) -> Iterator[Fault]:
    """Faults of the values `reported` (names of the JSON form)."""
    schedule = index.schedule
    for attribute in COUNTED:
        name = NAMES.get(attribute, attribute)
        claimed, found = getattr(schedule, attribute), getattr(counted, attribute)
        if name in reported and claimed != found:
            yield fault("wrong_figure", figure=name, claimed=claimed, counted=found)
    if "bound" in reported and schedule.bound > counted.breaks:
        yield fault("bound_above_breaks", bound=schedule.bound, breaks=counted.breaks)
    if "status" in reported:
        yield from _status(index, counted, reported)


def _status(index: ScheduleIndex, counted: Figures, reported: Collection[str]) -> Iterator[Fault]:
    """Optimal: all placed within the spread limit, breaks proved fewest. Infeasible: something is missing or beyond the
    limit."""
    limit, unscheduled = index.instance.spread, index.unscheduled()
    beyond = limit is not None and counted.spread > limit
    if index.schedule.status == OPTIMAL:
        if unscheduled:
            yield fault("optimal_incomplete", meeting=unscheduled[0])
        if limit is not None and beyond:
            yield fault("optimal_spread", spread=counted.spread, limit=limit)
        if "bound" in reported and index.schedule.bound < counted.breaks:
            yield fault("optimal_bound", bound=index.schedule.bound, breaks=counted.breaks)
    elif index.schedule.status == INFEASIBLE and not unscheduled and not beyond:
        yield fault("infeasible_complete")
