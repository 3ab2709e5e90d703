"""The verbs: sides are asked, tell how far a deal is, and the organizers take that over or do not."""

from eventmgr.matchmaking.outcomes.reminding.services.asking import ask_sides, open_link
from eventmgr.matchmaking.outcomes.reminding.services.telling import SideReport, decline, take, tell

__all__ = ["SideReport", "ask_sides", "decline", "open_link", "take", "tell"]
