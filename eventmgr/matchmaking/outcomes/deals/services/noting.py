"""What was taken as a file is in the change log."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.matchmaking.outcomes.deals.services.recording import name_of
from eventmgr.matchmaking.outcomes.models import Deal
from eventmgr.tools.log.services import Act, record


def note_export(event: Event, deals: int, *, act: Act) -> None:
    """Somebody took the list, of so many deals."""
    name = event.title.get("zh") or event.title.get("en", "")
    record(act, "deals_exported", event, event_id=event.id, object_name=name, changes={"deals": [None, deals]})


def note_taken(event: Event, deal: Deal, filename: str, *, act: Act) -> None:
    """Record that somebody has downloaded a file of the deal."""
    told = {"file": [None, filename]}
    record(act, "evidence_taken", deal, event_id=event.id, object_name=name_of(deal), changes=told)
