"""How many places a delegation unit has and uses. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from eventmgr.event.events.derived.opening import free_places
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.allocation import NO_PLAN, Plan
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.tools.taxonomy import units


@dataclass(frozen=True)
class UnitUse:
    """What one delegation unit holds of an event's places; guests without a unit stand under the code ''."""

    code: str
    quota: int | None
    """None: no limit of its own."""
    used: int = 0
    waiting: int = 0
    offered: int = 0
    """Places of the quota that are offered to people of the waiting list."""
    asking: int = 0
    """People who await review or wait, and would use a place of the quota."""
    figure: str = "taken"
    """The key of the number `used` (docs/formats/figures.md): without whom it is counted."""

    @property
    def left(self) -> int | None:
        """Places of the quota that nobody holds or is offered, never below nought; None without quota."""
        return free_places(self.quota, self.used + self.offered)

    @property
    def over(self) -> int:
        """How many hold a place, or are offered one, beyond the quota."""
        return 0 if self.quota is None else max(0, self.used + self.offered - self.quota)


def without_staff(used: Mapping[str, UnitUse], rows: Iterable[TallyRow]) -> tuple[dict[str, UnitUse], int]:
    """The same with guests apart from staff who belong to no delegation, and how many places these hold."""
    staff = sum(row.n for row in rows if row.status in HOLDING and row.role == Role.STAFF and not row.unit)
    guests = used.get("")
    if guests is None or guests.figure != "taken":
        return dict(used), 0
    return {**used, "": replace(guests, used=guests.used - staff, figure="expected")}, staff


def uses(rows: Iterable[TallyRow], quotas: Mapping[str, int | None], plan: Plan = NO_PLAN) -> dict[str, UnitUse]:
    """Unit code → its use, in official order: every invited unit, and every other with somebody holding a place or
    waiting; guests last. Places of types that come in addition to the quotas are not among those used."""
    uncounted = plan.types.uncounted
    figure = "quota_used" if uncounted - {Role.STAFF} else "expected" if uncounted else "taken"
    used: dict[str, int] = {}
    waiting: dict[str, int] = {}
    offered: dict[str, int] = {}
    asking: dict[str, int] = {}
    for row in rows:
        if row.status in HOLDING and plan.counts(row.role):
            used[row.unit] = used.get(row.unit, 0) + row.n
        elif row.status is Status.OFFERED and plan.counts(row.role):
            offered[row.unit] = offered.get(row.unit, 0) + row.n
        if row.status in (Status.PENDING, Status.WAITLISTED) and plan.counts(row.role):
            asking[row.unit] = asking.get(row.unit, 0) + row.n
        if row.status is Status.WAITLISTED:
            waiting[row.unit] = waiting.get(row.unit, 0) + row.n
    known = {*quotas, *used, *waiting, *offered}
    order = [code for code in (*(unit.code for unit in units()), "") if code in known]
    return {
        code: UnitUse(
            code,
            quotas.get(code),
            used.get(code, 0),
            waiting.get(code, 0),
            offered.get(code, 0),
            asking.get(code, 0),
            figure,
        )
        for code in order
    }
