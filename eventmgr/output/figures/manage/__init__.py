"""Figures as organizers choose, save and take them along."""

from eventmgr.output.figures.manage import day, files, pages, saving, yearly
from eventmgr.output.figures.manage.blueprint import bp

__all__ = ["bp", "day", "files", "pages", "saving", "yearly"]
