"""When sides are asked how far a deal is: so many months after it was recorded, each round once for each person.
Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.identity.privacy.periods import months_later

LATEST = timedelta(days=31)
"""A round that was due longer ago is over: nobody is asked in June what was meant for March."""
TOGETHER = timedelta(days=7)
"""What is due so soon is asked in the same e-mail, so that nobody gets one each day."""


@dataclass(frozen=True)
class Round:
    """A deal about which somebody is asked, and which round that is."""

    deal_id: int
    months: int


def due_round(recorded_at: datetime, months: Iterable[int], *, at: datetime) -> int | None:
    """The round that was reached last, unless that is long ago; None: none."""
    reached = [item for item in months if months_later(recorded_at, item) <= at]
    if not reached:
        return None
    last = max(reached)
    return last if at < months_later(recorded_at, last) + LATEST else None


def rounds_of(
    recorded: dict[int, datetime], months: Collection[int], asked: Collection[tuple[int, int]], *, at: datetime
) -> list[Round]:
    """What one person is asked about now, by deal; empty: nothing.

    Args:
        recorded: deals of the person → when each was recorded.
        asked: (deal, months) that the person was asked before.
    """
    due, soon = [], []
    for deal_id, recorded_at in sorted(recorded.items()):
        last = max((number for deal, number in asked if deal == deal_id), default=0)
        now = due_round(recorded_at, months, at=at)
        if now is not None and now > last:
            due.append(Round(deal_id, now))
            continue
        near = due_round(recorded_at, months, at=at + TOGETHER)
        if near is not None and near > last:
            soon.append(Round(deal_id, near))
    return sorted([*due, *soon], key=lambda item: item.deal_id) if due else []


def next_round(recorded_at: datetime, months: Iterable[int], *, at: datetime) -> datetime | None:
    """When the next round is due; None: there is none."""
    return min((when for item in months if (when := months_later(recorded_at, item)) > at), default=None)
