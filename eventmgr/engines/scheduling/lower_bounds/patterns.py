"""Sets of slots that one person's meetings may fill: listed by their gaps, tested for a place for every meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventmgr.engines.scheduling.breaks import Gaps


def fewest_gaps(gaps: Gaps, present: int, meetings: int) -> int:
    """The fewest breaks with which `meetings` slots can be chosen out of `present`: only their number counts.

    The longest runs of presence first; a night between two stretches is no gap, so of each stretch the longest run is
    free of charge.
    """
    free: list[int] = []
    charged: list[int] = []
    for stretch in gaps.stretches:
        lengths = sorted(_run_lengths(present & stretch), reverse=True)
        free += lengths[:1]
        charged += lengths[1:]
    left = meetings - sum(free)
    count = 0
    for length in sorted(charged, reverse=True):
        if left <= 0:
            break
        left -= length
        count += 1
    return count


def _run_lengths(mask: int) -> list[int]:
    return [len(run) for run in f"{mask:b}".split("0") if run]


def patterns(slots: int, present: int, meetings: int, runs: int) -> Iterator[int]:
    """All subsets of `present` with `meetings` slots in at most `runs` runs of neighbouring slots, each once."""
    if meetings == 0:
        yield 0
        return
    if runs == 0:
        return
    for first in range(slots):
        if (present >> first).bit_count() < meetings:
            return
        length = 0
        run = 0
        while present >> (first + length) & 1 and length < meetings:
            run |= 1 << (first + length)
            length += 1
            if length == meetings:
                yield run
            elif runs > 1:
                behind = present >> (first + length + 1) << (first + length + 1)
                for rest in patterns(slots, behind, meetings - length, runs - 1):
                    yield run | rest


class Fitting:
    """Tests whether every meeting of one person finds a slot of its own in a pattern.

    `allowed[i]` is the mask of slots in which meeting i may be held.
    """

    def __init__(self, allowed: Sequence[int]) -> None:
        self.allowed = sorted(allowed, key=int.bit_count)
        kinds: dict[int, int] = {}
        for mask in self.allowed:
            kinds[mask] = kinds.get(mask, 0) + 1
        self.kinds = list(kinds.items())

    def fits(self, pattern: int) -> bool:
        """Whether a perfect matching exists (Hall's condition on equal masks first, then augmenting paths)."""
        if any((mask & pattern).bit_count() < count for mask, count in self.kinds):
            return False
        self._owner: dict[int, int] = {}
        self._taken = 0
        for meeting in range(len(self.allowed)):
            self._seen = 0
            if not self._augment(meeting, pattern):
                return False
        return True

    def most(self, pattern: int) -> int:
        """How many meetings find a slot of their own in `pattern`."""
        self._owner = {}
        self._taken = 0
        count = 0
        for meeting in range(len(self.allowed)):
            self._seen = 0
            count += self._augment(meeting, pattern)
        return count

    def _augment(self, meeting: int, pattern: int) -> bool:
        open_slots = self.allowed[meeting] & pattern & ~self._taken
        if open_slots:
            low = open_slots & -open_slots
            self._owner[low] = meeting
            self._taken |= low
            return True
        while True:
            slots = self.allowed[meeting] & pattern & ~self._seen
            if not slots:
                return False
            low = slots & -slots
            self._seen |= low
            if self._augment(self._owner[low], pattern):
                self._owner[low] = meeting
                return True
