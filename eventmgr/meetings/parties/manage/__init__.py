"""The organizers' pages of parties."""

from eventmgr.meetings.parties.manage import exclusions, listing, party, people, taking
from eventmgr.meetings.parties.manage.blueprint import bp

__all__ = ["bp", "exclusions", "listing", "party", "people", "taking"]
