"""The organizers' pages of what is planned."""

from eventmgr.meetings.planning.manage import index
from eventmgr.meetings.planning.manage.blueprint import bp

__all__ = ["bp", "index"]
