"""The organizers' pages of delegations."""

from eventmgr.delegations.manage import board, people, setting, unit, writing
from eventmgr.delegations.manage.blueprint import bp

__all__ = ["board", "bp", "people", "setting", "unit", "writing"]
