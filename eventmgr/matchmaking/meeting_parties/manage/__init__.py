"""The organizers' pages of parties."""

from eventmgr.matchmaking.meeting_parties.manage import exclusions, listing, party, people, taking
from eventmgr.matchmaking.meeting_parties.manage.blueprint import bp

__all__ = ["bp", "exclusions", "listing", "party", "people", "taking"]
