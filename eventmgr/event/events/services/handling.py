"""On which grounds an event processes what it asks."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.event.events.models import Event
from eventmgr.event.events.services.changing import name_of
from eventmgr.event.events.services.locking import lock, touch
from eventmgr.tools.log.services import Act, difference, record


def set_legal_bases(event: Event, bases: Mapping[str, str], *, act: Act) -> bool:
    """Name the grounds; pages that show the notice are stale. Whether anything changed."""
    lock(event)
    changes = difference({"legal_bases": _listed(event.legal_bases)}, {"legal_bases": _listed(bases)})
    if changes:
        touch(event)
        event.legal_bases = dict(bases)
        record(act, "changed", event, event_id=event.id, object_name=name_of(event), changes=changes)
    return bool(changes)


def _listed(bases: Mapping[str, str]) -> list[str]:
    return [f"{name} {base}" for name, base in sorted(bases.items())]
