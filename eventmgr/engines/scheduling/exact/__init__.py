"""Exact search: fewest breaks, most weight, or "impossible", proved; for some hundred meetings, with a solver.

`complete_search` is the way in; where not everything fits, `weight_objective` says how much does and `partial` with how
few breaks.
"""

from eventmgr.engines.scheduling.exact.complete_search import first_bound, search
from eventmgr.engines.scheduling.exact.cp_sat import available
from eventmgr.engines.scheduling.exact.partial import fewest_breaks
from eventmgr.engines.scheduling.exact.results import ExactResult, WeightResult
from eventmgr.engines.scheduling.exact.weight_objective import most_weight

__all__ = ["ExactResult", "WeightResult", "available", "fewest_breaks", "first_bound", "most_weight", "search"]
