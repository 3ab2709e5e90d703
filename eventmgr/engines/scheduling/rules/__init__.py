"""Rules that bit masks cannot say. A `Rule` is a fact of the instance; its `ConstraintState` checks it incrementally on
one timetable.

`making.rules_of` gives the rules of an instance; each kind of rule has a file of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class ConstraintState(Protocol):
    """Checks one rule incrementally on one timetable. Told of every meeting placed or removed, so that `allows` is
    cheap."""

    def allows(self, meeting: int, slot: int) -> bool:
        """Whether `meeting`, which is not placed now, may be placed in `slot` beside all that is placed."""

    def dependents(self, meeting: int) -> list[int]:
        """Placed meetings that cannot stay when `meeting` goes for good."""
        return []

    def blockers(self, meeting: int, slot: int) -> list[list[int]]:
        """Where `allows` says no: groups of placed meetings; without all of one group this rule may let `meeting`
        in."""
        return []

    def place(self, meeting: int, slot: int) -> None: ...

    def remove(self, meeting: int, slot: int) -> None: ...


class Rule(Protocol):
    """One rule of an instance."""

    name: str
    """Word for reasons and errors: `after`, `maximum`, `interpreter`, `moderator`, `table`, `travel`."""
    meetings: frozenset[int]
    """Meetings that it concerns."""
    looks_at_slots: bool
    """False: it only counts meetings, so moving one to another slot cannot break it."""

    def named(self, meeting: int) -> str:
        """The word that fits one of its meetings, where the rule covers several."""
        return self.name

    def constraint_state(self, ends: Sequence[tuple[int, int]] | None = None) -> ConstraintState:
        """The state on an empty timetable. `ends`: its list of people by meeting, which it keeps up to date; None: the
        first choice."""
        ...
