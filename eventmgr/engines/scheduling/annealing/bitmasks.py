"""Bits of a 64-bit mask in machine code (numba): counting, picking, gaps, and random words.

numba keeps the compiled walk of `compiled` beside that file and compiles it again when that file changes, not when this
one does: delete its `__pycache__` after a change here.
"""
# mypy: allow-untyped-defs, allow-incomplete-defs
# numba gives the types; arrays and numbers are told apart by what the functions are called with.

from __future__ import annotations

import numpy as np
from numba import int64, njit, uint64

ONE, TWO, FOUR = np.uint64(1), np.uint64(2), np.uint64(4)
FIVES, THREES, NIBBLES, BYTES = (
    np.uint64(0x5555555555555555),
    np.uint64(0x3333333333333333),
    np.uint64(0x0F0F0F0F0F0F0F0F),
    np.uint64(0x0101010101010101),
)


@njit(inline="always")
def count(mask):
    """The number of bits that are set in `mask`."""
    mask = mask - ((mask >> ONE) & FIVES)
    mask = (mask & THREES) + ((mask >> TWO) & THREES)
    mask = (mask + (mask >> FOUR)) & NIBBLES
    return int64((mask * BYTES) >> uint64(56))


@njit(inline="always")
def pick(mask, number):
    """Place of the bit with this number (from 0) among those set."""
    for _ in range(number):
        mask &= mask - ONE
    return count((mask & (~mask + ONE)) - ONE)


@njit(inline="always")
def breaks(mask, stretches):
    """How often the slots of each stretch are interrupted; compiled form of `breaks.Gaps.breaks`."""
    if mask == uint64(0):
        return 0
    if len(stretches) == 1:
        return count(mask & ~(mask << ONE)) - 1
    gaps = 0
    for stretch in stretches:
        part = mask & stretch
        if part != uint64(0):
            gaps += count(part & ~(part << ONE)) - 1
    return gaps


@njit(inline="always")
def _span(part):
    """Slots from the first busy one to the last, both included."""
    low = part & (~part + ONE)
    part |= part >> ONE
    part |= part >> TWO
    part |= part >> FOUR
    part |= part >> uint64(8)
    part |= part >> uint64(16)
    part |= part >> uint64(32)
    return count(part) - count(low - ONE)


@njit(inline="always")
def idle(mask, stretches):
    """How many slots lie idle within each stretch of meetings; compiled form of `breaks.Gaps.idle`."""
    slots = 0
    for stretch in stretches:
        part = mask & stretch
        if part != uint64(0):
            slots += _span(part) - count(part)
    return slots


@njit(inline="always")
def draw(state):
    """The next 64 random bits (xorshift64*, Vigna 2016)."""
    word = state[0]
    word ^= word >> uint64(12)
    word ^= word << uint64(25)
    word ^= word >> uint64(27)
    state[0] = word
    return word * uint64(0x2545F4914F6CDD1D)


@njit(inline="always")
def below(state, bound):
    """A random whole number from 0 to bound - 1."""
    return int64(((draw(state) >> uint64(32)) * uint64(bound)) >> uint64(32))


@njit(inline="always")
def unit(state):
    """A random number in [0, 1)."""
    return (draw(state) >> uint64(11)) * (1.0 / 9007199254740992.0)
