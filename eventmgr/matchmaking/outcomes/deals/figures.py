"""What is counted of deals: the funnel, the two ratios of public reports, bands, provinces by provinces. Pure.

Each deal counts once: entries that were merged into another are not among the facts, and what a deal has brought along
counts by its own entry alone. Source of the ratios: as provinces publish them a year after a fair
(docs/inside/outcomes.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from eventmgr.matchmaking.outcomes.deals.chains import Brought, brought_along
from eventmgr.matchmaking.outcomes.deals.money import BANDS, band_of
from eventmgr.matchmaking.outcomes.models import CHAIN, AmountKind, DealType, Stage


@dataclass(frozen=True)
class Facts:
    """What of a deal is counted. Amounts are hundredths of a yuan, codes may be empty."""

    id: int
    type: DealType
    stage: Stage
    reached: Stage
    amount: int = 0
    amounts: Mapping[AmountKind, int] = field(default_factory=dict)
    province: str = ""
    """Of the initiating side, as are sector and size."""
    partner: str = ""
    """Province of the other side."""
    stems_from_id: int | None = None
    event_id: int = 0
    sector: str = ""
    size: str = ""
    """Of the organization."""


MEASURES: Mapping[str, Mapping[str, str]] = {
    "intentions": {},
    "contracts": {"reached": Stage.CONTRACT.value},
    "amount": {},
}
"""Measure → what of the list of deals opens its rows; a place of the page narrows it."""


def counts_deal(measure: str, deal: Facts) -> bool:
    """Whether a measure counts a deal, as the list that opens its rows finds it."""
    reached = MEASURES[measure].get("reached")
    return reached is None or reaches(deal.reached, Stage(reached))


@dataclass(frozen=True)
class Sum:
    """How many deals, and their amounts together."""

    number: int = 0
    amount: int = 0


@dataclass(frozen=True)
class Step:
    """A step of the funnel."""

    stage: Stage
    reached: Sum
    """Deals that have come at least so far, also those that ended afterwards."""
    ended: int
    """How many of these have ended early."""
    here: int
    """How many stand at this stage now."""


@dataclass(frozen=True)
class Ratios:
    """The two ratios, and what they are made of; all of the stated base."""

    contracts: int = 0
    """The base: deals of the counted types that have come to a contract at least, also those that ended afterwards."""
    in_production: int = 0
    started: int = 0
    """Under construction, and not yet in production."""
    preparing: int = 0
    """Signed, and not yet started."""
    ended: int = 0
    planned: int = 0
    """Planned total investment of the contracts that state it, in hundredths of a yuan."""
    in_place: int = 0
    """Funds in place of the same contracts."""

    @property
    def begun(self) -> int:
        """How many projects have begun: the numerator of the rate of construction (开工率)."""
        return self.in_production + self.started

    @property
    def fulfilled(self) -> int:
        """How many contracts are kept: the numerator of the rate of fulfilment (履约率)."""
        return self.contracts - self.ended


@dataclass(frozen=True)
class Flows:
    """Deals from the province of the initiating side to that of its partner; a code is empty where none is stated."""

    cells: Mapping[tuple[str, str], Sum]

    def provinces(self, order: Sequence[str], *, partners: bool = False) -> list[str]:
        """Those that occur, in `order`, the unstated one last."""
        seen = {pair[partners] for pair in self.cells}
        return [code for code in (*order, "") if code in seen]


@dataclass(frozen=True)
class Figures:
    """Everything that pages, papers and workbooks say of an event's deals."""

    total: Sum
    steps: tuple[Step, ...]
    ended: Sum
    ratios: Ratios
    bands: tuple[tuple[int, Sum, Sum], ...]
    """(lower edge in yuan, deals in the band, deals from the edge on), the smallest first."""
    unstated: int
    """Deals without an amount: they are in no band."""
    types: tuple[tuple[DealType, Sum], ...]
    kinds: tuple[tuple[AmountKind, Sum], ...]
    flows: Flows
    brought: Mapping[int, Brought]
    """Deals from which others followed → what followed."""
    followed: Sum
    """Deals that stem from another one, each once."""


def count(deals: Iterable[Facts], counted_types: Collection[DealType]) -> Figures:
    """The figures of `deals`.

    Args:
        counted_types: whose contracts are the base of the ratios.
    """
    facts = list(deals)
    stated = [deal for deal in facts if deal.amount]
    ids = {deal.id for deal in facts}
    return Figures(
        total=_sum(facts),
        steps=tuple(_step(facts, position) for position in range(len(CHAIN))),
        ended=_sum(deal for deal in facts if deal.stage is Stage.ENDED),
        ratios=ratios_of(deal for deal in facts if deal.type in counted_types),
        bands=tuple(_bands(stated)),
        unstated=len(facts) - len(stated),
        types=tuple((type_, _sum(deal for deal in facts if deal.type is type_)) for type_ in DealType),
        kinds=tuple((kind, _of_kind(facts, kind)) for kind in AmountKind),
        flows=flows_of(facts),
        brought=brought_along(
            {deal.id: deal.stems_from_id for deal in facts}, {deal.id: deal.amount for deal in facts}
        ),
        followed=_sum(deal for deal in facts if deal.stems_from_id in ids),
    )


def ratios_of(deals: Iterable[Facts]) -> Ratios:
    """Of deals that are all of counted types."""
    contracts = [deal for deal in deals if reaches(deal.reached, Stage.CONTRACT)]
    now = Counter(deal.stage for deal in contracts)
    planning = [deal.amounts for deal in contracts if deal.amounts.get(AmountKind.PLANNED)]
    return Ratios(
        contracts=len(contracts),
        in_production=now[Stage.IN_PRODUCTION],
        started=now[Stage.STARTED],
        preparing=now[Stage.CONTRACT],
        ended=now[Stage.ENDED],
        planned=sum(amounts[AmountKind.PLANNED] for amounts in planning),
        in_place=sum(amounts.get(AmountKind.IN_PLACE, 0) for amounts in planning),
    )


def reaches(reached: Stage, stage: Stage) -> bool:
    """Whether somebody who has come to `reached` has come to `stage`."""
    return CHAIN.index(reached) >= CHAIN.index(stage)


def flows_of(deals: Iterable[Facts]) -> Flows:
    """By the provinces of both sides."""
    numbers: Counter[tuple[str, str]] = Counter()
    amounts: Counter[tuple[str, str]] = Counter()
    for deal in deals:
        pair = (deal.province, deal.partner)
        numbers[pair] += 1
        amounts[pair] += deal.amount
    return Flows({pair: Sum(number, amounts[pair]) for pair, number in sorted(numbers.items())})


def _step(facts: Sequence[Facts], position: int) -> Step:
    reached = [deal for deal in facts if CHAIN.index(deal.reached) >= position]
    ended = sum(deal.stage is Stage.ENDED for deal in reached)
    return Step(CHAIN[position], _sum(reached), ended, sum(deal.stage is CHAIN[position] for deal in facts))


def _bands(stated: Sequence[Facts]) -> Iterable[tuple[int, Sum, Sum]]:
    edges = (0, *BANDS)
    inside = {edge: _sum(deal for deal in stated if band_of(deal.amount) == edge) for edge in edges}
    for position, edge in enumerate(edges):
        beyond = [inside[item] for item in edges[position:]]
        yield edge, inside[edge], Sum(sum(item.number for item in beyond), sum(item.amount for item in beyond))


def _of_kind(facts: Sequence[Facts], kind: AmountKind) -> Sum:
    stated = [deal.amounts[kind] for deal in facts if kind in deal.amounts]
    return Sum(len(stated), sum(stated))


def _sum(deals: Iterable[Facts]) -> Sum:
    result = [deal.amount for deal in deals]
    return Sum(len(result), sum(result))
