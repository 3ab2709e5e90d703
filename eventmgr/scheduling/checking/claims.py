"""What a schedule says of itself: its figures, its bound, its status."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from eventmgr.scheduling.checking.faults import Fault, fault
from eventmgr.scheduling.checking.figures import Figures
from eventmgr.scheduling.checking.ledger import Ledger
from eventmgr.scheduling.schedule import INFEASIBLE, OPTIMAL

COUNTED = ("weight", "breaks", "spread", "idle", "table_changes")
NAMES = {"idle": "idle_slots"}
"""Attributes that the JSON form calls otherwise."""


def claims(ledger: Ledger, counted: Figures, made: Collection[str]) -> Iterator[Fault]:
    """Faults of the claims `made` (names of the JSON form)."""
    schedule = ledger.schedule
    for attribute in COUNTED:
        name = NAMES.get(attribute, attribute)
        claimed, found = getattr(schedule, attribute), getattr(counted, attribute)
        if name in made and claimed != found:
            yield fault("wrong_figure", figure=name, claimed=claimed, counted=found)
    if "bound" in made and schedule.bound > counted.breaks:
        yield fault("bound_above_breaks", bound=schedule.bound, breaks=counted.breaks)
    if "status" in made:
        yield from _status(ledger, counted, made)


def _status(ledger: Ledger, counted: Figures, made: Collection[str]) -> Iterator[Fault]:
    """Optimal: all placed within the spread limit, breaks proved fewest. Infeasible: something is missing or beyond the limit."""
    limit, unscheduled = ledger.instance.spread, ledger.unscheduled()
    beyond = limit is not None and counted.spread > limit
    if ledger.schedule.status == OPTIMAL:
        if unscheduled:
            yield fault("optimal_incomplete", meeting=unscheduled[0])
        if limit is not None and beyond:
            yield fault("optimal_spread", spread=counted.spread, limit=limit)
        if "bound" in made and ledger.schedule.bound < counted.breaks:
            yield fault("optimal_bound", bound=ledger.schedule.bound, breaks=counted.breaks)
    elif ledger.schedule.status == INFEASIBLE and not unscheduled and not beyond:
        yield fault("infeasible_complete")
