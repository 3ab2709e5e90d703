"""Pages for visitors and participants: ask for a place, see and change it."""

from eventmgr.registration.views import my, registering
from eventmgr.registration.views.blueprint import bp
from eventmgr.registration.views.quick import put_in_front

bp.record_once(put_in_front)

__all__ = ["bp", "my", "registering"]
