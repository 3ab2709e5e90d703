"""Made-up events for the meeting scheduler, the same for a size and a seed on every machine; nothing but the standard library.

    python bench/meetings/generator.py heavy-d --seed 1 > heavy-d.json

`light-a` … `heavy-d`: buyers and sellers (30 % to 70 %, or as near as the wanted meetings allow), skewed popularity, 30 % of the
people miss half of the day, 20 % sit in an agenda item, 2 % of all (person, slot) pairs are blocked. `ciie`: one day of matchmaking at an
import fair: 773 exhibitors, 1,426 buyers, 300 tables, 1,697 talks of 20 minutes and 5 to change in 7.5 hours.

No person has more meetings than own free slots, of those with half-day partners no more than free slots in that half, and
any two who want to meet share a slot. That every meeting fits at once is not promised: it is what the scheduler has to find.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

MISS_HALF, IN_AGENDA, HOLES = 0.30, 0.20, 0.02
BUYERS = 0.30
TRIES = 60
"""Draws of a pair before those who have no place left are sorted out."""


@dataclass(frozen=True)
class Size:
    """People, slots, tables, and the meetings wanted."""

    people: int
    slots: int
    tables: int
    meetings: int


SIZES = {
    "light-a": Size(50, 12, 20, 150),
    "light-b": Size(200, 20, 100, 600),
    "light-c": Size(500, 24, 250, 1_500),
    "light-d": Size(2_000, 30, 800, 10_000),
    "heavy-a": Size(50, 12, 20, 300),
    "heavy-b": Size(200, 20, 100, 1_200),
    "heavy-c": Size(500, 24, 250, 3_000),
    "heavy-d": Size(2_000, 30, 800, 20_000),
}
"""`heavy-a` asks for more than its people have slots, so it ends with what they have (about 240)."""

CIIE = Size(773 + 1_426, 18, 300, 1_697)


class Draft:
    """An event while its meetings are drawn."""

    def __init__(self, size: Size, absent: Sequence[frozenset[int]], noon: int) -> None:
        self.size = size
        morning = frozenset(range(noon))
        every = frozenset(range(size.slots))
        self.free = [every - gone for gone in absent]
        self.halves = [(len(slots & morning), len(slots - morning)) for slots in self.free]
        self.half_left = [list(pair) for pair in self.halves]
        self.left = [len(slots) for slots in self.free]
        self.pairs: set[tuple[int, int]] = set()
        self.meetings: list[tuple[int, int]] = []

    def fits(self, a: int, b: int) -> bool:
        """Whether these two may want to meet, with what they want already."""
        if not self.left[a] or not self.left[b] or (a, b) in self.pairs or not self.free[a] & self.free[b]:
            return False
        return all(self._half(one, other) for one, other in ((a, b), (b, a)))

    def add(self, a: int, b: int) -> None:
        self.pairs.add((a, b))
        self.meetings.append((a, b))
        for one, other in ((a, b), (b, a)):
            self.left[one] -= 1
            half = self._only(other)
            if half is not None:
                self.half_left[one][half] -= 1

    def _only(self, person: int) -> int | None:
        """The half in which a half-day person is there."""
        morning, afternoon = self.halves[person]
        return None if morning and afternoon else int(bool(afternoon))

    def _half(self, one: int, other: int) -> bool:
        half = self._only(other)
        return half is None or self.half_left[one][half] > 0


def event(name: str, seed: int = 1) -> dict[str, Any]:
    """The event `name` of SIZES, or `ciie`, in the plain JSON form of the published benchmark."""
    dice = random.Random(f"{name} {seed}")
    if name == "ciie":
        return _fair(dice, f"{name}-{seed}")
    size = SIZES[name]
    noon = size.slots // 2
    absent = _absences(dice, size.people, size.slots, noon)
    draft = Draft(size, absent, noon)
    everybody = list(range(size.people))
    dice.shuffle(everybody)
    buyers = _buyers(draft, everybody)
    sides = (everybody[:buyers], everybody[buyers:])
    _draw(dice, draft, sides, (_popularity(sides[0], 0.4), _popularity(sides[1], 0.6)), size.meetings)
    return _json(f"{name}-{seed}", size, noon, absent, draft)


def _fair(dice: random.Random, name: str) -> dict[str, Any]:
    """Each exhibitor and each buyer has one talk at least; a quarter of the buyers come for half of the day."""
    exhibitors = list(range(773))
    buyers = list(range(773, CIIE.people))
    noon = CIIE.slots // 2
    absent = [frozenset[int]() for _ in exhibitors]
    absent += [_half_day(dice, CIIE.slots, noon) if dice.random() < 0.25 else frozenset() for _ in buyers]
    draft = Draft(CIIE, absent, noon)
    for place, buyer in enumerate(buyers):
        start = place if place < len(exhibitors) else dice.randrange(len(exhibitors))
        partner = next(k % 773 for k in range(start, start + 773) if draft.fits(k % 773, buyer))
        draft.add(partner, buyer)
    _draw(dice, draft, (exhibitors, buyers), (_popularity(exhibitors, 0.5), _popularity(buyers, 0.3)), CIIE.meetings)
    return _json(name, CIIE, noon, absent, draft)


def _absences(dice: random.Random, people: int, slots: int, noon: int) -> list[frozenset[int]]:
    length = max(2, slots // 10)
    agenda = [frozenset(range(start, start + length)) for start in dice.sample(range(slots - length + 1), 3)]
    absent = []
    for _ in range(people):
        gone: set[int] = set()
        if dice.random() < MISS_HALF:
            gone |= _half_day(dice, slots, noon)
        if dice.random() < IN_AGENDA:
            gone |= dice.choice(agenda)
        gone |= {slot for slot in range(slots) if dice.random() < HOLES}
        absent.append(frozenset(gone) if len(gone) < slots else frozenset(range(noon)))
    return absent


def _half_day(dice: random.Random, slots: int, noon: int) -> frozenset[int]:
    return frozenset(range(noon)) if dice.random() < 0.5 else frozenset(range(noon, slots))


def _buyers(draft: Draft, everybody: Sequence[int]) -> int:
    """How many of `everybody` buy: 30 %, or more (up to half) where so few have too few slots for the wanted meetings."""
    half = len(everybody) // 2
    for count in range(round(BUYERS * len(everybody)), half):
        if 0.9 * sum(draft.left[person] for person in everybody[:count]) >= draft.size.meetings:
            return count
    return half


def _popularity(people: Sequence[int], skew: float) -> dict[int, float]:
    """The first is asked for most: the weight of rank r is r to the power of minus `skew`."""
    return {person: (rank + 1) ** -skew for rank, person in enumerate(people)}


def _draw(
    dice: random.Random,
    draft: Draft,
    sides: tuple[Sequence[int], Sequence[int]],
    weights: tuple[dict[int, float], dict[int, float]],
    wanted: int,
) -> None:
    """Draws pairs by popularity until `wanted` meetings are there or nobody has a partner left."""
    while len(draft.meetings) < wanted:
        open_sides = [[person for person in side if draft.left[person]] for side in sides]
        sums = [list(accumulate(weight[p] for p in side)) for side, weight in zip(open_sides, weights, strict=True)]
        before = len(draft.meetings)
        misses = 0
        while misses < TRIES and len(draft.meetings) < wanted and all(open_sides):
            a, b = (dice.choices(side, cum_weights=total)[0] for side, total in zip(open_sides, sums, strict=True))
            if draft.fits(a, b):
                draft.add(a, b)
            else:
                misses += 1
        if len(draft.meetings) == before and not _one_more(dice, draft, open_sides):
            return


def _one_more(dice: random.Random, draft: Draft, sides: Sequence[Sequence[int]]) -> bool:
    """One pair among all that are possible; False when there is none."""
    for a in dice.sample(sides[0], len(sides[0])):
        for b in dice.sample(sides[1], len(sides[1])):
            if draft.fits(a, b):
                draft.add(a, b)
                return True
    return False


def _json(name: str, size: Size, noon: int, absent: Sequence[frozenset[int]], draft: Draft) -> dict[str, Any]:
    return {
        "name": name,
        "participants": size.people,
        "slots": size.slots,
        "morning_slots": noon,
        "tables": size.tables,
        "absent": [sorted(gone) for gone in absent],
        "meetings": [{"a": a, "b": b} for a, b in draft.meetings],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes a made-up event as JSON to standard output.")
    parser.add_argument("name", choices=[*SIZES, "ciie"])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    json.dump(event(options.name, options.seed), sys.stdout)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
