"""The numbers given with a reason, looked up again. Members that are not known here are not judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from eventmgr.engines.scheduling.checking.conflict_analysis import ConflictAnalysis
from eventmgr.engines.scheduling.checking.exchanges import exchange_holds
from eventmgr.engines.scheduling.checking.faults import Fault, fault
from eventmgr.engines.scheduling.schedule import Unscheduled


def details(analysis: ConflictAnalysis, unscheduled: Unscheduled) -> Iterator[Fault]:
    """Faults of the detail of a reason that is true."""
    tellers = {
        "no_common_slot": _apart,
        "participant_full": _full,
        "tables_full": _without_table,
        "rule": _ruled_out,
    }
    claims = {name: _lists(value) for name, value in unscheduled.detail.items()}
    if not exchange_holds(analysis, unscheduled.meeting, claims.get("exchange")):
        yield fault("untrue_detail", meeting=unscheduled.meeting, name="exchange")
    for name, holds in tellers[unscheduled.reason](analysis, unscheduled.meeting, claims):
        if name in claims and not holds:
            yield fault("untrue_detail", meeting=unscheduled.meeting, name=name)


def _apart(analysis: ConflictAnalysis, number: int, claims: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """`a`, `b`: the slots of each side alone."""
    window = analysis.window(number)
    for name, place in (("a", 0), ("b", 1)):
        yield name, claims.get(name) == [slot for slot in window if analysis.there(number, slot)[place]]


def _full(analysis: ConflictAnalysis, number: int, claims: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """`slots`: [slot, meetings of a, meetings of b] where nobody of that side is free; `participant` has too many
    meetings."""
    yield "slots", claims.get("slots") == analysis.occupied(number)
    if "participant" not in claims:
        return
    meeting, participant = analysis.index.instance.meetings[number], claims["participant"]
    yield "participant", participant in (meeting.a, meeting.b)
    if participant in (meeting.a, meeting.b):
        if participant not in analysis.demands:
            analysis.demands[participant] = _demand(analysis, participant)
        wanted, fit = analysis.demands[participant]
        yield "wanted", claims.get("wanted") == wanted
        yield "fit", claims.get("fit") == fit and fit < wanted


def _without_table(analysis: ConflictAnalysis, number: int, said: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """`slots`: [slot, tables]; how many tables a hall has is left to the reader where there are several."""
    rows, free = _pairs(said.get("slots")), analysis.free(number)
    if len(analysis.index.instance.halls) < 2:
        yield "slots", rows == [(slot, analysis.meetings_at(number, slot)) for slot in free]
    else:
        yield "slots", [slot for slot, _tables in rows] == free


def _ruled_out(analysis: ConflictAnalysis, number: int, said: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """`slots`: [slot, rule]."""
    rows, open_slots = _pairs(said.get("slots")), analysis.open_slots(number)
    hindered = all(slot in open_slots and rule in list(analysis.hindrances(number, slot)) for slot, rule in rows)
    yield "slots", hindered and [slot for slot, _rule in rows] == open_slots


def _pairs(rows: Any) -> list[tuple[Any, Any]]:
    """Rows of two; whatever is none becomes a row that is true of nothing."""
    if not isinstance(rows, list):
        return [(None, None)]
    return [(row[0], row[1]) if isinstance(row, list) and len(row) == 2 else (None, None) for row in rows]


def _demand(analysis: ConflictAnalysis, participant: int) -> tuple[int, int]:
    """(meetings still to come that this participant has or misses, how many of them could be held, all others
    aside)."""
    index, wanted = analysis.index, analysis.of_participant.get(participant, [])
    days = [index.presence((participant, seat)) for seat in range(index.instance.participants[participant].seats)]
    left = {slot: seats for slot in range(index.now, index.instance.slots) if (seats := sum(slot in d for d in days))}
    """Slot → representatives who are there and not yet taken; no slot without any."""
    held: dict[int, list[int]] = {slot: [] for slot in left}
    """Slot → meetings; to begin with, as they are held."""
    for number in wanted:
        present = index.held.get(number)
        if present is not None and present.slot in left and present.slot in analysis.common(number):
            _take(present.slot, number, held, left)
    placed = {number for meetings in held.values() for number in meetings}
    shut: set[int] = set()
    """Where a search without success has been: from there no way leads to a free place, whatever comes later."""

    def find_room(number: int, seen: set[int]) -> bool:
        common = analysis.common(number)
        for slot in common:
            if slot in left:
                _take(slot, number, held, left)
                return True
        for slot in common:
            if slot in held and slot not in seen:
                seen.add(slot)
                for place, other in enumerate(held[slot]):
                    if find_room(other, seen):
                        held[slot][place] = number
                        return True
        return False

    for number in wanted:
        if number not in placed and left:
            seen = set(shut)
            if not find_room(number, seen):
                shut = seen
    return len(wanted), sum(map(len, held.values()))


def _take(slot: int, number: int, held: dict[int, list[int]], left: dict[int, int]) -> None:
    """Gives a free place of a slot to a meeting."""
    held[slot].append(number)
    left[slot] -= 1
    if not left[slot]:
        del left[slot]


def _lists(value: Any) -> Any:
    """Tuples as the lists that JSON makes of them."""
    if isinstance(value, dict):
        return {name: _lists(item) for name, item in value.items()}
    if not isinstance(value, (list, tuple)):
        return value
    return [item if type(item) is int else _lists(item) for item in value]
