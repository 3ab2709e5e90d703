"""The independent checker: written from the rules alone, it shares nothing with what makes schedules but their values.

Hard rules, claimed figures and reasons are errors where they are broken; minima, coverage and the spread limit are
goals, so that a schedule without them is bad but not wrong: `Report.figures` says how they stand.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from eventmgr.engines.scheduling.checking.assistance import assistance
from eventmgr.engines.scheduling.checking.attendance import attendance
from eventmgr.engines.scheduling.checking.faults import Fault
from eventmgr.engines.scheduling.checking.figures import Figures, Unmet, figures
from eventmgr.engines.scheduling.checking.reasons import reasons
from eventmgr.engines.scheduling.checking.reported_values import reported_values
from eventmgr.engines.scheduling.checking.schedule_index import ScheduleIndex
from eventmgr.engines.scheduling.checking.slots_and_tables import places
from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.schedule import Schedule

__all__ = ["ALL_CLAIMS", "Fault", "Figures", "Report", "Unmet", "check"]

ALL_REPORTED = ("status", "unplaced", "weight", "breaks", "bound", "spread", "idle_slots", "table_changes")


@dataclass(frozen=True)
class Report:
    """What is wrong (nothing, if `errors` is empty) and what the schedule comes to."""

    errors: tuple[Fault, ...]
    figures: Figures


def check(
    instance: Instance,
    schedule: Schedule,
    *,
    base: Schedule | None = None,
    frozen_before: int | None = None,
    reported: Collection[str] = ALL_REPORTED,
) -> Report:
    """Judge a schedule.

    Args:
        base: the schedule before a repair: locked meetings stand where they stood in it, and so does the past.
        frozen_before: first slot that is not past; `instance.now` counts if it is later.
        reported: what the schedule says of itself and is to be believed or refuted; a bare list of meetings claims
        nothing.
    """
    index = ScheduleIndex(instance, schedule, base, frozen_before or 0)
    counted = figures(index)
    errors = [*index.faults, *attendance(index), *places(index), *assistance(index)]
    errors += reported_values(index, counted, reported)
    if "unplaced" in reported:
        errors += reasons(index)
    return Report(tuple(errors), counted)
