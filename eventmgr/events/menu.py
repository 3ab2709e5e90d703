"""The menu beside an event's pages for organizers; rooms upstairs add their entries through `features`."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app

from eventmgr.events.access import may
from eventmgr.events.models import Event
from eventmgr.features import Menu, MenuEntry, MenuGroup, entry_of
from eventmgr.i18n import _l


def _sees(entry: MenuEntry, event: Event) -> bool:
    return may(event, entry.permission) and entry.shown(event)


def if_open(event: Event, address: str) -> str:
    """`address` of an organizers' page of the event if the signed-in user may open it, else nothing: what the menu asks of
    whoever is led there is asked of every other way there."""
    endpoint, _arguments = current_app.url_map.bind("").match(urlsplit(address).path)
    entry = entry_of(endpoint)
    return address if entry is None or not entry.permission or may(event, entry.permission) else ""


EVENT = Menu("event", _sees, permissions=None)
PEOPLE = MenuGroup(_l("People"), 10)
CONTENT = MenuGroup(_l("Content"), 20)
RESULTS = MenuGroup(_l("Reports and records"), 30)
