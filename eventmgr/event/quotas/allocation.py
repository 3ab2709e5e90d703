"""Who may have the next of an event's places: quotas of delegation units, cells inside them, the common pool, places of
each type of participant. Pure.

A cell is a part of a unit's quota, the people of one capacity or of one sector: at least `floor` places are kept for
them, at most `ceiling` of the unit's places are theirs. Whatever a unit holds beyond its quota, and whatever it must
still keep for its floors beyond it, it takes from the pool.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from eventmgr.event.forms.participant_types.types import HOUSE_TYPES, Types
from eventmgr.event.quotas.models import TAKING, Status
from eventmgr.event.quotas.tally import TallyRow

ROLE, SECTOR = "role", "sector"
"""What a cell is by."""


class Claim(NamedTuple):
    """What decides which part of which quota somebody uses; codes may be empty."""

    unit: str
    role: str
    """The key of a type of participant."""
    sector: str


@dataclass(frozen=True)
class QuotaCell:
    """A part of a unit's quota."""

    unit: str
    by: str
    """`ROLE` or `SECTOR`."""
    value: str
    """The key of a type of participant, or the beginning of a GB/T 4754 code."""
    floor: int = 0
    ceiling: int | None = None
    """None: no limit but the quota."""

    def holds(self, claim: Claim) -> bool:
        """Whether whoever claims so belongs to it."""
        if claim.unit != self.unit:
            return False
        return claim.role == self.value if self.by == ROLE else claim.sector.startswith(self.value)

    def stored(self) -> dict[str, Any]:
        """The rule as JSON keeps it."""
        return {name: getattr(self, name) for name in ("unit", "by", "value", "floor", "ceiling")}


@dataclass(frozen=True)
class Plan:
    """What an event's quotas have beside them; see `models.QuotaPlan`."""

    pool: int = 0
    types: Types = HOUSE_TYPES
    """Types of participants: which of them use quotas, and how many places each has."""
    cells: tuple[QuotaCell, ...] = ()
    returns_at: datetime | None = None
    returned_at: datetime | None = None

    def counts(self, role: str) -> bool:
        """Whether people of that type use places of their unit's quota."""
        return role not in self.types.uncounted

    def cells_of(self, unit: str) -> list[QuotaCell]:
        """The cells of one delegation."""
        return [cell for cell in self.cells if cell.unit == unit]


NO_PLAN = Plan()


class Full(NamedTuple):
    """Why a claim gets no place: the quota of its unit, a cell of it, or a type of participant that has no place
    left."""

    unit: str
    cell: QuotaCell | None = None
    role: str = ""
    """The type, where that is it."""


class Share(NamedTuple):
    """What of the quotas decides about a place; those of the same share want the same places."""

    unit: str
    """Empty: no quota of a delegation."""
    cells: tuple[QuotaCell, ...]
    is_limited: bool
    """Whether it can be used up while the event has places left."""
    role: str = ""
    """The type, where that has places of its own."""


class Allocation:
    """Who holds what, as it stands and as more take places; the event's own capacity is not its business."""

    def __init__(self, quotas: Mapping[str, int | None], plan: Plan, rows: Iterable[TallyRow]) -> None:
        """Args:
        quotas: invited unit → quota, None where it has none.
        rows: the tally by unit, capacity, sector and state.
        """
        self._quotas, self._plan = quotas, plan
        self._cells: dict[str, list[QuotaCell]] = {}
        for cell in plan.cells:
            self._cells.setdefault(cell.unit, []).append(cell)
        self._used: Counter[str] = Counter()
        self._held: Counter[QuotaCell] = Counter()
        self._of_type: Counter[str] = Counter()
        self._waiting: Counter[Claim] = Counter()
        self._pending: Counter[Claim] = Counter()
        for row in rows:
            self.enter(Claim(row.unit, row.role, row.sector), row.status, row.n)

    def enter(self, claim: Claim, status: Status, n: int) -> None:
        """So many more (fewer: below nought) who claim so are in that state."""
        if status in TAKING:
            self.take(claim, n)
        elif status is Status.WAITLISTED:
            self._waiting[claim] += n
        elif status is Status.PENDING:
            self._pending[claim] += n

    def take(self, claim: Claim, n: int = 1) -> None:
        """So many more of them hold a place (fewer: `n` below nought)."""
        self._of_type[claim.role] += n
        if not self._plan.counts(claim.role):
            return
        self._used[claim.unit] += n
        for cell in self._cells.get(claim.unit, ()):
            if cell.holds(claim):
                self._held[cell] += n

    def stays(self, claim: Claim, instead_of: Claim) -> bool:
        """Whether one claim in the place of another leaves its unit with as many places of the quota as before."""
        return claim.unit == instead_of.unit and self._plan.counts(instead_of.role)

    def quota(self, unit: str) -> int | None:
        """Of the unit; None where it has none."""
        return self._quotas.get(unit)

    def unused(self, unit: str) -> int:
        """Places of the unit's quota that nobody holds, waits for or has asked for; nought without a quota."""
        asked = self._waiting + self._pending
        wanted = sum(n for claim, n in asked.items() if claim.unit == unit and self._plan.counts(claim.role))
        return max(0, (self._quotas.get(unit) or 0) - self._used[unit] - wanted)

    def used(self, unit: str) -> int:
        """Places of the unit's quota, or beyond it, that are held."""
        return self._used[unit]

    def held(self, cell: QuotaCell) -> int:
        """Places that people of a cell hold."""
        return self._held[cell]

    def of_type(self, role: str) -> int:
        """Places that people of a type hold."""
        return self._of_type[role]

    @property
    def pool_left(self) -> int:
        """Places of the pool that no unit takes, never below nought."""
        return max(0, self._plan.pool - sum(self._drawn(unit) for unit in self._units()))

    def drawn(self, unit: str) -> int:
        """Places of the pool that the unit holds now."""
        quota = self._quotas.get(unit)
        return 0 if quota is None else max(0, self._used[unit] - quota)

    def full_for(self, claim: Claim) -> Full | None:
        """Why one more who claims so gets no place; None: they may have one."""
        most = self._plan.types.limits.get(claim.role)
        if most is not None and self._of_type[claim.role] >= most:
            return Full(claim.unit, role=claim.role)
        if not self._plan.counts(claim.role):
            return None
        for cell in self._cells.get(claim.unit, ()):
            if cell.ceiling is not None and cell.holds(claim) and self._held[cell] >= cell.ceiling:
                return Full(claim.unit, cell)
        quota = self._quotas.get(claim.unit)
        if quota is None:
            return None
        before = self._drawn(claim.unit)
        self.take(claim)
        after, used = self._drawn(claim.unit), self._used[claim.unit]
        self.take(claim, -1)
        if after == 0 or (used <= quota and after <= before):
            return None
        others = sum(self._drawn(unit) for unit in self._units() if unit != claim.unit)
        return None if others + after <= self._plan.pool else Full(claim.unit)

    def is_under_floor(self, claim: Claim) -> bool:
        """Whether whoever claims so belongs to a part of a quota that has not reached its floor."""
        return self._plan.counts(claim.role) and any(
            cell.holds(claim) and self._held[cell] < cell.floor for cell in self._cells.get(claim.unit, ())
        )

    def share_of(self, claim: Claim) -> Share:
        """What of the quotas decides about a place for whoever claims so."""
        role = claim.role if claim.role in self._plan.types.limits else ""
        if not self._plan.counts(claim.role):
            return Share("", (), bool(role), role)
        cells = tuple(cell for cell in self._cells.get(claim.unit, ()) if cell.holds(claim))
        has_quota = self._quotas.get(claim.unit) is not None
        is_limited = has_quota or bool(role) or any(cell.ceiling is not None for cell in cells)
        return Share(claim.unit if has_quota else "", cells, is_limited, role)

    def leaves_room_for(self, claim: Claim, places: int | None) -> bool:
        """Whether one more who claims so gets a place although others wait: after all of those that may have one.

        Args:
            places: free places of the event; None without limit.
        """
        with self._served(places) as served:
            free = None if places is None else places - sum(served.values())
            return free != 0 and self.full_for(claim) is None

    def count_movable(self, places: int | None) -> int:
        """How many of those who wait may have one of so many free places."""
        with self._served(places) as served:
            return sum(served.values())

    @contextmanager
    def _served(self, places: int | None) -> Iterator[Counter[Claim]]:
        """As if everybody who waits and may have a place had one: how many of whom."""
        served: Counter[Claim] = Counter()
        free = places
        for waiting, n in self._waiting.items():
            while served[waiting] < n and free != 0 and self.full_for(waiting) is None:
                self.take(waiting)
                served[waiting] += 1
                free = None if free is None else free - 1
        try:
            yield served
        finally:
            for waiting, n in served.items():
                self.take(waiting, -n)

    def _drawn(self, unit: str) -> int:
        """What the unit takes of the pool, places included that it must still keep for its floors."""
        quota = self._quotas.get(unit)
        if quota is None:
            return 0
        kept: Counter[str] = Counter()
        for cell in self._cells.get(unit, ()):
            kept[cell.by] += max(0, cell.floor - self._held[cell])
        return max(0, self._used[unit] + max(kept.values(), default=0) - quota)

    def _units(self) -> Sequence[str]:
        return [unit for unit, quota in self._quotas.items() if quota is not None]
