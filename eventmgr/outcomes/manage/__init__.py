"""Pages of organizers about deals: one blueprint."""

from eventmgr.outcomes.manage import counting, listing, pairing, setting, showing, stepping, writing
from eventmgr.outcomes.manage.blueprint import bp

__all__ = ["bp", "counting", "listing", "pairing", "setting", "showing", "stepping", "writing"]
