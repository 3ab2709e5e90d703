"""Who came when: acts of the desk on the list of arrivals of the events that are over."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from eventmgr.console.sample import queries
from eventmgr.event.events.models import Event
from eventmgr.programme.checkin.acts.kinds import CheckinKind
from eventmgr.programme.checkin.services import Draft, Teller, take
from eventmgr.tools.log.services import Act, Actor

_NAMESPACE = uuid.UUID("7d0f6a8e-61a3-4b0e-93d7-2f0a3c7ad3b5")
_TOLD = timedelta(hours=10)
"""So long after the first arrival the desk's device had a network again and handed everything in."""


def add_arrivals(event: Event, office: Actor) -> None:
    """Everybody who came, at the moment at which the trail says so."""
    came = queries.list_arrived(event.id)
    drafts = [_draft(event, number, at) for number, at in came]
    take(event, drafts, Teller(office.name), act=Act(office, min(at for _number, at in came) + _TOLD))


def _draft(event: Event, number: int, at: datetime) -> Draft:
    key = str(uuid.uuid5(_NAMESPACE, f"{event.slug} {number}"))
    return Draft(key, CheckinKind.IN, at, registration_id=number)
