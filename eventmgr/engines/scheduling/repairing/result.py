"""From a repaired timetable back to a schedule: old tables and assistants where they can stay, reasons, and the
check."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from eventmgr.engines.scheduling.assistant_assignment import helpers_of
from eventmgr.engines.scheduling.explaining.exchanges import with_exchanges
from eventmgr.engines.scheduling.explaining.reasons import Reasons, reasons
from eventmgr.engines.scheduling.repairing.residual_schedule import ResidualSchedule
from eventmgr.engines.scheduling.schedule import FEASIBLE, INFEASIBLE, OPTIMAL, Placed, Schedule, Unscheduled
from eventmgr.engines.scheduling.schedule_building import Proof, with_figures
from eventmgr.engines.scheduling.table_assignment import assign_tables
from eventmgr.engines.scheduling.timetable import NOWHERE

NODES = 20
"""Steps of the search for the exchange of one unscheduled meeting."""


def schedule_of(
    start: ResidualSchedule, old: Schedule, facts: dict[str, Any], *, everything: bool, deadline: float | None
) -> Schedule:
    """The schedule that the residual timetable has become. `everything` is False if not everything can be placed:
    proved.

    After `deadline` no exchanges are looked for any more.
    """
    timetable, problem = start.timetable, start.problem
    teller = Reasons(problem, timetable)
    unscheduled = reasons(problem, timetable, teller)
    unscheduled = with_exchanges(problem, timetable, unscheduled, nodes=NODES, deadline=deadline, teller=teller)
    proof = Proof(FEASIBLE, 0, facts)
    schedule = with_figures(
        timetable, _places(start, {place.meeting: place for place in old.placed}), unscheduled, proof
    )
    limit = problem.instance.spread
    facts = facts | {"within_spread": limit is None or schedule.spread <= limit}
    return replace(schedule, status=_status(schedule, everything=everything), facts=facts)


def _status(schedule: Schedule, *, everything: bool) -> str:
    if not everything or any(map(_proves, schedule.unscheduled)):
        return INFEASIBLE
    return OPTIMAL if not schedule.unscheduled and schedule.breaks == 0 else FEASIBLE


def _places(start: ResidualSchedule, old: dict[int, Placed]) -> list[Placed]:
    """By meeting: what is past, and what stays as it was, is the old place itself; everything else is made from the
    timetable."""
    problem, timetable = start.problem, start.timetable
    tables = _tables(start, old)
    first: dict[int, int] = {}
    for person, owner in enumerate(problem.owner):
        first.setdefault(owner, person)
    places = []
    for meeting, slot in enumerate(timetable.slot):
        if slot == NOWHERE:
            continue
        was = old.get(meeting)
        if was is None or meeting not in start.held:
            asked, (a, b) = problem.instance.meetings[meeting], timetable.ends[meeting]
            seats = (a - first[asked.a], b - first[asked.b])
            helpers = helpers_of(timetable, meeting) if timetable.constraint_states else ()
            if was is not None and sorted(was.assistants) == sorted(helpers):
                helpers = was.assistants
            now = (slot, tables[meeting], seats, helpers)
            if was is None or now != (was.slot, was.table, was.seats, was.assistants):
                was = Placed(meeting, *now)
        places.append(was)
    return places


def _tables(start: ResidualSchedule, old: dict[int, Placed]) -> list[int | None]:
    """meeting → table: the old one where the meeting stays and the table can; None for all where the old schedule had
    none."""
    slot = start.timetable.slot
    if old and all(place.table is None for place in old.values()):
        return [None] * len(slot)
    keep = [None if m not in old or old[m].slot != at else old[m].table for m, at in enumerate(slot)]
    chosen: list[int | None] = list(assign_tables(start.problem, slot, start.timetable.ends, keep=keep))
    for meeting in start.held:
        chosen[meeting] = old[meeting].table
    return chosen


def _proves(row: Unscheduled) -> bool:
    """Whether a reason alone proves that not everything can be placed."""
    return row.reason == "no_common_slot" or "fit" in row.detail
