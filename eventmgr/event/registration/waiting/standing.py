"""How somebody stands on a waiting list, said honestly: at least so many get a place before them, and at most so many.
Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eventmgr.event.quotas.allocation import Allocation, Claim, Share
from eventmgr.event.registration.models import WaitingRule


@dataclass(frozen=True)
class Others:
    """Some of those who wait beside somebody, who share what decides about their place."""

    claim: Claim
    is_ahead: bool
    """In the order of asking."""
    is_certain: bool
    """Whether nothing but places stands in their way: neither the word of a delegation nor the organizers' hand."""
    n: int


@dataclass(frozen=True)
class Standing:
    """How many get a place before somebody, of those who wait now."""

    waiting: int
    """All who wait, the reader too."""
    least: int | None = None
    """So many certainly do; None: the organizers decide by hand."""
    most: int | None = None
    """All others certainly do not."""

    @property
    def number(self) -> int | None:
        """The place in the queue; None where nobody can know it."""
        return None if self.least is None or self.least != self.most else self.least + 1


def standing_of(
    own: Claim,
    others: Iterable[Others],
    *,
    rule: WaitingRule,
    allocation: Allocation | None,
    binds: bool,
    is_certain: bool,
) -> Standing:
    """Between how many and how many are before whoever claims so.

    Certain are those who asked earlier and want the very same places. Whoever asked later may still pass, if they want
    other places than the reader's, which may be used up by then; if a part of a quota is under its floor and the rule
    serves it first; or if the reader waits for more than a place.

    Args:
        allocation: who holds what of the quotas, where they bind or the rule asks for floors; else None.
        binds: whether quotas bind.
        is_certain: whether the reader waits for nothing but a place.
    """
    known = list(others)
    waiting = 1 + sum(other.n for other in known)
    if rule is WaitingRule.HAND:
        return Standing(waiting)

    def share_of(claim: Claim) -> Share | None:
        return allocation.share_of(claim) if allocation else None

    mine = share_of(own)
    is_limited = binds and mine is not None and mine.is_limited

    def is_alike(other: Others) -> bool:
        share = share_of(other.claim)
        if mine is None or share is None:
            return True
        return share == mine if binds else share.cells == mine.cells

    def may_pass(other: Others) -> bool:
        if not is_certain:
            return True
        is_first = rule is WaitingRule.FLOOR and allocation is not None and allocation.is_under_floor(other.claim)
        return is_first or (is_limited and not is_alike(other))

    least = sum(other.n for other in known if is_certain and other.is_ahead and other.is_certain and is_alike(other))
    return Standing(waiting, least, sum(other.n for other in known if other.is_ahead or may_pass(other)))
