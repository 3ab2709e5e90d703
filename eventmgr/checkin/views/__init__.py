"""What devices of check-in ask for: the page that works without a network, and JSON."""

from eventmgr.checkin.views import page, talking
from eventmgr.checkin.views.blueprint import bp

__all__ = ["bp", "page", "talking"]
