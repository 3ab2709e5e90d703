"""Who visits a stop with which batch: delegations together, batches alike; what a changed list breaks, and the smallest
repair. Pure.

People of one delegation are alike, so a plan says how many of each delegation go with each batch; it is found
delegation by delegation over all fillings of the batches, those of least cost first. Cost is compared in this order:
people who change their batch, delegations that are parted, difference between the largest and the smallest batch.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l

_WORK, _WORK_OF_MANY, _MANY, _NARROWEST = 24_000, 3_000, 200, 60
"""So many steps from a filling to the next are tried for each delegation, from so many fillings at least: where that
leaves some out, the plan is good, not proved best. Of more than `_MANY` people fewer are tried, so that the event is
not locked for seconds."""
_MOST_WAYS = 400
"""So many ways to part one delegation are tried at most."""


class Why(LabelledEnum):
    """Why somebody is in a batch."""

    TOGETHER = "together", _l("together with the delegation")
    """With their whole delegation."""
    PARTED = "parted", _l("the delegation does not fit into one batch")
    """With a part of the delegation, which does not fit into one batch otherwise."""
    ALONE = "alone", _l("where room is left")
    """Of no delegation: where room is left."""
    BY_HAND = "by_hand", _l("chosen by the organizers")


class Fault(LabelledEnum):
    """What a changed list breaks."""

    LEFT = "left", _l("In a batch, but without a place or not admitted by the host")
    """Somebody in a batch holds no place any more, or may not visit the stop."""
    WITHOUT = "without", _l("In no batch yet")
    """Somebody is in no batch."""
    OVERFULL = "overfull", _l("Batches larger than the host can take")
    """A batch is larger than the host takes."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who visits the stop; `unit` is the delegation, empty for none. Given in the order of the list."""

    id: int
    unit: str = ""


@dataclass(frozen=True)
class Place:
    """In which batch somebody is, counted from 0; a locked one stays there."""

    batch: int
    is_locked: bool = False


@dataclass(frozen=True)
class Assignment:
    """A batch for everybody.

    Args:
        batches: number of a visitor → batch, counted from 0.
        moved: who was in another batch before.
        is_proved: nothing is better.
    """

    batches: Mapping[int, int]
    sizes: tuple[int, ...]
    moved: tuple[int, ...] = ()
    parted: tuple[str, ...] = ()
    is_proved: bool = True


@dataclass(frozen=True)
class Problem:
    """Who is to be placed, how many a batch takes, how many batches there are, and where people are now."""

    visitors: Sequence[Visitor]
    capacity: int
    number: int
    now: Mapping[int, Place] = field(default_factory=dict)


class NoRoomError(Exception):
    """Those who are locked are more than a batch takes, or everybody more than all batches."""


def batches_needed(people: int, capacity: int | None) -> int:
    """The least number of batches."""
    return 1 if capacity is None or people <= capacity else -(-people // capacity)


def faults_of(problem: Problem) -> dict[Fault, list[int]]:
    """What is broken as things stand: numbers of visitors, of batches where one is overfull."""
    here = {visitor.id for visitor in problem.visitors}
    sizes = Counter(place.batch for number, place in problem.now.items() if number in here)
    numbers_of = {
        Fault.LEFT: [number for number in problem.now if number not in here],
        Fault.WITHOUT: [
            visitor.id
            for visitor in problem.visitors
            if visitor.id not in problem.now or problem.now[visitor.id].batch >= problem.number
        ],
        Fault.OVERFULL: sorted(batch for batch, size in sizes.items() if size > problem.capacity),
    }
    return {fault: numbers for fault, numbers in numbers_of.items() if numbers}


def assign(problem: Problem) -> Assignment:
    """The plan of least cost.

    Raises:
        NoRoomError: nothing fits.
    """
    units = _units(problem.visitors)
    fixed, free = _fixed(problem, units)
    start = tuple(sum(fixed[unit][batch] for unit in units) for batch in range(problem.number))
    if max(start, default=0) > problem.capacity or len(problem.visitors) > problem.capacity * problem.number:
        raise NoRoomError
    states: dict[tuple[int, ...], tuple[tuple[int, int], tuple[tuple[int, ...], ...]]] = {start: ((0, 0), ())}
    is_proved = True
    for unit in units:
        states, is_whole = _step(
            states, fixed[unit], _standing(problem, units[unit], free[unit]), len(free[unit]), problem
        )
        is_proved = is_proved and is_whole
    sizes, (cost, ways) = min(
        states.items(), key=lambda one: (one[1][0], max(one[0]) - min(one[0]), [-size for size in one[0]])
    )
    assert cost[0] >= 0
    return _named(problem, units, fixed, free, ways, sizes, is_proved=is_proved)


def _units(visitors: Sequence[Visitor]) -> dict[str, list[Visitor]]:
    """Delegation → its visitors; whoever belongs to none stands alone. The large ones come first."""
    found: dict[str, list[Visitor]] = defaultdict(list)
    for visitor in visitors:
        found[visitor.unit or f"-{visitor.id}"].append(visitor)
    return dict(sorted(found.items(), key=lambda one: -len(one[1])))


def _fixed(
    problem: Problem, units: Mapping[str, Sequence[Visitor]]
) -> tuple[dict[str, list[int]], dict[str, list[Visitor]]]:
    """Delegation → how many are locked in each batch, and who of it is free."""
    fixed = {unit: [0] * problem.number for unit in units}
    free: dict[str, list[Visitor]] = {unit: [] for unit in units}
    for unit, members in units.items():
        for visitor in members:
            place = problem.now.get(visitor.id)
            if place is not None and place.is_locked and place.batch < problem.number:
                fixed[unit][place.batch] += 1
            else:
                free[unit].append(visitor)
    return fixed, free


def _standing(problem: Problem, _members: Sequence[Visitor], free: Sequence[Visitor]) -> list[int]:
    """How many of those who are free stand in each batch now."""
    counts = [0] * problem.number
    for visitor in free:
        place = problem.now.get(visitor.id)
        if place is not None and place.batch < problem.number:
            counts[place.batch] += 1
    return counts


_States = dict[tuple[int, ...], tuple[tuple[int, int], tuple[tuple[int, ...], ...]]]


def _step(
    states: _States, fixed: Sequence[int], standing: Sequence[int], people: int, problem: Problem
) -> tuple[_States, bool]:
    """All fillings after one more delegation, each by its cheapest way, and whether none was left out."""
    ways, is_whole = _ways(people, problem.number, tuple(standing))
    work = _WORK if len(problem.visitors) <= _MANY else _WORK_OF_MANY
    width = max(_NARROWEST, work // len(ways))
    if len(states) > width:
        ordered = sorted(
            states.items(), key=lambda one: (one[1][0], max(one[0]) - min(one[0]), [-size for size in one[0]])
        )
        states, is_whole = dict(ordered[:width]), False
    priced = [
        (
            way,
            sum(max(0, stands - goes) for stands, goes in zip(standing, way, strict=True)),
            max(0, sum(1 for goes, stays in zip(way, fixed, strict=True) if goes or stays) - 1),
        )
        for way in ways
    ]
    fillings: _States = {}
    for sizes, ((moves, parts), before) in states.items():
        some = priced if is_whole else [*priced, *_priced(_fillings(people, sizes, problem.capacity), standing, fixed)]
        for way, moved, parted in some:
            after = tuple(size + goes for size, goes in zip(sizes, way, strict=True))
            if max(after) <= problem.capacity:
                cost = (moves + moved, parts + parted)
                known = fillings.get(after)
                if known is None or cost < known[0]:
                    fillings[after] = (cost, (*before, way))
    return fillings, is_whole


def _priced(
    ways: Iterator[tuple[int, ...]], standing: Sequence[int], fixed: Sequence[int]
) -> list[tuple[tuple[int, ...], int, int]]:
    return [
        (
            way,
            sum(max(0, stands - goes) for stands, goes in zip(standing, way, strict=True)),
            max(0, sum(1 for goes, stays in zip(way, fixed, strict=True) if goes or stays) - 1),
        )
        for way in ways
    ]


def _ways(people: int, number: int, standing: tuple[int, ...]) -> tuple[list[tuple[int, ...]], bool]:
    """Ways to part so many people over the batches, and whether these are all."""
    if _count_ways(people, number) <= _MOST_WAYS:
        return list(_compositions(people, number)), True
    whole = [tuple(people if batch == here else 0 for batch in range(number)) for here in range(number)]
    stays = [standing] if sum(standing) == people else []
    return [*stays, *whole], False


@cache
def _count_ways(people: int, number: int) -> int:
    return 1 if number == 1 else sum(_count_ways(people - first, number - 1) for first in range(people + 1))


def _compositions(people: int, number: int) -> Iterator[tuple[int, ...]]:
    if number == 1:
        yield (people,)
        return
    for first in range(people, -1, -1):
        for rest in _compositions(people - first, number - 1):
            yield (first, *rest)


def _fillings(people: int, sizes: Sequence[int], capacity: int) -> Iterator[tuple[int, ...]]:
    """Of a large delegation: fill the batches from each of them on, so that something always fits."""
    number = len(sizes)
    for first in range(number):
        way, left = [0] * number, people
        for step in range(number):
            batch = (first + step) % number
            way[batch] = min(left, capacity - sizes[batch])
            left -= way[batch]
        if not left:
            yield tuple(way)


def _named(
    problem: Problem,
    units: Mapping[str, Sequence[Visitor]],
    fixed: Mapping[str, Sequence[int]],
    free: Mapping[str, Sequence[Visitor]],
    ways: Sequence[tuple[int, ...]],
    sizes: tuple[int, ...],
    *,
    is_proved: bool,
) -> Assignment:
    """Who goes where: whoever may stay stays, then the list in its order."""
    batches = {number: place.batch for number, place in problem.now.items() if place.is_locked}
    here = {visitor.id for visitor in problem.visitors}
    batches = {number: batch for number, batch in batches.items() if number in here and batch < problem.number}
    parted = []
    for unit, way in zip(units, ways, strict=True):
        left = list(way)
        waiting = []
        for visitor in free[unit]:
            place = problem.now.get(visitor.id)
            if place is not None and place.batch < problem.number and left[place.batch]:
                batches[visitor.id] = place.batch
                left[place.batch] -= 1
            else:
                waiting.append(visitor)
        spots = [batch for batch, number in enumerate(left) for _spot in range(number)]
        batches |= {visitor.id: batch for visitor, batch in zip(waiting, spots, strict=True)}
        if sum(1 for goes, stays in zip(way, fixed[unit], strict=True) if goes or stays) > 1:
            parted.append(unit)
    moved = tuple(
        visitor.id
        for visitor in problem.visitors
        if visitor.id in problem.now and problem.now[visitor.id].batch != batches[visitor.id]
    )
    return Assignment(batches, sizes, moved, tuple(parted), is_proved=is_proved)


def reasons_of(problem: Problem, assignment: Assignment) -> dict[int, Why]:
    """Why each visitor is where they are."""
    parted = set(assignment.parted)
    reasons = {}
    for visitor in problem.visitors:
        place = problem.now.get(visitor.id)
        if place is not None and place.is_locked:
            reasons[visitor.id] = Why.BY_HAND
        elif not visitor.unit:
            reasons[visitor.id] = Why.ALONE
        else:
            reasons[visitor.id] = Why.PARTED if visitor.unit in parted else Why.TOGETHER
    return reasons
