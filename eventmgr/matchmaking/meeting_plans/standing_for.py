"""Agenda items that stand for the meetings in everybody's calendar, held against the blocks in which meetings are held.
Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.ground.text import folded
from eventmgr.matchmaking.meeting_plans.models import MeetingBlock

_NAMES = ("一对一洽谈", "one-to-one")
"""How the agenda that a draft begins with calls them, and whoever writes such an item."""


@dataclass(frozen=True)
class Differing:
    """An item whose hours are not those of the blocks; `hours` are those, None where no block is near."""

    item: AgendaItem
    hours: tuple[datetime, datetime] | None


def differing(items: Iterable[AgendaItem], blocks: Sequence[MeetingBlock], timezone: str) -> list[Differing]:
    """Items that stand for meetings and have other hours than the blocks that they overlap; where they overlap none,
    and no other such item is on that day, than the blocks of the day. Without blocks nothing is said."""
    zone = ZoneInfo(timezone)
    own = [row for row in items if row.kind is ItemKind.OTHER and any(name in _folded_titles(row) for name in _NAMES)]
    differing_items = []
    for item in own if blocks else ():
        near = [row for row in blocks if row.starts_at < item.ends_at and row.ends_at > item.starts_at]
        day = item.starts_at.astimezone(zone).date()
        if not near and sum(other.starts_at.astimezone(zone).date() == day for other in own) == 1:
            near = [row for row in blocks if row.starts_at.astimezone(zone).date() == day]
        hours = (min(row.starts_at for row in near), max(row.ends_at for row in near)) if near else None
        if hours != (item.starts_at, item.ends_at):
            differing_items.append(Differing(item, hours))
    return differing_items


def _folded_titles(item: AgendaItem) -> str:
    return " ".join(folded(title) for title in item.title.values())
