"""Blocks that need not stand in one order: each page takes the first that fits, so that none stays half empty."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

_HIGHEST = 1e6
_WHOLE_PAGE = 600.0


class Floats(Flowable):
    """Groups of blocks; a group is never cut.

    Args:
        groups: in the wanted order; of what is left, the first that fits into the room comes next.
    """

    def __init__(self, groups: Sequence[Sequence[Flowable]]) -> None:
        super().__init__()
        self.groups = [list(group) for group in groups]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Higher than any room: it is always split into what is drawn."""
        return width, _HIGHEST

    def split(self, width: float, height: float) -> list[Flowable]:
        """The first group that fits, then the others; nothing where none fits, but on an empty page the first one,
        whose drawings make themselves smaller."""
        for i, group in enumerate(self.groups):
            if _height(group, width) <= height:
                others = [*self.groups[:i], *self.groups[i + 1 :]]
                return [*group, Floats(others)] if others else group
        return [*self.groups[0], Floats(self.groups[1:])] if self.groups and height > _WHOLE_PAGE else []


def _height(group: Sequence[Flowable], width: float) -> float:
    blocks = [(block.wrap(width, _HIGHEST)[1], block.getSpaceBefore(), block.getSpaceAfter()) for block in group]
    return float(sum(map(sum, blocks)))
