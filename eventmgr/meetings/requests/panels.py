"""Places on the pages of requests that parts and rooms upstairs fill."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from flask import url_for

from eventmgr.events.access import may
from eventmgr.events.models import Event
from eventmgr.events.panels import OpenWork
from eventmgr.features import Panel
from eventmgr.i18n import _n
from eventmgr.meetings.planning.access import EDIT
from eventmgr.meetings.requests import queries

PARTY_NOTES = Panel[Callable[[Event, Collection[int]], Mapping[int, str]]]("notes beside parties")
"""(event, numbers of parties) → number of a party → HTML of one of our own templates, shown to those who look for partners: what
it offers and seeks."""


def open_work(event: Event) -> list[OpenWork]:
    """Messages that were reported and wait for a decision of the organizers."""
    number = queries.count_reported(event.id) if may(event, EDIT) else 0
    if not number:
        return []
    label = _n("%(num)s reported message about a meeting", "%(num)s reported messages about meetings", number)
    address = url_for("meetings_requests_manage.messages", slug=event.slug)
    return [OpenWork(label, address, EDIT, figure="reported_messages")]
