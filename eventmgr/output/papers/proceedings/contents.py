"""What minutes and briefs say, as plain values in their language. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.output.papers.contents import ActionItem, Attendee, Counts, Day
from eventmgr.tools.typesetting.occasion import Occasion


@dataclass(frozen=True)
class Present:
    """A delegation (or guests, or staff) and its people."""

    unit: str
    people: tuple[Attendee, ...]


@dataclass(frozen=True)
class Minutes:
    """The minutes of an event.

    Args:
        chairs: names of those who chaired.
        text: what organizers wrote of it, (heading, text).
        present, excused, observing: by delegation in official order (出席、请假、列席).
        is_recorded: whether arrivals were marked at all; otherwise `present` holds who is expected.
        signed: by whom and of which day.
        days_held: from which day to which, as a sentence says it.
    """

    occasion: Occasion
    chairs: tuple[str, ...]
    days: tuple[Day, ...]
    text: tuple[tuple[str, str], ...]
    action_items: tuple[ActionItem, ...]
    present: tuple[Present, ...]
    excused: tuple[Present, ...]
    observing: tuple[Present, ...]
    is_recorded: bool
    signed: tuple[str, str]
    days_held: str


@dataclass(frozen=True)
class Brief:
    """One page for leaders.

    Args:
        made: as of when.
        delegations: None where the event invites none.
        leaders: (delegation, people) that lead delegations.
        days: the agenda without breaks.
    """

    occasion: Occasion
    made: str
    totals: Counts
    provinces: int
    delegations: int | None
    overview: str
    leaders: tuple[Present, ...]
    days: tuple[Day, ...]
    action_items: tuple[ActionItem, ...]
    outcomes: tuple[str, str] | None = None
    """How many deals, and their amount."""
