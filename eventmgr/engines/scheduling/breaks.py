"""Counting gaps on bit masks. A break is a maximal run of empty slots between two meetings of one person within one
stretch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eventmgr.engines.scheduling.problem import Problem, bits


@dataclass(frozen=True)
class Figures:
    """Sums over all people; `spread` is the difference between the most and the fewest breaks of a person."""

    breaks: int
    idle: int
    spread: int


class Gaps:
    """Counts the gaps in a person's mask of busy slots, for one division into stretches."""

    def __init__(self, problem: Problem) -> None:
        starts = bits(problem.day_starts | 1)
        self.stretches = tuple(
            (1 << end) - (1 << start) for start, end in zip(starts, [*starts[1:], problem.slots], strict=True)
        )
        """Masks of the stretches, in order."""

    def breaks(self, busy: int) -> int:
        """Number of gaps; 0 for an empty mask."""
        count = 0
        for stretch in self.stretches:
            part = busy & stretch
            if part:
                count += (part & ~(part << 1)).bit_count() - 1
        return count

    def idle(self, busy: int) -> int:
        """Empty slots between two meetings."""
        count = 0
        for stretch in self.stretches:
            part = busy & stretch
            if part:
                count += part.bit_length() - (part & -part).bit_length() + 1 - part.bit_count()
        return count

    def figures(self, busy: Iterable[int]) -> Figures:
        """Sums for the masks of all people."""
        masks = list(busy)
        breaks = [self.breaks(mask) for mask in masks]
        return Figures(
            breaks=sum(breaks),
            idle=sum(self.idle(mask) for mask in masks),
            spread=max(breaks, default=0) - min(breaks, default=0),
        )
