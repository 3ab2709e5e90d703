"""From a timetable to a schedule: tables, representatives, assistants and figures; and the check that nothing leaves without."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.matchmaking.scheduling.breaks import Gaps
from eventmgr.matchmaking.scheduling.checking import check
from eventmgr.matchmaking.scheduling.instance import Instance
from eventmgr.matchmaking.scheduling.rules.assistants import AssistantsKeeper
from eventmgr.matchmaking.scheduling.schedule import Placed, Schedule, Unplaced
from eventmgr.matchmaking.scheduling.seating import links_of, seat
from eventmgr.matchmaking.scheduling.timetable import NOWHERE, Timetable


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


def assemble(timetable: Timetable, unplaced: list[Unplaced], proof: Proof) -> Schedule:
    """Gives tables and figures. Raises UnsoundSchedule where the checker finds a fault."""
    problem = timetable.problem
    tables = seat(problem, timetable.slot, timetable.ends)
    figures = Gaps(problem).figures(timetable.busy)
    schedule = Schedule(
        placed=_places(timetable, tables),
        unplaced=tuple(unplaced),
        status=proof.status,
        weight=sum(problem.weight[meeting] for meeting, slot in enumerate(timetable.slot) if slot != NOWHERE),
        breaks=figures.breaks,
        bound=proof.bound,
        spread=figures.spread,
        idle=figures.idle,
        table_changes=_table_changes(timetable, tables),
        seconds=proof.seconds,
        facts=proof.facts,
    )
    return checked(problem.instance, schedule)


def checked(instance: Instance, schedule: Schedule) -> Schedule:
    """The same schedule. Raises UnsoundSchedule where the checker finds a fault."""
    report = check(instance, schedule)
    if report.errors:
        raise UnsoundSchedule(report.errors)
    return schedule


def _places(timetable: Timetable, tables: list[int]) -> tuple[Placed, ...]:
    problem = timetable.problem
    first: dict[int, int] = {}
    for person, owner in enumerate(problem.owner):
        first.setdefault(owner, person)
    helping = [keeper for keeper in timetable.keepers if isinstance(keeper, AssistantsKeeper)]
    placed = []
    for meeting, slot in enumerate(timetable.slot):
        if slot != NOWHERE:
            asked, (a, b) = problem.instance.meetings[meeting], timetable.ends[meeting]
            helpers = tuple(who for keeper in helping for who in keeper.helpers(meeting))
            placed.append(Placed(meeting, slot, tables[meeting], (a - first[asked.a], b - first[asked.b]), helpers))
    return tuple(placed)


def _table_changes(timetable: Timetable, tables: list[int]) -> int:
    links = links_of(timetable.slot, timetable.ends)
    return sum(tables[meeting] != tables[earlier] for meeting, before in enumerate(links.before) for earlier in before)
