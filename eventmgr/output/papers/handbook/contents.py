"""What a handbook says, as plain values in its language. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eventmgr.event.delegations.exchange_papers.queries import Submitted
from eventmgr.output.papers.contents import Day, GroupLists, Roster
from eventmgr.tools.typesetting.occasion import Occasion


@dataclass(frozen=True)
class Talk:
    """A talk and who holds it."""

    title: str
    speakers: str
    when: str


@dataclass(frozen=True)
class Arrangement:
    """A table under its title: `heads` may be empty, where the first column names the rows."""

    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Book:
    """A handbook: its parts in order (keys of `parts.PARTS`) and what each prints.

    Args:
        contacts: (word, value) lines.
        papers: exchange papers that were accepted.
        arrangements: part → its tables: seats, rooms, meals, rides, stops, selected cases.
        is_supplement: only the people whose part has changed.
    """

    occasion: Occasion
    parts: tuple[str, ...]
    notes: str
    days: tuple[Day, ...]
    talks: tuple[Talk, ...]
    roster: Roster
    groups: GroupLists | None
    contacts: tuple[tuple[str, str], ...]
    blank_pages: int = 0
    papers: tuple[Submitted, ...] = ()
    arrangements: Mapping[str, tuple[Arrangement, ...]] = field(default_factory=dict)
    is_supplement: bool = False
