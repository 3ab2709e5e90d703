"""Organizers' pages of requests: the board, one request, reminders, reported messages, calls."""

from eventmgr.matchmaking.meeting_requests.manage import board, calls, single
from eventmgr.matchmaking.meeting_requests.manage.blueprint import bp

__all__ = ["board", "bp", "calls", "single"]
