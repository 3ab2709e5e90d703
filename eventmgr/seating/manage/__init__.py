"""Seating as organizers keep it."""

from eventmgr.seating.manage import moving, plans, proposing, ranking, sheets
from eventmgr.seating.manage.blueprint import bp

__all__ = ["bp", "moving", "plans", "proposing", "ranking", "sheets"]
