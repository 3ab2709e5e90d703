"""The note for whoever takes over an event."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.event.events.services.changing import name_of
from eventmgr.event.events.services.locking import lock
from eventmgr.tools.log.services import Act, difference, record


def write_note(event: Event, text: str, *, act: Act) -> None:
    """Replace the note; no public page shows it, so none becomes stale."""
    lock(event)
    changes = difference({"handover_note": event.handover_note}, {"handover_note": text})
    if changes:
        event.handover_note = text
        record(act, "changed", event, event_id=event.id, object_name=name_of(event), changes=changes)
