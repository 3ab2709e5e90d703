"""Pages of an organization, which its people open by a link, without an account."""

from eventmgr.matchmaking.listings.views import home, own, pasting, profile, writing
from eventmgr.matchmaking.listings.views.blueprint import bp

__all__ = ["bp", "home", "own", "pasting", "profile", "writing"]
