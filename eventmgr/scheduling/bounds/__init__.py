"""Proved lower bounds on breaks, without a solver.

`floors` gives the fewest breaks that each person can have, whatever the others do; `conflicts` finds groups of people who cannot all have
their fewest. The bound is the sum of the floors plus one for each group, where no two groups share a person.
"""

from __future__ import annotations

from eventmgr.scheduling.bounds.conflicts import conflicts
from eventmgr.scheduling.bounds.floors import Floors, floors

__all__ = ["Floors", "conflicts", "floors"]
