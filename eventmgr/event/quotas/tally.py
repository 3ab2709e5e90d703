"""What the tally of an event says: pure functions over plain rows.

A tally row says how many registrations share unit, province, sector, capacity and state. "Registered" counts everybody who
asked and was not rejected or withdrawn, "confirmed" everybody who holds a place, "attended" who came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from eventmgr.event.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING, Status

CONFIRMED = frozenset(HOLDING)
GONE = frozenset({Status.REJECTED, Status.WITHDRAWN})


class TallyRow(NamedTuple):
    """`n` registrations of one unit, province, sector, state and capacity; codes may be empty."""

    unit: str
    province: str
    sector: str
    status: Status
    n: int
    role: str = Role.DELEGATE


@dataclass(frozen=True)
class Totals:
    """The three counts of a group."""

    registered: int = 0
    confirmed: int = 0
    attended: int = 0

    @property
    def attendance(self) -> float | None:
        """Attended of confirmed, in [0, 1]; None while nobody is confirmed."""
        return self.attended / self.confirmed if self.confirmed else None


@dataclass(frozen=True)
class Reach:
    """From how many provinces and how many delegations people come."""

    provinces: int
    delegations: int


def by_status(rows: Iterable[TallyRow]) -> Counter[Status]:
    """State → count."""
    counts: Counter[Status] = Counter()
    for row in rows:
        counts[row.status] += row.n
    return counts


def totals(rows: Iterable[TallyRow]) -> Totals:
    """The three counts of all rows together."""
    return _sum(list(rows))


def reach(rows: Iterable[TallyRow]) -> Reach:
    """From where those come who hold a place: the one rule for every page and paper that says so.

    A guest without a delegation counts for the province that the form names; nobody counts under an empty code.
    """
    held = [row for row in rows if row.status in CONFIRMED and row.n]
    return Reach(
        provinces=len({row.province for row in held if row.province}),
        delegations=len({row.unit for row in held if row.unit}),
    )


def by_unit(rows: Iterable[TallyRow]) -> dict[str, Totals]:
    """Unit code → counts; units without a row are missing; guests without a unit stand under ''."""
    return _grouped(rows, lambda row: row.unit)


def by_province(rows: Iterable[TallyRow]) -> dict[str, Totals]:
    """Province code → counts. A city or the Corps counts for its province, as the rows already say."""
    return _grouped(rows, lambda row: row.province)


def _grouped(rows: Iterable[TallyRow], key: Callable[[TallyRow], str]) -> dict[str, Totals]:
    groups: dict[str, list[TallyRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {code: _sum(group) for code, group in groups.items()}


def _sum(rows: list[TallyRow]) -> Totals:
    return Totals(
        registered=sum(row.n for row in rows if row.status not in GONE),
        confirmed=sum(row.n for row in rows if row.status in CONFIRMED),
        attended=sum(row.n for row in rows if row.status is Status.ATTENDED),
    )
