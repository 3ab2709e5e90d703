"""Pages of organizers about deals: one blueprint."""

from eventmgr.matchmaking.outcomes.manage import counting, listing, pairing, setting, showing, stepping, writing
from eventmgr.matchmaking.outcomes.manage.blueprint import bp

__all__ = ["bp", "counting", "listing", "pairing", "setting", "showing", "stepping", "writing"]
