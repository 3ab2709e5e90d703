"""Larger made-up events, quickly: most people full, many absent for half a day."""

from __future__ import annotations

import random

from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant


def crowd(
    people: int, slots: int, tables: int, meetings: int, *, seed: int, beyond: int = 0, heaviest: int = 1
) -> Instance:
    """At most `meetings` meetings; nobody is asked for more of them than `beyond` above the slots in which they are there."""
    lot = random.Random(seed)
    absent = [_absence(lot, slots) for _ in range(people)]
    left = [slots - len(away) + beyond for away in absent]
    wanted: dict[tuple[int, int], Meeting] = {}
    for _ in range(30 * meetings):
        a, b = sorted(lot.sample(range(people), 2))
        if len(wanted) == meetings:
            break
        if (a, b) not in wanted and min(left[a], left[b]) > 0 and len(absent[a] | absent[b]) <= 2 * slots // 3:
            wanted[a, b] = Meeting(a, b, weight=lot.randint(1, heaviest))
            left[a] -= 1
            left[b] -= 1
    who = tuple(Participant(absent=frozenset(away)) for away in absent)
    return Instance(who, slots, (tables,) * slots, tuple(wanted.values()))


def _absence(lot: random.Random, slots: int) -> set[int]:
    away = {slot for slot in range(slots) if lot.random() < 0.02}
    if lot.random() < 1 / 3:
        half = slots // 2
        away |= set(range(half)) if lot.random() < 0.5 else set(range(half, slots))
    if lot.random() < 0.2:
        first = lot.randrange(slots - 2)
        away |= set(range(first, first + lot.randint(1, 3)))
    return away
