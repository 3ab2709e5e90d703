"""What waits for the organizers of meetings, of all parts of the room."""

from __future__ import annotations

from eventmgr.events.models import Event
from eventmgr.events.panels import OpenWork
from eventmgr.meetings.parties import panels as parties
from eventmgr.meetings.requests import panels as requests


def open_work(event: Event) -> list[OpenWork]:
    """The lowest part's first."""
    return [*parties.open_work(event), *requests.open_work(event)]
