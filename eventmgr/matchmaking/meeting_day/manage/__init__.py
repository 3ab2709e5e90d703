"""The organizers' pages of the day."""

from eventmgr.matchmaking.meeting_day.manage import cockpit, meetings, offers, parties, repairs, screens, walk_in
from eventmgr.matchmaking.meeting_day.manage.blueprint import bp

__all__ = ["bp", "cockpit", "meetings", "offers", "parties", "repairs", "screens", "walk_in"]
