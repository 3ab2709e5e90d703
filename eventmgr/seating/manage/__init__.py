"""Seating as organizers keep it."""

from eventmgr.seating.manage import groups, moving, plans, proposing, ranking, sheets
from eventmgr.seating.manage.blueprint import bp

__all__ = ["bp", "groups", "moving", "plans", "proposing", "ranking", "sheets"]
