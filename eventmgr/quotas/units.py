"""How many places a delegation unit has and uses, and whether the next one of it gets a place. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eventmgr.events.derived.opening import free_places
from eventmgr.quotas.models import HOLDING, Status
from eventmgr.quotas.tally import TallyRow
from eventmgr.taxonomy import units


@dataclass(frozen=True)
class UnitUse:
    """What one delegation unit holds of an event's places; guests without a unit stand under the code ''."""

    code: str
    quota: int | None
    """None: no limit of its own."""
    used: int = 0
    waiting: int = 0

    @property
    def left(self) -> int | None:
        """Places of the quota that nobody holds, never below nought; None without quota."""
        return free_places(self.quota, self.used)

    @property
    def over(self) -> int:
        """How many hold a place beyond the quota."""
        return 0 if self.quota is None else max(0, self.used - self.quota)

    @property
    def movable(self) -> int:
        """How many of its waiting list could be promoted as far as the quota goes."""
        return self.waiting if self.left is None else min(self.waiting, self.left)


def uses(rows: Iterable[TallyRow], quotas: Mapping[str, int | None]) -> dict[str, UnitUse]:
    """Unit code → its use, in official order: every invited unit, and every other with somebody holding a place or
    waiting; guests last."""
    used: dict[str, int] = {}
    waiting: dict[str, int] = {}
    for row in rows:
        if row.status in HOLDING:
            used[row.unit] = used.get(row.unit, 0) + row.n
        elif row.status is Status.WAITLISTED:
            waiting[row.unit] = waiting.get(row.unit, 0) + row.n
    known = {*quotas, *used, *waiting}
    order = [code for code in (*(unit.code for unit in units()), "") if code in known]
    return {code: UnitUse(code, quotas.get(code), used.get(code, 0), waiting.get(code, 0)) for code in order}


def gets_a_place(unit_uses: Mapping[str, UnitUse], unit: str, places: int | None) -> bool:
    """Whether one more of `unit` is confirmed at once: its quota and the event have a place that nobody waits for.

    Args:
        unit_uses: as `uses` says; those of units whose quota is used up wait without holding others back.
        places: free places of the event; None without limit.
    """
    own = unit_uses.get(unit)
    if own is not None and own.left is not None and own.left <= own.waiting:
        return False
    return places is None or places > sum(use.movable for use in unit_uses.values())
