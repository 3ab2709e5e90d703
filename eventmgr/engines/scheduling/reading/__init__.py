"""JSON to an `Instance`, to a `Schedule`, to `Changes`: every slip is refused with its place, what is wrong and what to
do.

The forms are described in docs/formats/meeting-instances.md and, for programs, in the schemas beside this package.
"""

from __future__ import annotations

from typing import Any

from eventmgr.engines.scheduling.instance import DEFAULT_SPREAD, Instance
from eventmgr.engines.scheduling.reading import limits
from eventmgr.engines.scheduling.reading.attendance import read_assistants, read_coverage, read_participants
from eventmgr.engines.scheduling.reading.changes import read_changes
from eventmgr.engines.scheduling.reading.malformed import MalformedInstance
from eventmgr.engines.scheduling.reading.members import Members
from eventmgr.engines.scheduling.reading.requests import read_meetings
from eventmgr.engines.scheduling.reading.schedules import read_schedule, reported_in
from eventmgr.engines.scheduling.reading.text import values_of
from eventmgr.engines.scheduling.reading.venue import read_venue

__all__ = ["MalformedInstance", "read_changes", "read_instance", "read_schedule", "reported_in"]


def read_instance(source: str | bytes | dict[str, Any]) -> Instance:
    """An instance from JSON text or from values already parsed. Members that no one reads stand in `labels`, path to
    value.

    Raises:
        MalformedInstance: anything that is not as the form has it.
    """
    values = values_of(source) if isinstance(source, (str, bytes)) else source
    ignored: dict[str, str] = {}
    root = Members(values, "", ignored)
    venue = read_venue(root, ignored)
    participants = read_participants(root, venue, ignored)
    meetings = read_meetings(root, venue, participants, ignored)
    no_limit = "fairness" in root.names() and not root.has("fairness")
    spread = None if no_limit else root.whole("fairness", 0, limits.SLOTS, DEFAULT_SPREAD)
    instance = Instance(
        participants=participants,
        slots=venue.slots,
        slot_tables=venue.slot_tables,
        meetings=meetings,
        name=root.text("name"),
        sessions=venue.sessions,
        days=venue.days,
        spread=spread,
        halls=venue.halls,
        travel=venue.travel,
        tables_lost=venue.tables_lost,
        now=venue.now,
        assistants=read_assistants(root, venue, ignored),
        coverage=read_coverage(root, ignored),
        labels=ignored,
    )
    root.done(("fairness", "slot_tables", "sessions"))
    return instance
