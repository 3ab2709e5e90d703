"""A timetable written down as a schedule: slots, representatives, helpers and the tables that `table_assignment` gives."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.placement.soft_constraints import SoftConstraints, Unmet
from eventmgr.engines.scheduling.rules.assistants import AssistantsState
from eventmgr.engines.scheduling.schedule import Placed, Schedule
from eventmgr.engines.scheduling.table_assignment import assign_tables
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable


def schedule_of(timetable: Timetable) -> Schedule:
    """Only what the rules are about; no figures beside the weight."""
    problem = timetable.problem
    tables = assign_tables(problem, timetable.slot, timetable.ends)
    helping = [
        constraint_state
        for constraint_state in timetable.constraint_states
        if isinstance(constraint_state, AssistantsState)
    ]
    placed = []
    for meeting, slot in enumerate(timetable.slot):
        if slot != NOWHERE:
            asked, ends = problem.instance.meetings[meeting], timetable.ends[meeting]
            seats = tuple(p - problem.owner.index(side) for p, side in zip(ends, (asked.a, asked.b), strict=True))
            helpers = tuple(who for constraint_state in helping for who in constraint_state.helpers(meeting))
            placed.append(Placed(meeting, slot, tables[meeting], seats, helpers))
    return Schedule(tuple(placed), weight=weight_of(timetable))


def weight_of(timetable: Timetable) -> int:
    """Weight placed."""
    return sum(timetable.problem.weight[m] for m, slot in enumerate(timetable.slot) if slot != NOWHERE)


def unmet(instance: Instance, placed: Sequence[int]) -> list[Unmet]:
    """What the placed meetings leave owing of minima and coverage."""
    tally = SoftConstraints(instance).tally()
    for meeting in placed:
        tally.place(meeting)
    return tally.unmet()
