"""Placement: which meetings are held, and in which slot, before breaks and tables are thought of.

`placing.place` runs `greedy` (least slack first), `kempe_chains` and `guided_ejection`; `soft_constraints` counts
guaranteed minima and coverage; `upper_bound` proves how much can be placed at most.
"""

from eventmgr.engines.scheduling.placement.placing import Placement, place, place_and_prove

__all__ = ["Placement", "place", "place_and_prove"]
