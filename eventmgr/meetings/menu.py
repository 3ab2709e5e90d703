"""The tabs of a party's own pages; each part of this room, and rooms above, add theirs through `features`."""

from __future__ import annotations

from eventmgr.features import Menu

PARTY = Menu("meeting party")
"""Shown on `/meetings/<token>/…`; its endpoints take `token`."""
