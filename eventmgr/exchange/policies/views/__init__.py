"""The public pages of policies."""

from eventmgr.exchange.policies.views import checking, reading, subscribing, taking_home, telling  # noqa: F401 -- their pages hang themselves on the blueprint
from eventmgr.exchange.policies.views.blueprint import bp, shared, today

__all__ = ["bp", "shared", "today"]
