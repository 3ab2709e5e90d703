"""What devices of check-in ask for: the page that works without a network, and JSON."""

from eventmgr.programme.checkin.views import page, talking
from eventmgr.programme.checkin.views.blueprint import bp

__all__ = ["bp", "page", "talking"]
