"""From a repaired timetable back to a schedule: old tables where they can stay, figures, reasons."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from eventmgr.matchmaking.scheduling.breaks import Gaps
from eventmgr.matchmaking.scheduling.exchanges import with_exchanges
from eventmgr.matchmaking.scheduling.helping import helpers_of
from eventmgr.matchmaking.scheduling.reasons import reasons
from eventmgr.matchmaking.scheduling.repairing.opening import Opening
from eventmgr.matchmaking.scheduling.schedule import FEASIBLE, INFEASIBLE, OPTIMAL, Placed, Schedule, Unplaced
from eventmgr.matchmaking.scheduling.seating import links_of, seat
from eventmgr.matchmaking.scheduling.timetable import NOWHERE

NODES = 60
"""Steps of the search for the exchange of one missing meeting."""


def schedule_of(
    start: Opening, old: Schedule, facts: dict[str, Any], *, everything: bool, deadline: float | None
) -> Schedule:
    """The schedule that the opening's timetable has become. `everything` is False if not everything can be placed: proved.

    After `deadline` no exchanges are looked for any more.
    """
    timetable, problem = start.timetable, start.problem
    placed = _places(start, {place.meeting: place for place in old.placed})
    missing = reasons(problem, timetable)
    unplaced = tuple(with_exchanges(problem, timetable, missing, nodes=NODES, deadline=deadline))
    figures = Gaps(problem).figures(timetable.busy)
    limit = problem.instance.spread
    if not everything or any(map(_proves, unplaced)):
        status = INFEASIBLE
    elif not unplaced and figures.breaks == 0:
        status = OPTIMAL
    else:
        status = FEASIBLE
    return Schedule(
        placed=placed,
        unplaced=unplaced,
        status=status,
        weight=sum(problem.weight[place.meeting] for place in placed),
        breaks=figures.breaks,
        spread=figures.spread,
        idle=figures.idle,
        table_changes=_table_changes(start, placed),
        facts=facts | {"within_spread": limit is None or figures.spread <= limit},
    )


def _places(start: Opening, old: dict[int, Placed]) -> tuple[Placed, ...]:
    timetable, problem = start.timetable, start.problem
    first: dict[int, int] = {}
    for person, owner in enumerate(problem.owner):
        first.setdefault(owner, person)
    tables = _tables(start, old)
    placed = []
    for meeting, slot in enumerate(timetable.slot):
        if meeting in start.held:
            placed.append(old[meeting])
        elif slot != NOWHERE:
            asked, (a, b) = problem.instance.meetings[meeting], timetable.ends[meeting]
            seats = (a - first[asked.a], b - first[asked.b])
            placed.append(Placed(meeting, slot, tables[meeting], seats, helpers_of(timetable, meeting)))
    return tuple(_with_old_helpers(place, old.get(place.meeting)) for place in placed)


def _with_old_helpers(place: Placed, was: Placed | None) -> Placed:
    """The same assistants in another order are no change."""
    if place.assistants and was is not None and sorted(was.assistants) == sorted(place.assistants):
        return replace(place, assistants=was.assistants)
    return place


def _tables(start: Opening, old: dict[int, Placed]) -> list[int | None]:
    """meeting → table: the old one where the meeting stays and the table can; None for all where the old schedule had none."""
    slot = start.timetable.slot
    if old and all(place.table is None for place in old.values()):
        return [None] * len(slot)
    keep = [None if m not in old or old[m].slot != at else old[m].table for m, at in enumerate(slot)]
    seated: list[int | None] = list(seat(start.problem, slot, start.timetable.ends, keep=keep))
    for meeting in start.held:
        seated[meeting] = old[meeting].table
    return seated


def _table_changes(start: Opening, placed: tuple[Placed, ...]) -> int:
    """Changes between tables that are known."""
    table = {place.meeting: place.table for place in placed}
    links = links_of(start.timetable.slot, start.timetable.ends)
    return sum(
        None not in (table[meeting], table[earlier]) and table[meeting] != table[earlier]
        for meeting, before in enumerate(links.before)
        for earlier in before
    )


def _proves(missing: Unplaced) -> bool:
    """Whether a reason alone proves that not everything can be placed."""
    return missing.reason == "no_common_slot" or "fit" in missing.detail
