"""Proved lower bounds on breaks, without a solver.

`person_bounds` gives the fewest breaks that each person can have, whatever the others do; `conflicts` finds groups of
people who cannot all have their fewest. The bound is the sum of these bounds plus one for each group, where no two
groups share a person.
"""

from __future__ import annotations

from eventmgr.engines.scheduling.lower_bounds.conflicts import conflicts
from eventmgr.engines.scheduling.lower_bounds.person_bounds import PersonBounds, person_bounds

__all__ = ["PersonBounds", "conflicts", "person_bounds"]
