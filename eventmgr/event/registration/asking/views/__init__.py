"""Pages for visitors: asking for a place."""

from eventmgr.event.registration.asking.views import receiving, registering
from eventmgr.event.registration.asking.views.blueprint import bp

__all__ = ["bp", "receiving", "registering"]
