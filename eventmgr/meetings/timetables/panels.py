"""Entries of timetables in the menus of meetings, and places on their pages that rooms upstairs fill."""

from __future__ import annotations

from collections.abc import Callable

from eventmgr.features import MenuEntry, Panel, offered
from eventmgr.i18n import _l
from eventmgr.meetings.menu import OFFICE, PARTY
from eventmgr.meetings.parties.models import PartyRepresentative
from eventmgr.meetings.planning.access import READ
from eventmgr.registration.notes import Link

MENU = (
    MenuEntry(OFFICE, _l("Timetable"), "meetings_timetables.index", 50, permission=READ, covers=True),
    MenuEntry(PARTY, _l("Timetable"), "meetings_own_timetable.index", 50, covers=True),
)

OWN_CALENDAR = Panel[Callable[[PartyRepresentative], Link]]("a representative's calendar")
"""The way from a party's timetable to a calendar of the representative's meetings."""


def calendars_of(representative: PartyRepresentative | None) -> list[Link]:
    """The ways to a calendar of their meetings; none for a liaison, who has no meetings."""
    return [tell(representative) for tell in offered(OWN_CALENDAR)] if representative is not None else []
