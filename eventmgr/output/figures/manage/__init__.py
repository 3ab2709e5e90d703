"""Figures as organizers choose, save and take them along."""

from eventmgr.output.figures.manage import day, deals, files, pages, saving, statistics, yearly
from eventmgr.output.figures.manage.blueprint import bp

__all__ = ["bp", "day", "deals", "files", "pages", "saving", "statistics", "yearly"]
