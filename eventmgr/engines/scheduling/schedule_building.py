"""From a timetable to a schedule: tables, representatives, assistants and figures; and the check that nothing leaves
without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.rules.assistants import AssistantsState
from eventmgr.engines.scheduling.schedule import Placed, Schedule, Unscheduled
from eventmgr.engines.scheduling.table_assignment import assign_tables, links_of
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable


class UnsoundSchedule(RuntimeError):
    """The independent checker refuses what the scheduler made: a fault of the program, not of the instance."""

    def __init__(self, faults: tuple[object, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults[:5]))
        self.faults = faults


@dataclass(frozen=True)
class Proof:
    """What the search has proved, and what it says of itself."""

    status: str
    bound: int
    facts: dict[str, object]
    seconds: float = 0.0


def build_schedule(timetable: Timetable, unscheduled: list[Unscheduled], proof: Proof) -> Schedule:
    """Gives tables and figures. Raises UnsoundSchedule where the checker finds a fault."""
    tables = assign_tables(timetable.problem, timetable.slot, timetable.ends)
    schedule = with_figures(timetable, places_of(timetable, tables), unscheduled, proof)
    return verified(timetable.problem.instance, schedule)


def with_figures(
    timetable: Timetable, placed: Sequence[Placed], unscheduled: Sequence[Unscheduled], proof: Proof
) -> Schedule:
    """A schedule with its figures, not yet checked. `placed` are the meetings of the timetable."""
    problem = timetable.problem
    figures = Gaps(problem).figures(timetable.busy)
    return Schedule(
        placed=tuple(placed),
        unscheduled=tuple(unscheduled),
        status=proof.status,
        weight=sum(problem.weight[place.meeting] for place in placed),
        breaks=figures.breaks,
        bound=proof.bound,
        spread=figures.spread,
        idle=figures.idle,
        table_changes=_table_changes(timetable, placed),
        seconds=proof.seconds,
        facts=proof.facts,
    )


def verified(instance: Instance, schedule: Schedule, base: Schedule | None = None) -> Schedule:
    """The same schedule. Raises UnsoundSchedule where the checker finds a fault. `base`: the schedule before a
    repair."""
    report = check(instance, schedule, base=base)
    if report.errors:
        raise UnsoundSchedule(report.errors)
    return schedule


def places_of(timetable: Timetable, tables: Sequence[int | None]) -> list[Placed]:
    """Where each placed meeting is held, by meeting. `tables`: meeting → table, None where it is left open."""
    problem = timetable.problem
    first: dict[int, int] = {}
    for person, owner in enumerate(problem.owner):
        first.setdefault(owner, person)
    helping = [
        constraint_state
        for constraint_state in timetable.constraint_states
        if isinstance(constraint_state, AssistantsState)
    ]
    placed = []
    for meeting, slot in enumerate(timetable.slot):
        if slot != NOWHERE:
            asked, (a, b) = problem.instance.meetings[meeting], timetable.ends[meeting]
            helpers = tuple(who for constraint_state in helping for who in constraint_state.helpers(meeting))
            placed.append(Placed(meeting, slot, tables[meeting], (a - first[asked.a], b - first[asked.b]), helpers))
    return placed


def _table_changes(timetable: Timetable, placed: Sequence[Placed]) -> int:
    """Changes between tables that are known."""
    table = {place.meeting: place.table for place in placed}
    links = links_of(timetable.slot, timetable.ends)
    return sum(
        table[meeting] is not None and table[earlier] is not None and table[meeting] != table[earlier]
        for meeting, before in enumerate(links.before)
        for earlier in before
    )
