"""Changes on the day, in their JSON form: who is late, gone or away, which tables are lost, what is cancelled or
added."""

from __future__ import annotations

from typing import Any

from eventmgr.engines.scheduling.instance import Instance, Meeting
from eventmgr.engines.scheduling.reading import limits
from eventmgr.engines.scheduling.reading.malformed import refusal
from eventmgr.engines.scheduling.reading.members import Members, items, numbers, read_pairs, whole
from eventmgr.engines.scheduling.reading.requests import read_meeting, refuse_contradictions
from eventmgr.engines.scheduling.reading.text import values_of
from eventmgr.engines.scheduling.reading.venue import Venue
from eventmgr.engines.scheduling.repairing.changes import Changes
from eventmgr.ground.sentences import _l

UNKNOWN = _l("%(path)s is not a member of changes. Delete it, or correct its name.")


def read_changes(source: str | bytes | dict[str, Any], instance: Instance) -> Changes:
    """Changes from JSON text or values; every number is one of `instance`.

    A member that nobody knows is refused here: on the day itself nothing may be overlooked.

    Raises:
        MalformedInstance: anything that is not as the form has it.
    """
    values = values_of(source) if isinstance(source, (str, bytes)) else source
    unknown: dict[str, str] = {}
    root = Members(values, "", unknown)
    slot_tables = _slot_tables(root, instance)
    last_table = max((1, *instance.slot_tables, *(slot_tables or ()))) - 1
    changes = Changes(
        now=root.whole("now", 0, instance.slots, 0),
        late=read_pairs(root, "late", len(instance.participants) - 1, instance.slots),
        left=read_pairs(root, "left", len(instance.participants) - 1, instance.slots),
        absent=_absences(root, instance),
        tables_lost=read_pairs(root, "tables_lost", instance.slots - 1, last_table),
        slot_tables=slot_tables,
        cancelled=_cancelled(root, instance),
        added=_added(root, instance, unknown),
    )
    root.done(("slot_tables",))
    for path in unknown:
        raise refusal(path, UNKNOWN)
    return changes


def _absences(root: Members, instance: Instance) -> tuple[tuple[int, tuple[int, ...]], ...]:
    absences = []
    for number, value in enumerate(root.items("absent", most=limits.PARTICIPANTS)):
        path = f"absent[{number}]"
        person, slots = items(value, path, count=2)
        absences.append(
            (
                whole(person, f"{path}[0]", 0, len(instance.participants) - 1),
                tuple(sorted(numbers(slots, f"{path}[1]", instance.slots - 1))),
            )
        )
    return tuple(absences)


def _slot_tables(root: Members, instance: Instance) -> tuple[int, ...] | None:
    if not root.has("slot_tables"):
        return None
    most = sum(hall.tables for hall in instance.halls) if instance.halls else limits.TABLES
    values = root.items("slot_tables", count=instance.slots)
    return tuple(whole(value, f"slot_tables[{slot}]", 0, most) for slot, value in enumerate(values))


def _cancelled(root: Members, instance: Instance) -> tuple[int, ...]:
    values = root.items("cancelled", most=limits.MEETINGS)
    return tuple(whole(value, f"cancelled[{n}]", 0, len(instance.meetings) - 1) for n, value in enumerate(values))


def _added(root: Members, instance: Instance, unknown: dict[str, str]) -> tuple[Meeting, ...]:
    """New meetings: same members as in an instance, numbered on after its last meeting."""
    values = root.items("added", most=limits.MEETINGS - len(instance.meetings))
    venue = Venue(
        instance.slots, instance.slot_tables, instance.sessions, instance.days, instance.halls, instance.travel
    )
    count = len(instance.meetings) + len(values)
    added = tuple(
        read_meeting(value, f"added[{number}]", venue, instance.participants, count, unknown)
        for number, value in enumerate(values)
    )
    refuse_contradictions((*instance.meetings, *added), instance.participants, added_from=len(instance.meetings))
    return added
