"""Numbers of one list by delegation: expected, here, absent. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eventmgr.event.registration.counting.figures import can_be_missing
from eventmgr.programme.checkin.acts.merge import Merged, who_of


@dataclass(frozen=True)
class Holder:
    """A person who holds a place at the event."""

    id: int
    unit: str
    is_staff: bool


@dataclass(frozen=True)
class Line:
    """A delegation on a list; `unit` is empty for guests."""

    unit: str
    expected: int
    here: int

    @property
    def absent(self) -> int:
        """How many are expected and not here."""
        return self.expected - self.here


@dataclass(frozen=True)
class Board:
    """Participants by delegation; staff is counted apart."""

    lines: tuple[Line, ...]
    staff_here: int = 0
    has_begun: bool = True
    """Whether the event has; before that nobody is missing, unless people have begun to arrive."""

    @property
    def expected(self) -> int:
        """Participants who hold a place."""
        return sum(line.expected for line in self.lines)

    @property
    def here(self) -> int:
        """How many participants are here."""
        return sum(line.here for line in self.lines)

    @property
    def absent(self) -> int | None:
        """Participants who are not; None: nobody is missing yet."""
        return self.expected - self.here if can_be_missing(self.here, has_begun=self.has_begun) else None

    @property
    def delegations_here(self) -> int:
        """Delegations of which somebody is here."""
        return sum(1 for line in self.lines if line.unit and line.here)

    @property
    def whole(self) -> int:
        """Delegations of which everybody is here."""
        return sum(1 for line in self.lines if line.unit and line.expected and not line.absent)


def board_of(
    holders: Iterable[Holder], merged: Merged, list_id: int, order: Sequence[str], *, has_begun: bool = True
) -> Board:
    """The board of a list other than that of arrivals.

    Args:
        order: units in the order in which they are shown.
        has_begun: whether the event has, or the session whose list it is.
    """
    expected: Counter[str] = Counter()
    here: Counter[str] = Counter()
    staff = 0
    for holder in holders:
        is_in = merged.is_in(list_id, who_of(holder.id))
        if holder.is_staff:
            staff += is_in
            continue
        expected[holder.unit] += 1
        here[holder.unit] += is_in
    return Board(lines_of(expected, here, order), staff, has_begun)


def lines_of(expected: Mapping[str, int], here: Mapping[str, int], order: Sequence[str]) -> tuple[Line, ...]:
    """A line for each delegation that expects somebody, in that order, guests last."""
    units = [*(unit for unit in order if expected.get(unit)), *([""] if expected.get("") else [])]
    return tuple(Line(unit, expected[unit], here.get(unit, 0)) for unit in units)
