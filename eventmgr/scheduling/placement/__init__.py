"""Placement: which meetings are held, and in which slot, before breaks and tables are thought of.

`placing.place` runs `greedy` (least slack first), `chains` (Kempe chains) and `ejection`; `goals` counts guaranteed minima and
coverage; `ceiling` proves how much can be placed at most.
"""

from eventmgr.scheduling.placement.placing import Placement, place, place_and_prove

__all__ = ["Placement", "place", "place_and_prove"]
