"""A party's own pages."""

from eventmgr.matchmaking.meeting_parties.views import overview, settings, times
from eventmgr.matchmaking.meeting_parties.views.blueprint import bp

__all__ = ["bp", "overview", "settings", "times"]
