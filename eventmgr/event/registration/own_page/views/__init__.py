"""The own page, and changes made on it."""

from eventmgr.event.registration.asking.views import bp
from eventmgr.event.registration.own_page.views import changing, page

__all__ = ["bp", "changing", "page"]
