"""What people may see otherwise after the upgrade, and why: everything else has to be as it was.

A row of `REWORDED` changes the lines of before; a row of `ADDED` takes lines out of the page of now. The first pattern
says on which addresses. A row that nothing needs any more fails the test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Reworded:
    """Lines that matched `before` read `after` now; an empty `after` says that they are gone."""

    where: str
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class Added:
    """Lines that match `line` are new."""

    where: str
    line: str
    why: str


REWORDED: tuple[Reworded, ...] = ()
ADDED: tuple[Added, ...] = ()


def expected(path: str, lines: list[str]) -> tuple[list[str], set[object]]:
    """The lines of before as they have to read now, and the rows that were needed for that."""
    used: set[object] = set()
    for row in (row for row in REWORDED if re.search(row.where, path)):
        changed = [re.sub(row.before, row.after, line) for line in lines]
        if changed != lines:
            used.add(row)
        lines = [line for line in changed if line]
    return lines, used


def without_added(path: str, lines: list[str]) -> tuple[list[str], set[object]]:
    """The lines of now without those that are wanted, and the rows that took some out."""
    used: set[object] = set()
    for row in (row for row in ADDED if re.search(row.where, path)):
        left = [line for line in lines if not re.search(row.line, line)]
        if left != lines:
            used.add(row)
        lines = left
    return lines, used
