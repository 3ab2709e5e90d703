"""The organizers' pages of delegations."""

from eventmgr.event.delegations.manage import board, people, setting, unit, writing
from eventmgr.event.delegations.manage.blueprint import bp

__all__ = ["board", "bp", "people", "setting", "unit", "writing"]
