"""The tabs of a party's own pages and of the organizers' pages; each part of this room, and rooms above, add theirs through
`features`."""

from __future__ import annotations

from eventmgr.events.access import may
from eventmgr.events.models import Event
from eventmgr.features import Menu, MenuEntry

PARTY = Menu("meeting party")
"""Shown on `/meetings/<token>/…`, to a representative and to a liaison alike; its endpoints take `token`."""


def _sees(entry: MenuEntry, event: Event) -> bool:
    return may(event, entry.permission)


OFFICE = Menu("meeting office", _sees, permissions=None)
"""Shown on `/manage/events/<slug>/matchmaking/…`; its endpoints take `slug`."""
