"""The organizers' pages of timetables."""

from eventmgr.matchmaking.meetings.timetables.manage import acting, drafts, grids, publishing
from eventmgr.matchmaking.meetings.timetables.manage.blueprint import bp

__all__ = ["acting", "bp", "drafts", "grids", "publishing"]
