"""The tabs of a party's own pages and of the organizers' pages; each part of this room, and rooms above, add theirs
through `features`."""

from __future__ import annotations

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.ground.features import Menu, MenuEntry
from eventmgr.matchmaking.meeting_plans.queries import find_plan

PARTY = Menu("meeting party")
"""Shown on `/meetings/<token>/…`, to a representative and to a liaison alike; its endpoints take `token`."""


def _sees(entry: MenuEntry, event: Event) -> bool:
    is_first = entry.endpoint == "meetings_manage.index"
    return may(event, entry.permission) and (is_first or find_plan(event.id) is not None)


OFFICE = Menu("meeting office", _sees, permissions=None)
"""Shown on `/manage/events/<slug>/matchmaking/…`; its endpoints take `slug`. Before meetings are planned there is the
first page alone."""
