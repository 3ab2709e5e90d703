"""Every timetable of a tiny instance, and the best of them by the goals: the truth that the scheduler is held against.

For instances without halls, named tables and assistants: there the tables of a slot need only be counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.schedule import Placed

from . import laws


@dataclass(frozen=True)
class Best:
    """The best of all timetables; `places` is one of those that reach it."""

    unmet: int
    """Meetings missing to the minima, summed."""
    weight: int
    within_spread: bool
    """Whether so much weight can be placed within the spread limit."""
    breaks: int
    """The fewest of those with that weight, within the spread limit if that is possible."""
    places: tuple[Placed, ...]
    all_within_spread: bool
    """Whether everything can be placed within the rules and the spread limit."""


def best(instance: Instance) -> Best:
    """The best timetable: minima first, then weight, then the spread limit, then breaks."""
    chosen: tuple[tuple[int, int, bool, int], tuple[Placed, ...]] | None = None
    wanted = sum(not meeting.cancelled for meeting in instance.meetings)
    complete = False
    for places in timetables(instance):
        figures = laws.figures(instance, places)
        beyond = not laws.keeps_spread(instance, places)
        key = (unmet(instance, places), -figures["weight"], beyond, figures["breaks"])
        complete |= len(places) == wanted and not beyond
        if chosen is None or key < chosen[0]:
            chosen = (key, places)
    assert chosen is not None
    (unscheduled, weight, beyond, breaks), places = chosen
    return Best(unscheduled, -weight, not beyond, breaks, places, complete)


def unmet(instance: Instance, places: tuple[Placed, ...]) -> int:
    """How many meetings are missing to what participants are guaranteed."""
    held = Counter(person[0] for one in places for person in laws.sides(instance, one))
    return sum(max(0, one.minimum - held[number]) for number, one in enumerate(instance.participants))


def timetables(instance: Instance) -> Iterator[tuple[Placed, ...]]:
    """All that the rules allow, the empty one included; tables are counted, not given."""
    choices = [options(instance, number) for number in range(len(instance.meetings))]
    for places in _extend(instance, choices, 0, (), frozenset(), Counter()):
        if not [*laws._order(instance, places), *laws._caps(instance, places)]:
            yield places


def _extend(
    instance: Instance,
    choices: list[list[Placed]],
    meeting: int,
    places: tuple[Placed, ...],
    taken: frozenset[tuple[laws.Person, int]],
    load: Counter[int],
) -> Iterator[tuple[Placed, ...]]:
    if meeting == len(choices):
        yield places
        return
    yield from _extend(instance, choices, meeting + 1, places, taken, load)
    hosted = _hosted(instance, meeting)
    for place in choices[meeting]:
        both = {(person, place.slot) for person in laws.sides(instance, place)}
        if both & taken or (not hosted and load[place.slot] >= _tables(instance, place.slot)):
            continue
        load[place.slot] += not hosted
        yield from _extend(instance, choices, meeting + 1, (*places, place), taken | both, load)
        load[place.slot] -= not hosted


def options(instance: Instance, number: int) -> list[Placed]:
    """Every slot and pair of representatives of a meeting, others aside."""
    meeting = instance.meetings[number]
    seats = product(*(range(instance.participants[side].seats) for side in (meeting.a, meeting.b)))
    places = [Placed(number, slot, None, pair) for pair in seats for slot in range(instance.slots)]
    return [one for one in places if not [*laws._places(instance, [one]), *laws._presence(instance, [one])]]


def _tables(instance: Instance, slot: int) -> int:
    """Tables that are nobody's home."""
    homes = {one.home_table for one in instance.participants}
    lost = {table for lost_in, table in instance.tables_lost if lost_in == slot}
    return sum(table not in homes | lost for table in range(instance.slot_tables[slot]))


def _hosted(instance: Instance, number: int) -> bool:
    meeting = instance.meetings[number]
    return any(instance.participants[side].home_table is not None for side in (meeting.a, meeting.b))
