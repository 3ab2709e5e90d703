"""Questionnaires as organizers keep them."""

from eventmgr.surveys.manage import codes, questions, results, settings
from eventmgr.surveys.manage.blueprint import bp

__all__ = ["bp", "codes", "questions", "results", "settings"]
