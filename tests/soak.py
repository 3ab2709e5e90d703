"""Short and long: `make test` makes a short cut of every search, the same each time; `make soak` the long one, with a seed.

A search is whatever finds by chance what nobody thought of: random input, races, kills. `docs/reliability.md` says what
the long ones have found.
"""

from __future__ import annotations

import os
from typing import TypeVar

Value = TypeVar("Value")

TIMES = int(os.environ.get("EVENTMGR_SOAK") or 0)
"""How many times as long this run searches; 0: it is no soak."""
SEED = int(os.environ.get("EVENTMGR_SOAK_SEED") or 0)


def times(number: int) -> int:
    """In a soak `TIMES` as many examples as `number`; in `make test`, whose examples never change, a third."""
    return number * TIMES if TIMES else number // 3


def either(short: Value, long: Value) -> Value:
    """What `make test` takes, and what a soak does."""
    return long if TIMES else short


def seeds(number: int) -> range:
    """As many seeds, always the same; in a soak they begin at its own."""
    return range(SEED, SEED + times(number))
