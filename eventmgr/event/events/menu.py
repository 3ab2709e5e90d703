"""The menu beside an event's pages for organizers: what one does, in the order of the work; rooms upstairs add their
pages to it through `features`. One line of the menu is a group, and the pages of a group are its tabs."""

from __future__ import annotations

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.ground.features import Menu, MenuEntry, MenuGroup
from eventmgr.ground.i18n import _l


def _sees(entry: MenuEntry, event: Event) -> bool:
    return may(event, entry.permission) and entry.shown(event)


EVENT = Menu("event", _sees, permissions=None)
OVERVIEW = MenuGroup(_l("Overview"), 10)
SETTINGS = MenuGroup(_l("Settings"), 20)
REGISTRATION = MenuGroup(_l("Registration"), 30)
DELEGATIONS = MenuGroup(_l("Delegations"), 40)
AGENDA = MenuGroup(_l("Agenda"), 50)
MATCHMAKING = MenuGroup(_l("Supply and demand"), 60)
MEETINGS = MenuGroup(_l("Meetings"), 70)
LETTERS = MenuGroup(_l("Mailings"), 80)
DOCUMENTS = MenuGroup(_l("Documents"), 90)
HOSPITALITY = MenuGroup(_l("Hospitality"), 100)
CHECK_IN = MenuGroup(_l("Check-in"), 110)
STATISTICS = MenuGroup(_l("Statistics"), 120)
AFTERWARDS = MenuGroup(_l("After the event"), 130)
TEAM = MenuGroup(_l("Team"), 140)
