"""Pages of check-in for organizers."""

from eventmgr.programme.checkin.manage import board, desk, devices, groups, lists, newcomers, rooms
from eventmgr.programme.checkin.manage.blueprint import bp

__all__ = ["board", "bp", "desk", "devices", "groups", "lists", "newcomers", "rooms"]
