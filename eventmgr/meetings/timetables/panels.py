"""Places on the pages of timetables that rooms upstairs fill."""

from __future__ import annotations

from collections.abc import Callable

from eventmgr.features import Panel, offered
from eventmgr.meetings.parties.models import PartyRepresentative
from eventmgr.registration.notes import Link

OWN_CALENDAR = Panel[Callable[[PartyRepresentative], Link]]("a representative's calendar")
"""The way from a party's timetable to a calendar of the representative's meetings."""


def calendars_of(representative: PartyRepresentative | None) -> list[Link]:
    """The ways to a calendar of their meetings; none for a liaison, who has no meetings."""
    return [tell(representative) for tell in offered(OWN_CALENDAR)] if representative is not None else []
