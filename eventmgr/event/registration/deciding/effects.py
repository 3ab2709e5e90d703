"""What a decision about several registrations would do: places, quotas of delegations, e-mails. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eventmgr.event.quotas.allocation import Plan
from eventmgr.event.quotas.models import TAKING
from eventmgr.event.quotas.units import UnitUse
from eventmgr.event.registration.models import Registration


@dataclass(frozen=True)
class UnitEffect:
    """What it does to one delegation."""

    use: UnitUse
    """As it is now."""
    step: int
    """So many places more, or fewer."""

    @property
    def then(self) -> int:
        """Places that it would hold, those included that are offered to its people."""
        return self.use.used + self.use.offered + self.step

    @property
    def over(self) -> int:
        """How many of them beyond its quota."""
        return 0 if self.use.quota is None else max(0, self.then - self.use.quota)


@dataclass(frozen=True)
class Effects:
    """What one decision changes: places before and after."""

    taken: int
    then: int
    """Places of the event that are held or offered now, and afterwards; staff included."""
    units: tuple[UnitEffect, ...]
    """Delegations whose places change, in official order."""
    reached: int
    unreached: int
    """How many of them have an e-mail address, and how many have none."""


def effects_of(
    chosen: Iterable[Registration],
    *,
    gives: bool | None,
    taken: int,
    uses: Mapping[str, UnitUse],
    plan: Plan,
    served: Iterable[Registration] | None = None,
) -> Effects:
    """What it would do to give all of `chosen` a place (`gives`), to take it from them (False), or neither (None).

    Args:
        taken: places of the event that are held now.
        uses: delegation → its use, in official order; only delegations of `uses` are told of.
        plan: which participant types use places of their delegation.
        served: who of them gets a place, where not all do.
    """
    rows = list(chosen)
    moved = rows if served is None else served
    moving = [] if gives is None else [row for row in moved if (row.status in TAKING) is not gives]
    step = -1 if gives is False else 1
    steps = Counter(row.unit_code for row in moving if plan.counts(row.role))
    units = tuple(UnitEffect(use, step * steps[code]) for code, use in uses.items() if steps[code])
    reached = sum(bool(row.email) for row in rows)
    return Effects(taken, taken + step * len(moving), units, reached, len(rows) - reached)
