"""Organizers' pages of listings and profiles."""

from eventmgr.matchmaking.listings.manage import entering, index, inviting, pasting, profiles, setting, showing
from eventmgr.matchmaking.listings.manage.blueprint import bp

__all__ = ["bp", "entering", "index", "inviting", "pasting", "profiles", "setting", "showing"]
