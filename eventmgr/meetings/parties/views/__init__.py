"""A party's own pages."""

from eventmgr.meetings.parties.views import settings, times
from eventmgr.meetings.parties.views.blueprint import bp

__all__ = ["bp", "settings", "times"]
