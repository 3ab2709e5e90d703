"""The organizers' pages of the day."""

from eventmgr.matchmaking.meetings.day.manage import (
    cockpit,
    meetings,
    offers,
    parties,
    repairs,
    screens,
    tables,
    walk_in,
)
from eventmgr.matchmaking.meetings.day.manage.blueprint import bp

__all__ = ["bp", "cockpit", "meetings", "offers", "parties", "repairs", "screens", "tables", "walk_in"]
