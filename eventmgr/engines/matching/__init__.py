"""Who should meet: supplies ranked for a demand and demands for a supply, each suggestion with its true reasons.

    index = Index(read_listings(data))          # or Index(listings); index.add(listing) takes one more
    ranking = supplies_for(index, index.find("PD001"), top=10)
    ranking.has_good_match; ranking.matches[0].score; reasons(ranking.matches[0], "zh")

Model, figures and limits: docs/formats/matching.md.
"""

from eventmgr.engines.matching.assignment import Assignment, assign_suggestions
from eventmgr.engines.matching.explaining import no_good_match, reasons
from eventmgr.engines.matching.index import Document, Index
from eventmgr.engines.matching.listings import DEMAND, SUPPLY, Listing
from eventmgr.engines.matching.ranking import Match, Ranking, demands_for, match, rank, rank_all, supplies_for
from eventmgr.engines.matching.reading import MalformedListings, read_listings
from eventmgr.engines.matching.weights import Weights

__all__ = [
    "DEMAND",
    "SUPPLY",
    "Assignment",
    "Document",
    "Index",
    "Listing",
    "MalformedListings",
    "Match",
    "Ranking",
    "Weights",
    "assign_suggestions",
    "demands_for",
    "match",
    "no_good_match",
    "rank",
    "rank_all",
    "read_listings",
    "reasons",
    "supplies_for",
]
