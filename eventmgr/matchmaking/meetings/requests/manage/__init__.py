"""Organizers' pages of requests: the board, one request, reminders, reported messages, calls."""

from eventmgr.matchmaking.meetings.requests.manage import board, calls, messages, single
from eventmgr.matchmaking.meetings.requests.manage.blueprint import bp

__all__ = ["board", "bp", "calls", "messages", "single"]
