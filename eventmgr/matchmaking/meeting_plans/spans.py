"""When somebody cannot: ticked slots become spans of time, and back. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from eventmgr.matchmaking.meeting_plans.slots import Slot, slots_within

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
