"""What a timetable comes to: figures, and why something has no place, by the ids of rows. Pure."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from eventmgr.engines.scheduling.checking import Report, check
from eventmgr.engines.scheduling.explaining.exchanges import with_exchanges
from eventmgr.engines.scheduling.explaining.reasons import Reasons, StillFits
from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.repairing.residual_schedule import residual_schedule
from eventmgr.engines.scheduling.schedule import FEASIBLE, INFEASIBLE, Schedule, Unscheduled
from eventmgr.matchmaking.timetables.task.instance import Rows, is_across
from eventmgr.matchmaking.timetables.task.past import with_begun
from eventmgr.matchmaking.timetables.task.places import Numbering, Place

NODES, LOOKING = 300, 0.5
"""Steps of the search for one exchange, and seconds for all of them, after a change by hand."""
FITS = "fits"
"""The reason of a meeting that has no place though there is room for it: something was moved by hand since."""


@dataclass(frozen=True)
class Task:
    """Rows of an event, their numbers, and what they ask of the scheduler."""

    rows: Rows
    numbering: Numbering
    instance: Instance

    def standing(self, places: Iterable[Place]) -> Schedule:
        """These places as a schedule; what has begun stands where it was published, and nothing else is in the past."""
        return with_begun(self.instance, self.numbering, self.rows.begun, self.numbering.schedule(places))


@dataclass(frozen=True)
class Result:
    """What is kept of a timetable: JSON values by ids."""

    places: list[Any]
    unscheduled: list[Any]
    figures: dict[str, Any]


def result_of(task: Task, schedule: Schedule, **more: Any) -> Result:
    """What the scheduler made, by ids, with its figures; `more` goes into the figures as it is."""
    report = check(task.instance, schedule, reported=())
    places = [place.plain() for place in task.numbering.places(schedule.placed)]
    unscheduled = [_reason(task, row) for row in schedule.unscheduled]
    figures = figures_of(task, schedule, report) | {
        "status": schedule.status,
        "bound": schedule.bound,
        "seconds": round(schedule.seconds, 1),
        "stopped": bool(schedule.facts.get("stopped")),
    }
    return Result(places, unscheduled, figures | more)


def figures_of(task: Task, schedule: Schedule, report: Report) -> dict[str, Any]:
    """Sums over a timetable, counted by the judge of the scheduler, not by what made it."""
    counted, across = report.figures, 0
    parties, sides = task.rows.parties, task.numbering.sides
    loads, used = Counter[int](), set()
    for placed in schedule.placed:
        a, b = sides[placed.meeting]
        across += is_across(parties[a], parties[b])
        loads[placed.slot] += 1
        used.add(placed.table)
    return {
        "placed": counted.placed,
        "wanted": counted.meetings,
        "weight": counted.weight,
        "breaks": counted.breaks,
        "most_breaks": counted.most_breaks,
        "idle": counted.idle,
        "table_changes": counted.table_changes,
        "across": across,
        "tables": len(task.rows.tables),
        "tables_used": len(used - {None}),
        "slots": len(task.rows.slots),
        "loads": [loads[slot] for slot in range(len(task.rows.slots))],
        "unmet": [
            {"rule": one.rule, "who": _who(task, one.rule, one.who), "wanted": one.wanted, "has": one.has}
            for one in counted.unmet
        ],
    }


def numbered_again(task: Task, schedule: Schedule, was: Mapping[str, Any]) -> Result:
    """The same of a timetable that was changed by hand: reasons and figures are told anew. What was proved of the one
    before holds on where the same meetings are placed."""
    start = residual_schedule(task.instance, schedule)
    teller = Reasons(start.problem, start.timetable)
    explained, fitting = [], []
    for meeting in start.timetable.unscheduled():
        try:
            explained.append(teller.reason(meeting))
        except StillFits as still:
            fitting.append(Unscheduled(meeting, FITS, {"slot": still.slot}))
    explained = with_exchanges(
        start.problem, start.timetable, explained, nodes=NODES, deadline=time.monotonic() + LOOKING, teller=teller
    )
    unscheduled = sorted([*explained, *fitting], key=lambda row: row.meeting)
    report = check(task.instance, schedule, reported=())
    figures = figures_of(task, schedule, report)
    same = figures["placed"] == was.get("placed") and figures["wanted"] == was.get("wanted")
    kept = {key: was[key] for key in ("seconds", "prices", "seed", "stopped") if key in was}
    bound = was.get("bound", 0) if same else 0
    proved = was.get("status") == INFEASIBLE and same
    figures |= kept | {"bound": min(bound, figures["breaks"]), "status": INFEASIBLE if proved else FEASIBLE}
    return Result(
        [place.plain() for place in task.numbering.places(schedule.placed)],
        [_reason(task, row) for row in unscheduled],
        figures,
    )


def without_faulty(task: Task, schedule: Schedule) -> Schedule:
    """The schedule without what can no longer be held as it is: somebody is away by now, a table is gone, a side is
    full."""
    while errors := check(task.instance, schedule, reported=()).errors:
        out = {dict(fault.numbers)["meeting"] for fault in errors if "meeting" in dict(fault.numbers)}
        if not out:
            start = residual_schedule(task.instance, schedule)
            out = {*start.broken, *start.loose}
        if not out:
            break
        schedule = replace(schedule, placed=tuple(one for one in schedule.placed if one.meeting not in out))
    return schedule


def _who(task: Task, rule: int | None, who: str) -> Any:
    """A party's id; else the label as it is."""
    each = "participant" if rule is None else task.instance.coverage[rule].each
    return task.numbering.parties[int(who)] if each == "participant" else who


def _reason(task: Task, row: Unscheduled) -> dict[str, Any]:
    stored: dict[str, Any] = {"request": task.numbering.requests[row.meeting], "reason": row.reason}
    detail = {key: value for key, value in row.detail.items() if key != "exchange"}
    stored["detail"] = _named(task, detail)
    if "exchange" in row.detail:
        stored["exchange"] = _exchange(task, row.detail["exchange"])
    return stored


def _named(task: Task, detail: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers of slots, participants and meetings as instants and ids."""
    named: dict[str, Any] = {}
    for key, value in detail.items():
        if key in ("a", "b"):
            named[key] = [_instant(task, slot) for slot in value]
        elif key == "slots":
            named[key] = [[_instant(task, row[0]), *(_cell(task, cell) for cell in row[1:])] for row in value]
        elif key == "participant":
            named["party"] = task.numbering.parties[value]
        elif key == "slot":
            named[key] = _instant(task, value)
        else:
            named[key] = value
    return named


def _cell(task: Task, cell: Any) -> Any:
    """A list of meetings as requests; anything else as it is."""
    return [task.numbering.requests[meeting] for meeting in cell] if isinstance(cell, list) else cell


def _exchange(task: Task, exchange: Mapping[str, Any]) -> dict[str, Any]:
    requests = task.numbering.requests
    return {
        "slot": _instant(task, exchange["slot"]),
        "drop": [requests[meeting] for meeting in exchange["drop"]],
        "move": [
            [requests[meeting], _instant(task, here), _instant(task, there)]
            for meeting, here, there in exchange["move"]
        ],
        "proved": exchange["proved"],
    }


def _instant(task: Task, slot: int) -> str:
    return task.numbering.slots[slot].starts_at.isoformat()
