"""Exact search: fewest breaks, most weight, or "impossible", proved; for some hundred meetings, with a solver.

`searching.search` is the way in; `weighing.most_weight` where not everything fits.
"""

from eventmgr.matchmaking.scheduling.exact.outcome import ExactResult, WeightResult
from eventmgr.matchmaking.scheduling.exact.searching import search
from eventmgr.matchmaking.scheduling.exact.weighing import most_weight

__all__ = ["ExactResult", "WeightResult", "most_weight", "search"]
