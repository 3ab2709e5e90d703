"""A party's own pages of requests: partners, what it is asked, what it asked, calls."""

from eventmgr.matchmaking.meeting_requests.views import answering, calls, partners
from eventmgr.matchmaking.meeting_requests.views.blueprint import bp

__all__ = ["answering", "bp", "calls", "partners"]
