"""What a change of the list breaks in rooms that are given out, and the smallest repair. Pure.

Smallest means: as few as can be are without a bed, and of all ways to that the one in which the fewest lose the room
that they have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from eventmgr.ground.enums import LabelledStrEnum
from eventmgr.ground.i18n import _l
from eventmgr.on_site.logistics.arranging.nights import Nights
from eventmgr.on_site.logistics.arranging.rooms import (
    SHARED,
    SINGLE,
    Need,
    Proposal,
    Room,
    RoomReason,
    Unplaced,
    propose,
    reasons_of,
)
from eventmgr.on_site.logistics.arranging.smallest import Placing, least_unplaced, smallest


class BreakKind(LabelledStrEnum):
    """What does not hold any more of a room that was given out."""

    GONE = "gone", _l("no longer needs a room")
    NIGHTS = "nights", _l("other nights than the room was given for")
    SEX = "sex", _l("shares with the other gender")
    BEDS = "beds", _l("more people than beds")
    WANTS_SINGLE = "wants_single", _l("asked for a single room and shares")
    MISSING = "missing", _l("has no room")


class StepKind(LabelledStrEnum):
    """What is to be done about it."""

    LEAVE = "leave", _l("gives up the room")
    CHANGE = "change", _l("keeps the room, other nights")
    PLACE = "place", _l("gets a room")
    MOVE = "move", _l("moves")


@dataclass(frozen=True)
class Stay:
    """The room that a person was given."""

    person: int
    room: int
    nights: Nights
    is_locked: bool = False


@dataclass(frozen=True)
class Break:
    """Something that does not hold any more; `person` is whom it is about."""

    kind: str
    person: int
    room: int = 0
    others: tuple[int, ...] = ()


@dataclass(frozen=True)
class Step:
    """One thing to do: the room before and after (0: none), and why the new one."""

    kind: str
    person: int
    before: int = 0
    after: int = 0
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Repair:
    """All that is to be done, and who has no bed even then."""

    steps: tuple[Step, ...] = ()
    unplaced: Mapping[int, str] = field(default_factory=dict)
    is_least: bool = True
    """Whether it is proved that there is no smaller one."""

    @property
    def moved(self) -> int:
        """How many people who have a room get another one."""
        return sum(step.kind == StepKind.MOVE for step in self.steps)


def breaks_of(needs: Sequence[Need], stays: Sequence[Stay], rooms: Sequence[Room]) -> list[Break]:
    """Everything that does not hold: rooms that were settled by hand are no fault where people of both sexes have them,
    or one who wants a single room; all else is."""
    wanted = {need.person: need for need in needs}
    beds = {room.id: room.beds for room in rooms}
    breaks: list[Break] = []
    by_room: dict[int, list[Stay]] = defaultdict(list)
    for stay in stays:
        need = wanted.get(stay.person)
        if need is None or stay.room not in beds:
            breaks.append(Break(BreakKind.GONE, stay.person, stay.room))
            continue
        if need.nights != stay.nights:
            breaks.append(Break(BreakKind.NIGHTS, stay.person, stay.room))
        by_room[stay.room].append(stay)
    for room, inside in sorted(by_room.items()):
        breaks.extend(_within(room, beds[room], inside, wanted))
    placed = {stay.person for stay in stays}
    breaks.extend(Break(BreakKind.MISSING, need.person) for need in needs if need.person not in placed)
    return breaks


def _within(room: int, beds: int, inside: Sequence[Stay], wanted: Mapping[int, Need]) -> list[Break]:
    breaks = []
    full = _overfull([wanted[stay.person] for stay in inside], beds)
    if full:
        breaks.append(Break(BreakKind.BEDS, full[-1], room, full[:-1]))
    for one, other in combinations(inside, 2):
        a, b = wanted[one.person], wanted[other.person]
        if not a.nights.common(b.nights) or (one.is_locked and other.is_locked):
            continue
        if a.sex != b.sex:
            breaks.append(Break(BreakKind.SEX, a.person, room, (b.person,)))
        elif SINGLE in (a.kind, b.kind):
            who, beside = (a, b) if a.kind == SINGLE else (b, a)
            breaks.append(Break(BreakKind.WANTS_SINGLE, who.person, room, (beside.person,)))
    return breaks


def _overfull(needs: Sequence[Need], beds: int) -> tuple[int, ...]:
    """Who is there in a night that has too few beds."""
    nights: dict[date, list[int]] = defaultdict(list)
    for need in needs:
        for day in need.nights.days():
            nights[day].append(need.person)
    return next((tuple(people) for _day, people in sorted(nights.items()) if len(people) > beds), ())


def repair(needs: Sequence[Need], stays: Sequence[Stay], rooms: Sequence[Room]) -> Repair:
    """The smallest repair. Whoever is locked never moves."""
    wanted = {need.person: need for need in needs}
    standing = {stay.person: stay for stay in stays if stay.person in wanted}
    beds = {room.id: room.beds for room in rooms}
    staying = _staying(standing, wanted, beds)
    home = {person: stay.room for person, stay in standing.items() if stay.room in beds}
    locked = frozenset(person for person in home if standing[person].is_locked)
    best, staying, is_least = _smaller(needs, rooms, home, locked, propose(needs, rooms, staying), staying)
    return Repair(tuple(_steps(stays, wanted, staying, best)), best.unplaced, is_least)


def _staying(standing: Mapping[int, Stay], wanted: Mapping[int, Need], beds: Mapping[int, int]) -> dict[int, int]:
    """Person → room of those who can stay: of a room that does not hold as few leave as possible, those first whose
    wishes have changed."""
    by_room: dict[int, list[Stay]] = defaultdict(list)
    for stay in standing.values():
        if stay.room in beds:
            by_room[stay.room].append(stay)
    staying: dict[int, int] = {}
    for room, inside in by_room.items():
        movable = sorted(
            (stay for stay in inside if not stay.is_locked),
            key=lambda stay: (
                wanted[stay.person].nights == stay.nights,
                wanted[stay.person].kind == SHARED,
                -stay.person,
            ),
        )
        out = _fewest(inside, movable, wanted, beds[room])
        staying |= {stay.person: room for stay in inside if stay.person not in out}
    return staying


def _fewest(inside: Sequence[Stay], movable: Sequence[Stay], wanted: Mapping[int, Need], beds: int) -> set[int]:
    for number in range(len(movable) + 1):
        for out in combinations(movable, number):
            gone = {stay.person for stay in out}
            rest = [stay for stay in inside if stay.person not in gone]
            if not _within(0, beds, rest, wanted):
                return gone
    return set()


def _smaller(
    needs: Sequence[Need],
    rooms: Sequence[Room],
    home: Mapping[int, int],
    locked: frozenset[int],
    best: Proposal,
    staying: dict[int, int],
) -> tuple[Proposal, dict[int, int], bool]:
    """The smallest there is, with who keeps the room; and whether that is proved. Of chains that move as few people
    that one is taken whose pairs a proposal would make."""
    least = least_unplaced(needs, rooms)
    forced = len(home) - len(staying)
    cost = _cost(best, home, staying)
    if cost[0] <= least and cost[1] <= forced:
        return best, staying, True
    smallest_change = smallest(needs, rooms, home, locked, len(best.unplaced))
    if smallest_change is None:
        return best, staying, False
    if (len(smallest_change.unplaced), len(smallest_change.out)) >= cost:
        return best, staying, smallest_change.is_least
    stay = {person: room for person, room in home.items() if person not in smallest_change.out}
    again = propose(needs, rooms, stay)
    if _cost(again, home, stay) > (len(smallest_change.unplaced), len(smallest_change.out)):
        again = _proposal_of(needs, rooms, stay, smallest_change)
    return again, stay, smallest_change.is_least


def _cost(found: Proposal, home: Mapping[int, int], kept: Mapping[int, int]) -> tuple[int, int]:
    """(people without a bed, people who have a room and do not keep it)."""
    after = {**kept, **found.rooms}
    return len(found.unplaced), sum(after.get(person) != room for person, room in home.items())


def _proposal_of(needs: Sequence[Need], rooms: Sequence[Room], stay: Mapping[int, int], change: Placing) -> Proposal:
    """What was found as a proposal, with its reasons."""
    by_person, beds = {need.person: need for need in needs}, {room.id: room.beds for room in rooms}
    inside: dict[int, list[Need]] = defaultdict(list)
    for person, room in {**stay, **change.rooms}.items():
        inside[room].append(by_person[person])
    why = {}
    for person, room in change.rooms.items():
        need = by_person[person]
        mate = next((one for one in inside[room] if one.person != person and one.nights.common(need.nights)), None)
        why[person] = reasons_of(need, mate) if mate else (alone_in(need, beds[room]),)
    missing = {
        person: Unplaced.NO_SEX if by_person[person].kind == SHARED and not by_person[person].sex else Unplaced.NO_ROOM
        for person in sorted(change.unplaced)
    }
    return Proposal(dict(change.rooms), why, missing)


def alone_in(need: Need, beds: int) -> str:
    """Why somebody has a room alone."""
    if need.kind == SINGLE:
        return RoomReason.ALONE_SINGLE if beds == 1 else RoomReason.SINGLE_USE
    return RoomReason.ODD if beds > 1 else RoomReason.LAST_ROOM


def _steps(
    stays: Sequence[Stay], wanted: Mapping[int, Need], staying: Mapping[int, int], proposal: Proposal
) -> list[Step]:
    steps = []
    before = {stay.person: stay.room for stay in stays}
    for stay in stays:
        if stay.person not in wanted:
            steps.append(Step(StepKind.LEAVE, stay.person, stay.room))
        elif stay.person in staying and wanted[stay.person].nights != stay.nights:
            steps.append(Step(StepKind.CHANGE, stay.person, stay.room, stay.room))
        elif stay.person in proposal.unplaced:
            steps.append(Step(StepKind.LEAVE, stay.person, stay.room))
    for person, room in proposal.rooms.items():
        old = before.get(person, 0)
        if old != room:
            steps.append(Step(StepKind.MOVE if old else StepKind.PLACE, person, old, room, proposal.why[person]))
        elif person not in staying:
            steps.append(Step(StepKind.CHANGE, person, old, room, proposal.why[person]))
    return sorted(
        steps,
        key=lambda step: (
            (StepKind.LEAVE, StepKind.CHANGE, StepKind.MOVE, StepKind.PLACE).index(step.kind),
            step.person,
        ),
    )
