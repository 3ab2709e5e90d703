"""The menu beside an event's pages for organizers; rooms upstairs add their entries through `features`."""

from __future__ import annotations

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.ground.features import Menu, MenuEntry, MenuGroup
from eventmgr.ground.i18n import _l


def _sees(entry: MenuEntry, event: Event) -> bool:
    return may(event, entry.permission) and entry.shown(event)


EVENT = Menu("event", _sees, permissions=None)
PEOPLE = MenuGroup(_l("People"), 10)
CONTENT = MenuGroup(_l("Content"), 20)
RESULTS = MenuGroup(_l("Reports and records"), 30)
