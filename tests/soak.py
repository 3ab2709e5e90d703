"""Short and long: `make test` makes a short cut of every search, the same each time; `make soak` the long one, with a seed.

A search is whatever finds by chance what nobody thought of: random input, races, kills. `docs/inside/reliability.md` says what
the long ones have found.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, TypeVar
from zlib import crc32

Value = TypeVar("Value")

TIMES = int(os.environ.get("EVENTMGR_SOAK") or 0)
"""How many times as long this run searches; 0: it is no soak."""
SEED = int(os.environ.get("EVENTMGR_SOAK_SEED") or 0)


def times(number: int) -> int:
    """In a soak `TIMES` as many examples as `number`; in `make test`, whose examples never change, a sixth."""
    return number * TIMES if TIMES else max(1, number // 6)


def either(short: Value, long: Value) -> Value:
    """What `make test` takes, and what a soak does."""
    return long if TIMES else short


def cut(combinations: Iterable[tuple[Any, ...]], share: int) -> list[tuple[Any, ...]]:
    """Of everything combined with everything about one in `share`, always the same ones, and with each thing one at least,
    in the order given; in a soak all of them."""
    kept: list[tuple[Any, ...]] = []
    seen: set[tuple[int, Any]] = set()
    for combination in combinations:
        things = set(enumerate(combination))
        if TIMES or not things <= seen or crc32(repr(combination).encode()) % share == 0:
            kept.append(combination)
            seen |= things
    return kept


def drawn(things: Iterable[Value], share: int, turn: int = 0) -> list[Value]:
    """One in `share` of `things` by their words, always the same ones, in the order given; in a soak all of them. Families
    that ask other questions of the same things take another `turn`, so that together they ask about each."""
    return [thing for thing in things if TIMES or crc32(repr(thing).encode()) % share == turn % share]


def seeds(number: int) -> range:
    """As many seeds, always the same; in a soak they begin at its own."""
    return range(SEED, SEED + times(number))
