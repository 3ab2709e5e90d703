"""A stop as an entry of one visitor's calendar: under a UID of its own, at the hours of the own batch. Pure."""

from __future__ import annotations

from dataclasses import replace

from eventmgr.event.events.derived.calendar_entry import cancelled
from eventmgr.ground.i18n import _
from eventmgr.programme.study_visits.panels import OwnStop
from eventmgr.tools.ical import Entry


def uid_at_stop(uid: str, registration_id: int) -> str:
    """The UID of that person's entry of the stop whose agenda item has `uid`: people who share a mailbox may visit at
    different hours."""
    return f"stop-{registration_id}-{uid}"


def at_stop(entry: Entry, stop: OwnStop | None, registration_id: int) -> Entry:
    """That person's entry of a stop, made from the agenda item's: at the hours of the own batch, cancelled for whom the
    host does not admit."""
    entry = replace(entry, uid=uid_at_stop(entry.uid, registration_id))
    if stop is None:
        return entry
    if stop.is_refused:
        return cancelled(entry)
    if not stop.batch:
        return entry
    said = _("Batch %(number)s", number=stop.batch)
    description = "\n".join(part for part in (said, entry.description) if part)
    return replace(entry, starts_at=stop.starts_at, ends_at=stop.ends_at, description=description)
