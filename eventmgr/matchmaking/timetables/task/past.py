"""What has begun stands: the part of a task that is past. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.schedule import Schedule
from eventmgr.matchmaking.timetables.task.places import Numbering, Place


def without_past(instance: Instance, numbering: Numbering, begun: Sequence[Place], at: datetime) -> Instance:
    """The same task once slots have begun: meetings that have begun keep slot, table and people, as a fact; all others
    may only be held in slots that are still to come."""
    now = next((slot.number for slot in numbering.slots if slot.starts_at > at), len(numbering.slots))
    if now == 0:
        return instance
    held = {one.meeting: one for one in numbering.schedule(begun).placed if one.slot < now}
    meetings = tuple(
        replace(meeting, session=1)
        if number not in held
        else replace(
            meeting,
            fixed=held[number].slot,
            table=held[number].table,
            locked=True,
            seat_a=held[number].seats[0],
            seat_b=held[number].seats[1],
        )
        for number, meeting in enumerate(instance.meetings)
    )
    to_come = replace(instance, meetings=meetings, sessions=((now, instance.slots),), now=now)
    return as_held(to_come, Schedule(tuple(held.values())))


def with_begun(instance: Instance, numbering: Numbering, begun: Sequence[Place], schedule: Schedule) -> Schedule:
    """The schedule with what has begun where it stands, and nothing else in the past."""
    if instance.now == 0:
        return schedule
    held = [one for one in numbering.schedule(begun).placed if one.slot < instance.now]
    known = {one.meeting for one in held}
    rest = (one for one in schedule.placed if one.meeting not in known and one.slot >= instance.now)
    return replace(schedule, placed=tuple(sorted((*held, *rest), key=lambda one: one.meeting)))


def as_held(instance: Instance, schedule: Schedule) -> Instance:
    """The same, where nobody was away and no table was lost in a slot before `now` in which a meeting was held: what
    has been held is a fact, whatever was told of it afterwards."""
    met: dict[tuple[int, int], set[int]] = defaultdict(set)
    tables: set[tuple[int, int]] = set()
    for placed in schedule.placed:
        if placed.slot >= instance.now:
            continue
        meeting = instance.meetings[placed.meeting]
        met[meeting.a, placed.seats[0]].add(placed.slot)
        met[meeting.b, placed.seats[1]].add(placed.slot)
        if placed.table is not None:
            tables.add((placed.slot, placed.table))
    participants = list(instance.participants)
    for (number, seat), slots in met.items():
        participant = participants[number]
        away = participant.seat_absent
        if away and away[seat] & slots:
            away = (*away[:seat], away[seat] - slots, *away[seat + 1 :])
        if participant.absent & slots or away != participant.seat_absent:
            participants[number] = replace(participant, absent=participant.absent - slots, seat_absent=away)
    return replace(instance, participants=tuple(participants), tables_lost=instance.tables_lost - tables)
