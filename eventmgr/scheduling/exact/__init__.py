"""Exact search: fewest breaks, most weight, or "impossible", proved; for some hundred meetings, with a solver.

`searching` is the way in; where not everything fits, `weighing` says how much does and `partial` with how few breaks.
"""

from eventmgr.scheduling.exact.outcome import ExactResult, WeightResult
from eventmgr.scheduling.exact.partial import fewest_breaks
from eventmgr.scheduling.exact.satisfying import available
from eventmgr.scheduling.exact.searching import first_bound, search
from eventmgr.scheduling.exact.weighing import most_weight

__all__ = ["ExactResult", "WeightResult", "available", "fewest_breaks", "first_bound", "most_weight", "search"]
