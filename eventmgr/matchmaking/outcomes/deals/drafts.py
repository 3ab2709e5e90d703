"""A deal as it was typed, or as another room tells it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from eventmgr.matchmaking.outcomes.deals.money import HOME, in_yuan
from eventmgr.matchmaking.outcomes.models import AmountKind, DealType, Stage


@dataclass(frozen=True)
class SideDraft:
    """One side: its name, where it is from, and whom to ask there; the contact as it is to be kept."""

    name: str
    province_code: str | None = None
    sector_code: str | None = None
    contact_name: str = ""
    contact_email: str = ""
    contact_mobile: str = ""
    language: str = "zh"


@dataclass(frozen=True)
class AmountDraft:
    """An amount in hundredths of its currency; where that is not the yuan, with the rate (`money`) and its day."""

    kind: AmountKind
    original: int
    currency: str = HOME
    rate: int | None = None
    rate_on: date | None = None

    @property
    def amount(self) -> int:
        """The amount in hundredths of a yuan."""
        return self.original if self.rate is None or self.currency == HOME else in_yuan(self.original, self.rate)


@dataclass(frozen=True)
class DealDraft:
    """A deal: the initiating side first, then its partner, then others."""

    title: dict[str, str]
    sides: tuple[SideDraft, ...]
    type: DealType = DealType.INVESTMENT
    amounts: tuple[AmountDraft, ...] = ()
    told_by_code: str | None = None
    note: str = ""
    stems_from_id: int | None = None
    stage: Stage = Stage.INTENTION
    on_date: date | None = None
    """The day of the stage; None: the day on which it is recorded."""
    stage_note: str = field(default="")


def main_amount(amounts: Iterable[tuple[AmountKind, int]]) -> int:
    """The amount by which a deal is counted: the planned investment, where it is not stated the contract value, else
    0."""
    stated = dict(amounts)
    return stated.get(AmountKind.PLANNED) or stated.get(AmountKind.CONTRACT) or 0
