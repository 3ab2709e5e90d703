"""Words of suggestions."""

from __future__ import annotations

from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meetings.suggestions.models import Often, OpinionKind
from eventmgr.matchmaking.meetings.suggestions.ranking import Across

OPINIONS = {OpinionKind.NOT_FOR_US: _l("not for us"), OpinionKind.MET_BEFORE: _l("met before")}
OFTEN = {Often.NEVER: _l("never"), Often.DAILY: _l("once a day at most"), Often.WEEKLY: _l("once a week at most")}
ACROSS = {
    Across.NOT: _l("regions do not count"),
    Across.PREFERRED: _l("slightly prefer other regions"),
    Across.FIRST: _l("strongly prefer other regions"),
    Across.ONLY: _l("other regions only"),
}
PARTS = {
    "topic": _l("Topic"),
    "need": _l("Offer matches the need"),
    "words": _l("Words that both texts use"),
    "sector": _l("Sector"),
}
ONLY = {
    "none": _l("No good match"),
    "silent": _l("No listing"),
    "some": _l("With suggestions"),
}
"""What the list of organizations can be narrowed to."""
