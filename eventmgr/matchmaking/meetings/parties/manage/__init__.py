"""The organizers' pages of parties."""

from eventmgr.matchmaking.meetings.parties.manage import exclusions, listing, party, people, taking
from eventmgr.matchmaking.meetings.parties.manage.blueprint import bp

__all__ = ["bp", "exclusions", "listing", "party", "people", "taking"]
