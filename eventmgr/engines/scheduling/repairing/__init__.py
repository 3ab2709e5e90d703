"""Repair on the day itself: what is past stays, what can stay stays, and the result is a difference to look at first.

Follow it from `proposal.repair`: `changes` says what became different, `residual_schedule` what of the schedule is
left, `repair_search` places again what fell out (`ejection_chains`, `kempe_insertion`), `optimality` how few moves are
necessary (`moves_lower_bound`, `lazy_model`), `smoothing` and `break_reduction` take out breaks, `result` gives tables
and figures, and `difference` can be applied and undone.
"""

from eventmgr.engines.scheduling.repairing.changes import Changes, apply
from eventmgr.engines.scheduling.repairing.difference import Difference, StaleDifference, between
from eventmgr.engines.scheduling.repairing.proposal import Repair, UnsoundBase, repair

__all__ = ["Changes", "Difference", "Repair", "StaleDifference", "UnsoundBase", "apply", "between", "repair"]
