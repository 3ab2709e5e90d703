"""Pages of organizers about deals: one blueprint."""

from eventmgr.matchmaking.outcomes.manage import listing, measuring, pairing, setting, showing, stepping, writing
from eventmgr.matchmaking.outcomes.manage.blueprint import bp

__all__ = ["bp", "listing", "measuring", "pairing", "setting", "showing", "stepping", "writing"]
