"""The organizers' pages of timetables."""

from eventmgr.matchmaking.timetables.manage import acting, drafts, grids, publishing
from eventmgr.matchmaking.timetables.manage.blueprint import bp

__all__ = ["acting", "bp", "drafts", "grids", "publishing"]
