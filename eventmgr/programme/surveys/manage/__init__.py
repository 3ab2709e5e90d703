"""Questionnaires as organizers keep them."""

from eventmgr.programme.surveys.manage import codes, questions, results, settings
from eventmgr.programme.surveys.manage.blueprint import bp

__all__ = ["bp", "codes", "questions", "results", "settings"]
