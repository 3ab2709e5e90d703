"""Calls for cases for everybody, for who has submitted one, and for reviewers."""

from eventmgr.exchange.calls.views import reading, reviewing, sending, subscribing
from eventmgr.exchange.calls.views.blueprint import bp

__all__ = ["bp", "reading", "reviewing", "sending", "subscribing"]
