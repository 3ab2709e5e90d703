"""Pages for visitors and participants: ask for a place, see and change it."""

from eventmgr.registration.views import changing, drafting, invited, my, registering
from eventmgr.registration.views.blueprint import bp

__all__ = ["bp", "changing", "drafting", "invited", "my", "registering"]
