"""A stop as an entry of one visitor's calendar: at the hours of the own batch. Pure."""

from __future__ import annotations

from dataclasses import replace

from eventmgr.event.events.derived.calendar_entry import cancelled
from eventmgr.ground.i18n import _
from eventmgr.programme.study_visits.panels import OwnStop
from eventmgr.tools.ical import Entry


def at_stop(entry: Entry, stop: OwnStop | None) -> Entry:
    """The entry of a stop with the hours of the own batch, cancelled for whom the host does not admit; any other as it is."""
    if stop is None:
        return entry
    if stop.is_refused:
        return cancelled(entry)
    if not stop.batch:
        return entry
    said = _("Batch %(number)s", number=stop.batch)
    description = "\n".join(part for part in (said, entry.description) if part)
    return replace(entry, starts_at=stop.starts_at, ends_at=stop.ends_at, description=description)
