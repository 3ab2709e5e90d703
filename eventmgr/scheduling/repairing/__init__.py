"""Repair on the day itself: what is past stays, what can stay stays, and the result is a difference to look at first.

Follow it from `proposal.repair`: `changes` says what became different, `opening` what of the schedule is left, `mending` places
again what fell out (`displacing`, `swapping`), `proving` how few moves are necessary (`charging`, `fewest`), `smoothing` and
`rearranging` take out breaks, `result` gives tables and figures, and `difference` can be applied and undone.
"""

from eventmgr.scheduling.repairing.changes import Changes, apply
from eventmgr.scheduling.repairing.difference import Difference, StaleDifference, between
from eventmgr.scheduling.repairing.proposal import Repair, UnsoundBase, repair

__all__ = ["Changes", "Difference", "Repair", "StaleDifference", "UnsoundBase", "apply", "between", "repair"]
