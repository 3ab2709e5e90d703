"""What the annealer was set to after measuring (docs/scheduling.md); nothing here changes what is a valid move."""

from __future__ import annotations

from typing import NamedTuple

HOT, COLD = 0.3, 0.1
"""Temperatures at the start and at the end, in breaks."""
BROKEN = 0.97
"""Share of the moves that begin with somebody who has a break too many."""
AT_EDGE = 0.9
"""Share of the moves in which a meeting at the edge of a run of meetings leaves."""
BESIDE = 0.95
"""Share of the moves in which a meeting goes beside another one, where there is such a slot."""
IDLE = 0.02
"""Cost of an idle slot, in breaks: fewer idle slots are a goal of their own, and short gaps close more easily."""
EXCESS = 4.0
"""Cost of a break beyond the spread limit at the end of a run; it grows from nothing, or it would bar the way down."""
CROWD_FIRST, CROWD_LAST = 0.3, 2.0
"""Cost of a meeting without a table, in breaks, at the start and at the end: full slots are crossed, not kept."""


class Heat(NamedTuple):
    """How a stretch of the walk judges: temperatures at its start and end, in breaks, and the prices of what must go in the end."""

    hot: float
    cold: float
    excess: float
    crowd: float


def heat(share: float, ahead: float) -> Heat:
    """For the stretch between two shares (0 … 1) of a run."""
    rate = COLD / HOT
    crowd = CROWD_FIRST + (CROWD_LAST - CROWD_FIRST) * share
    return Heat(HOT * rate**share, HOT * rate**ahead, EXCESS * share, crowd)
