"""Figures as organizers choose, save and take them along."""

from eventmgr.figures.manage import files, pages, saving
from eventmgr.figures.manage.blueprint import bp

__all__ = ["bp", "files", "pages", "saving"]
