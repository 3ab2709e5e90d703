"""A party's own pages."""

from eventmgr.matchmaking.meetings.parties.views import overview, settings, times
from eventmgr.matchmaking.meetings.parties.views.blueprint import bp

__all__ = ["bp", "overview", "settings", "times"]
