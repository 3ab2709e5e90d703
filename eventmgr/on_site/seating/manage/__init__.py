"""Seating as organizers keep it."""

from eventmgr.on_site.seating.manage import groups, moving, plans, proposing, ranking, sheets
from eventmgr.on_site.seating.manage.blueprint import bp

__all__ = ["bp", "groups", "moving", "plans", "proposing", "ranking", "sheets"]
