"""A party's own pages."""

from eventmgr.meetings.parties.views import overview
from eventmgr.meetings.parties.views.blueprint import bp

__all__ = ["bp", "overview"]
