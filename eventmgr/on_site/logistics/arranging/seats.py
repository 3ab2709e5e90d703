"""Who rides in which vehicle, by rule. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from eventmgr.ground.enums import LabelledStrEnum
from eventmgr.ground.i18n import _l

_MOST_TRIED = 14
"""Of more vehicles the largest are looked at."""


class SeatReason(LabelledStrEnum):
    """Why somebody rides in that vehicle."""

    LEADER = "leader", _l("leads a delegation, rides in a car")
    TOGETHER = "together", _l("rides with the delegation")
    SPLIT = "split", _l("delegation does not fit into one vehicle")
    JOINED = "joined", _l("added to a ride that had a seat")
    BY_HAND = "by_hand", _l("assigned by hand")


class SeatBreak(LabelledStrEnum):
    """What does not hold any more of a seat that was given out."""

    GONE = "gone", _l("no longer has a place at the event")
    CHANGED = "changed", _l("arrives or leaves at another time or place")
    FULL = "full", _l("more passengers than seats")


@dataclass(frozen=True)
class Rider:
    """A person who needs a seat in a vehicle."""

    person: int
    unit: str = ""
    leads: bool = False
    order: int = 0


@dataclass(frozen=True)
class Carrier:
    """A vehicle on one ride; `is_car`: leaders ride in it."""

    id: int
    seats: int
    is_car: bool = False


@dataclass(frozen=True)
class Seating:
    """Who has a seat where, and why; who has none."""

    seats: Mapping[int, int] = field(default_factory=dict)
    why: Mapping[int, str] = field(default_factory=dict)
    unseated: Sequence[int] = ()


def fewest(number: int, carriers: Sequence[Carrier]) -> list[Carrier] | None:
    """The fewest vehicles that have seats for so many, of those the ones with the fewest empty seats; None: all
    together have too few."""
    known = sorted(carriers, key=lambda carrier: (-carrier.seats, carrier.id))[:_MOST_TRIED]
    for size in range(len(known) + 1):
        fits = [chosen for chosen in combinations(known, size) if sum(carrier.seats for carrier in chosen) >= number]
        if fits:
            return list(
                min(
                    fits,
                    key=lambda chosen: (sum(carrier.seats for carrier in chosen), [carrier.id for carrier in chosen]),
                )
            )
    return None


def seat(riders: Sequence[Rider], carriers: Sequence[Carrier], staying: Mapping[int, int]) -> Seating:
    """A seat for everybody who has none, as far as there are any: leaders in cars, then each delegation together in the
    vehicle that it fills best, the largest first; one that fits nowhere is split.

    Args:
        kept: person → vehicle, of those who stay.
    """
    left = {item.id: item.seats for item in carriers}
    for carrier in staying.values():
        if carrier in left:
            left[carrier] -= 1
    seats: dict[int, int] = {}
    why: dict[int, str] = {}

    def put(rider: Rider, carrier: int, reason: str) -> None:
        seats[rider.person], why[rider.person] = carrier, reason
        left[carrier] -= 1

    free = sorted((item for item in riders if item.person not in staying), key=lambda item: item.order)
    cars = [item.id for item in carriers if item.is_car]
    for rider in free:
        car = next((car for car in cars if left[car] > 0), None) if rider.leads else None
        if car is not None:
            put(rider, car, SeatReason.LEADER)
    groups: dict[str, list[Rider]] = defaultdict(list)
    for rider in free:
        if rider.person not in seats:
            groups[rider.unit or f"#{rider.person}"].append(rider)
    order = [item.id for item in sorted(carriers, key=lambda item: (item.is_car, -item.seats, item.id))]
    for group in sorted(groups.values(), key=lambda group: (-len(group), group[0].order)):
        fits = [item for item in order if left[item] >= len(group)]
        if fits:
            best = min(fits, key=lambda item: (item in cars, left[item], order.index(item)))
            for rider in group:
                put(rider, best, SeatReason.TOGETHER)
            continue
        for rider in group:
            open_one = next((item for item in order if left[item] > 0), None)
            if open_one is not None:
                put(rider, open_one, SeatReason.SPLIT)
    return Seating(seats, why, [rider.person for rider in free if rider.person not in seats])
