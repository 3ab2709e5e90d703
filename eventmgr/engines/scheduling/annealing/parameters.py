"""What the annealer was set to after measuring (docs/inside/scheduling.md); nothing here changes what is a valid
move."""

from __future__ import annotations

HOT, COLD = 0.3, 0.15
"""Temperatures at the start and at the end, in breaks. Below 0.15 the walk stands still: a break more passes once in
800 tries."""
BROKEN = 0.97
"""Share of the moves that begin with somebody who has a break too many."""
AT_EDGE = 0.9
"""Share of the moves in which a meeting at the edge of a run of meetings leaves."""
BESIDE = 0.95
"""Share of the moves in which a meeting goes beside another one, where there is such a slot."""
IDLE = 0.08
"""Cost of an idle slot, in breaks: fewer idle slots are a goal of their own, and short gaps close more easily."""
EXCESS = 4.0
"""Cost of a break beyond the spread limit at the end of a run; it grows from nothing, or it would bar the way down."""
