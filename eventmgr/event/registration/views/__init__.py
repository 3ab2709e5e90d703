"""Pages for visitors and participants: ask for a place, see and change it."""

from eventmgr.event.registration.views import answering, changing, invited, my, registering
from eventmgr.event.registration.views.blueprint import bp

__all__ = ["answering", "bp", "changing", "invited", "my", "registering"]
