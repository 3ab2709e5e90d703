"""Two registrations field by field, and what the one that stays says afterwards. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from eventmgr.event.quotas.models import HOLDING, TAKING, Status
from eventmgr.event.registration.applicant import values_of
from eventmgr.event.registration.models import Registration
from eventmgr.tools.likeness.comparing import list_different

NOTE, RANK = "office_note", "rank"
_WITH = {"diet_note": "diet", "country": "province", "id_kind": "id_number"}
"""A field that says nothing without another goes with it."""


def master_of(field: str) -> str:
    """The field with which this one is chosen."""
    return _WITH.get(field, field)


def plain_values(registration: Registration) -> dict[str, Any]:
    """All that a registration says, the organizers' own remarks too; nothing that is empty."""
    own = {NOTE: registration.office_note, RANK: registration.rank}
    return values_of(registration) | {name: value for name, value in own.items() if value not in ("", None)}


def list_differing(one: Registration, other: Registration) -> list[str]:
    """The fields, each for those that go with it, in which they differ."""
    return list(dict.fromkeys(master_of(field) for field in list_different(plain_values(one), plain_values(other))))


def first_choice(field: str, kept: Registration, other: Registration) -> Registration:
    """Whose value is taken unless somebody chooses: that of the one that stays, if it says anything."""
    return kept if any(master_of(name) == field for name in plain_values(kept)) else other


def composed(kept: Registration, other: Registration, taken: Collection[str]) -> dict[str, Any]:
    """What the one that stays says: its own values, but for those fields that are `taken` from the other one."""
    own, others = plain_values(kept), plain_values(other)
    values = {field: value for field, value in own.items() if master_of(field) not in taken}
    return values | {field: value for field, value in others.items() if master_of(field) in taken}


@dataclass(frozen=True)
class Side:
    """How the two stand to each other before they become one."""

    kept: Registration
    other: Registration

    @property
    def loses_place(self) -> bool:
        """The other one has a place, or is offered one, and the one that stays has less."""
        return _standing(self.other) < _standing(self.kept)

    @property
    def loses_mark(self) -> bool:
        """The other one was here, and the one that stays was not marked so."""
        return self.other.status is Status.ATTENDED and self.kept.status is not Status.ATTENDED


def _standing(row: Registration) -> int:
    """Better places are lower."""
    return 0 if row.status in HOLDING else 1 if row.status in TAKING else 2


def first_kept(first: Registration, second: Registration) -> Registration:
    """Which stays unless somebody chooses: who was here, else who has a place or is offered one, else who asked
    first."""
    return min(first, second, key=lambda row: (row.status is not Status.ATTENDED, _standing(row), row.id))


def applicant_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """What of `composed` the registration form asks."""
    return {field: value for field, value in values.items() if field not in (NOTE, RANK)}
