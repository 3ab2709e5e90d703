"""What became different since a schedule was made: who is late, gone or away, which tables are lost, what is cancelled
or added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant


@dataclass(frozen=True)
class Changes:
    """All numbers are those of the instance. Nothing here touches a slot before `now`: what is past has been held."""

    now: int = 0
    """The first slot that is still to come."""
    late: tuple[tuple[int, int], ...] = ()
    """(participant, first slot in which it is there)."""
    left: tuple[tuple[int, int], ...] = ()
    """(participant, first slot in which it is gone for good)."""
    absent: tuple[tuple[int, tuple[int, ...]], ...] = ()
    """(participant, slots in which it is away)."""
    tables_lost: tuple[tuple[int, int], ...] = ()
    """(slot, table) out of use."""
    slot_tables: tuple[int, ...] | None = None
    """The number of tables of each slot, where the hall itself became larger or smaller."""
    cancelled: tuple[int, ...] = ()
    """Meetings that nobody wants any more; one that has been held stays nevertheless (`repair`)."""
    added: tuple[Meeting, ...] = ()
    """New meetings; they are numbered on after the last one of the instance."""


def apply(instance: Instance, changes: Changes) -> Instance:
    """The instance as it is after the changes. Meetings keep their numbers; added ones come last, cancelled ones stay
    unplaced.

    Raises ValueError for a participant, slot or meeting that the instance does not have.
    """
    _check(instance, changes)
    now = max(instance.now, changes.now)
    away = _away(instance, changes, now)
    cancelled = frozenset(changes.cancelled)
    slot_tables = changes.slot_tables or instance.slot_tables
    lost = frozenset((slot, table) for slot, table in changes.tables_lost if slot >= now)
    return replace(
        instance,
        participants=tuple(
            _with_absence(participant, away.get(number, frozenset()))
            for number, participant in enumerate(instance.participants)
        ),
        slot_tables=instance.slot_tables[:now] + slot_tables[now:],
        meetings=tuple(
            replace(meeting, cancelled=True) if number in cancelled else meeting
            for number, meeting in enumerate(instance.meetings)
        )
        + changes.added,
        tables_lost=instance.tables_lost | lost,
        now=now,
    )


def _away(instance: Instance, changes: Changes, now: int) -> dict[int, frozenset[int]]:
    """participant → further slots of absence, none of them past."""
    away: dict[int, set[int]] = {}
    for participant, first in changes.late:
        away.setdefault(participant, set()).update(range(now, first))
    for participant, first in changes.left:
        away.setdefault(participant, set()).update(range(max(now, first), instance.slots))
    for participant, slots in changes.absent:
        away.setdefault(participant, set()).update(slot for slot in slots if slot >= now)
    return {participant: frozenset(slots) for participant, slots in away.items()}


def _with_absence(participant: Participant, slots: frozenset[int]) -> Participant:
    return replace(participant, absent=participant.absent | slots) if slots - participant.absent else participant


def _check(instance: Instance, changes: Changes) -> None:
    people, slots, meetings = len(instance.participants), instance.slots, len(instance.meetings)
    _within("now", [changes.now], slots)
    _within("late", (slot for _, slot in changes.late), slots)
    _within("left", (slot for _, slot in changes.left), slots)
    _within("absent", (slot for _, away in changes.absent for slot in away), slots - 1)
    _within("tables_lost", (slot for slot, _ in changes.tables_lost), slots - 1)
    for name, pairs in (("late", changes.late), ("left", changes.left)):
        _within(name, (participant for participant, _ in pairs), people - 1)
    _within("absent", (participant for participant, _ in changes.absent), people - 1)
    _within("cancelled", changes.cancelled, meetings - 1)
    _within("added", (side for meeting in changes.added for side in (meeting.a, meeting.b)), people - 1)
    _within("added", (m for meeting in changes.added for m in meeting.after), meetings + len(changes.added) - 1)
    if changes.slot_tables is not None and len(changes.slot_tables) != slots:
        raise ValueError(f"slot_tables: {len(changes.slot_tables)} numbers for {slots} slots")


def _within(name: str, numbers: Iterable[int], most: int) -> None:
    for number in numbers:
        if not 0 <= number <= most:
            raise ValueError(f"{name}: {number} is not within 0 … {most}")
