"""What is due at an event, in the order of time: its own deadlines, the end of registration, the event itself. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.derived.opening import closing_instant
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.ground.i18n import _, localized

_OVER = (EventStatus.CANCELLED, EventStatus.ARCHIVED)


@dataclass(frozen=True)
class Due:
    """An instant and what is due by then."""

    at: datetime
    label: str


def due_dates(event: Event, *, at: datetime) -> list[Due]:
    """What lies ahead at `at`, soonest first; nothing where the event is called off or archived."""
    if event.status in _OVER:
        return []
    dates = [Due(deadline.due_at, localized(deadline.label)) for deadline in event.deadlines]
    if event.registration_opens_at is not None:
        dates.append(Due(event.registration_opens_at, _("Registration opens")))
    closes = closing_instant(event)
    if closes < event.starts_at:
        dates.append(Due(closes, _("Registration closes")))
    dates += [Due(event.starts_at, _("The event begins")), Due(event.ends_at, _("The event ends"))]
    return sorted((due for due in dates if due.at >= at), key=lambda due: due.at)
