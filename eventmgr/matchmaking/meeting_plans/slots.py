"""From blocks of time to numbered slots; ticked slots become spans of time, and back. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from eventmgr.matchmaking.meeting_plans.models import MeetingBlock


@dataclass(frozen=True)
class Slot:
    """One time at which a meeting can be held."""

    number: int
    """From 0, over all blocks in the order of time."""
    starts_at: datetime
    ends_at: datetime
    block_id: int
    is_first_of_day: bool
    """Begins a day at the event's zone: the night before is no break."""


def slots_of(blocks: Iterable[MeetingBlock], zone: str) -> list[Slot]:
    """The slots of `blocks`, numbered by time; a slot that would end after its block is none, and neither is one that
    begins before an earlier one has ended (blocks that overlap)."""
    slots: list[Slot] = []
    last_day = None
    for block in sorted(blocks, key=lambda one: (one.starts_at, one.id)):
        start, length = block.starts_at, timedelta(minutes=block.slot_minutes)
        while start + length <= block.ends_at:
            if not slots or start >= slots[-1].ends_at:
                day = start.astimezone(ZoneInfo(zone)).date()
                slots.append(Slot(len(slots), start, start + length, block.id, day != last_day))
                last_day = day
            start += length + timedelta(minutes=block.gap_minutes)
    return slots


def slots_within(slots: Iterable[Slot], starts_at: datetime, ends_at: datetime) -> frozenset[int]:
    """Numbers of the slots of which any part lies within the span."""
    return frozenset(slot.number for slot in slots if slot.starts_at < ends_at and starts_at < slot.ends_at)


def days_of(slots: Iterable[Slot], zone: str) -> list[date]:
    """Days on which meetings are held, on the event's clock."""
    return sorted({slot.starts_at.astimezone(ZoneInfo(zone)).date() for slot in slots})


def slots_of_day(slots: Iterable[Slot], day: date, zone: str) -> list[Slot]:
    """The slots of one day."""
    return [slot for slot in slots if slot.starts_at.astimezone(ZoneInfo(zone)).date() == day]


Span = tuple[datetime, datetime]
"""From an instant to another."""


def slot_name(slot: Slot) -> str:
    """The value of a slot in a form: it stays what it is when other slots come and go."""
    return f"{int(slot.starts_at.timestamp())}"


def spans_of_slots(slots: Sequence[Slot], names: Collection[str]) -> list[Span]:
    """The spans of the slots with these names; slots of one block that follow each other make one."""
    spans: list[Span] = []
    last = None
    for slot in slots:
        if slot_name(slot) not in names:
            continue
        if last is not None and last.number == slot.number - 1 and last.block_id == slot.block_id:
            spans[-1] = (spans[-1][0], slot.ends_at)
        else:
            spans.append((slot.starts_at, slot.ends_at))
        last = slot
    return spans


def names_within(slots: Sequence[Slot], spans: Iterable[Span]) -> set[str]:
    """The names of the slots that any of the spans touches."""
    numbers: set[int] = set()
    for start, end in spans:
        numbers |= slots_within(slots, start, end)
    return {slot_name(slot) for slot in slots if slot.number in numbers}
