"""A list of numbers without those that could point at somebody. Pure.

Source of the rule: domain.md section 4, PIPL art. 25 (counts only); a threshold of three as statistics offices use.
Nothing is struck out, for what is struck out can be computed back from the sum: what is small is counted together with
others until the joint number is no longer small.
"""

from __future__ import annotations

from collections.abc import Mapping

SMALLEST = 3
"""Smaller numbers than this are not shown."""


def apart(numbers: Mapping[str, int], kinds: int) -> dict[str, int]:
    """Those of `numbers` that are shown one by one; as far as there are enough, the rest together is nought or at least
    `SMALLEST`, and not so much that each of the rest must be the largest small number.

    Whoever knows this rule knows that the least number was joined to the rest. That tells nothing as long as some of
    the rest may be nought; where perhaps none is, equal numbers are joined alike.

    Args:
        kinds: how many numbers there could be at most.
    """
    shown = {code: n for code, n in numbers.items() if n >= SMALLEST}
    total = sum(numbers.values())
    rest, blanks = total - sum(shown.values()), kinds - len(shown)
    if shown and (0 < rest < SMALLEST or rest == (SMALLEST - 1) * blanks > 0):
        least = min(shown.values())
        alike = [code for code, n in shown.items() if n == least]
        for code in alike if rest + least > blanks else alike[:1]:
            del shown[code]
    return shown
