"""Where an event is, as one line says it."""

from __future__ import annotations

from eventmgr.event.events.models import Event, EventKind
from eventmgr.ground.i18n import localized


def main_venue(event: Event, lang: str) -> str:
    """The name of the first venue; empty for a study visit whose place is its route, since each stop has its own.
    `event.venues` are read."""
    is_route = event.kind is EventKind.STUDY_VISIT and bool(localized(event.city, lang))
    return localized(event.venues[0].name, lang) if event.venues and not is_route else ""
