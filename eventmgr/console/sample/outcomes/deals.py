"""What the matchmaking of the year before has led to: sixty deals between the East and the central South, how far they
have come, what some have brought along, and one that two provinces have told. Written in a few statements.

Of the sixty 22 have reached an agreement, 9 a contract, 4 have started and 1 is in production; 2 have ended, one of
them after its contract. Amounts lie between 500,000 yuan and 1.2 billion, evenly on a logarithmic scale.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from eventmgr.console.sample import statements
from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.people.planned_registrations import HELD
from eventmgr.console.sample.people.roster import CENTRAL_SOUTH_SIDE, EAST_SIDE, EDITION, Human, Roster
from eventmgr.console.sample.registering import Entry
from eventmgr.event.events.models import Event
from eventmgr.identity.directory.likeness import organization_key
from eventmgr.matchmaking.outcomes.deals.drafts import SideDraft
from eventmgr.matchmaking.outcomes.deals.money import WAN
from eventmgr.matchmaking.outcomes.deals.queries import find_registered
from eventmgr.matchmaking.outcomes.models import (
    CHAIN,
    AmountKind,
    Deal,
    DealAmount,
    DealMetric,
    DealParty,
    DealType,
    KnownThrough,
    PartyRole,
    Stage,
    StageChange,
)
from eventmgr.tools.log.services import Act, Actor
from eventmgr.tools.metrics.models import Direction, MetricKind, MetricUnit, Voucher

DEALS, AGREEMENTS, CONTRACTS, STARTED, IN_PRODUCTION = 60, 22, 9, 4, 1
TOLD_TWICE = (40, 41)
"""Two entries of one deal, by their order."""
STEMS_FROM = {20: 0, 21: 0, 22: 20, 30: 5, 31: 5, 45: 10}
"""Entry → the one that has brought it along."""
_ENDED = {7: "选址方案调整，双方协商终止。", 15: "配套资金未落实，协议到期未续。"}
_LEAST, _MOST = 50, 120_000
"""Amounts in 万元."""
_TYPES = (
    *((DealType.INVESTMENT,) * 9),
    *((DealType.PURCHASE,) * 5),
    *((DealType.RESEARCH,) * 4),
    *((DealType.SERVICE,) * 2),
)
_TITLES = {
    DealType.INVESTMENT: (
        ("{sector}智能工厂建设", "Smart factory for {sector}"),
        ("{sector}生产基地新建", "New production base for {sector}"),
        ("{sector}产线扩建", "Extension of a line for {sector}"),
    ),
    DealType.PURCHASE: (
        ("{sector}成套设备采购", "Purchase of complete equipment for {sector}"),
        ("{sector}关键零部件供应", "Supply of key parts for {sector}"),
    ),
    DealType.RESEARCH: (("{sector}工艺联合研发", "Joint process research for {sector}"),),
    DealType.SERVICE: (("{sector}数字化诊断与改造服务", "Digital assessment and retrofit for {sector}"),),
}
_SECTORS = {
    "C26": ("化工", "chemicals"),
    "C29": ("橡塑", "rubber and plastics"),
    "C30": ("建材", "building materials"),
    "C34": ("通用装备", "general equipment"),
    "C35": ("专用装备", "special equipment"),
    "C36": ("汽车", "automotive"),
    "C38": ("电气", "electrical equipment"),
    "C39": ("电子信息", "electronics"),
    "I": ("工业软件", "industrial software"),
}
_OTHER = ("先进制造", "advanced manufacturing")


_BASELINE = {"zh": "合作前一年平均值", "en": "average of the year before the cooperation"}
_PERIODS = (
    {"zh": "试产后 3 个月", "en": "three months after the trial run"},
    {"zh": "试产后 6 个月", "en": "six months after the trial run"},
)
_EVIDENCE = {"zh": "双方签字的阶段报告", "en": "stage report signed by both sides"}


@dataclass(frozen=True)
class _Planned:
    """A deal before it has a number."""

    title: dict[str, str]
    type: DealType
    reached: Stage
    wan: int
    sides: tuple[Human, Human]
    told_by: str
    at: datetime
    end_reason: str = ""


def add_outcomes(event: Event, roster: Roster, office: Actor, dates: Dates, seed: int) -> list[Entry]:
    """The deals of a matchmaking; what the trail says of them."""
    planned = _plan(roster, dates, Random(f"{seed}/outcomes"))
    numbers = statements.insert_rows(Deal, [_deal(event, deal) for deal in planned])
    for order, parent in STEMS_FROM.items():
        statements.set_stem(numbers[order], numbers[parent])
    pairs = list(zip(numbers, planned, strict=True))
    people = {human.number: human for deal in planned for human in deal.sides}.values()
    contacts = [SideDraft(human.organization, None, None, "", human.email, human.mobile) for human in people]
    registered = find_registered(event.id, contacts)
    statements.insert_rows(DealParty, [row for number, deal in pairs for row in _sides(number, deal, registered)])
    statements.insert_rows(DealAmount, [row for number, deal in pairs for row in _amounts(number, deal)])
    statements.insert_rows(StageChange, [row for number, deal in pairs for row in _steps(number, deal)])
    statements.insert_rows(DealMetric, [row for number, deal in pairs for row in _metrics(number, deal)])
    return [
        Entry(
            Act(office, deal.at),
            "created",
            Deal(id=number),
            event.id,
            deal.title["zh"],
            {"title": [None, deal.title], "stage": [None, _stage(deal).value]},
        )
        for number, deal in pairs
    ]


def _plan(roster: Roster, dates: Dates, rng: Random) -> list[_Planned]:
    east = _firsts(roster.of(EDITION, "company", *EAST_SIDE))
    south = _firsts(roster.of(EDITION, "company", *CENTRAL_SOUTH_SIDE))
    rng.shuffle(east)
    rng.shuffle(south)
    planned = []
    for order in range(DEALS):
        initiating, partner = east[order % len(east)], south[order % len(south)]
        kind = DealType.INVESTMENT if order < CONTRACTS - 2 else _TYPES[order % len(_TYPES)]
        sector = _SECTORS.get(partner.sector, _OTHER)
        zh, en = _TITLES[kind][order % len(_TITLES[kind])]
        planned.append(
            _Planned(
                title={
                    "zh": partner.organization + zh.format(sector=sector[0]) + "项目",
                    "en": f"{en.format(sector=sector[1])}, deal {order + 1} (sample)",
                },
                type=kind,
                reached=_reached(order),
                wan=_amount(rng),
                sides=(initiating, partner),
                told_by=partner.province,
                at=dates.at(HELD[EDITION] + 1, "11:00") + timedelta(minutes=order),
                end_reason=_ENDED.get(order, ""),
            )
        )
    first, second = TOLD_TWICE
    original, sides = planned[first], planned[first].sides
    planned[second] = _Planned(
        title={"zh": sides[0].organization + "合作项目", "en": f"{original.title['en']}, reported by the other side"},
        type=original.type,
        reached=original.reached,
        wan=original.wan,
        sides=(sides[1], sides[0]),
        told_by=sides[0].province,
        at=original.at + timedelta(days=1),
    )
    return planned


def _firsts(people: list[Human]) -> list[Human]:
    """One person of each company."""
    return list({human.organization: human for human in reversed(people)}.values())


def _reached(order: int) -> Stage:
    limits = (IN_PRODUCTION, STARTED, CONTRACTS, AGREEMENTS, DEALS)
    return next(stage for limit, stage in zip(limits, reversed(CHAIN), strict=True) if order < limit)


def _amount(rng: Random) -> int:
    exact = math.exp(rng.uniform(math.log(_LEAST), math.log(_MOST)))
    step = int("1".ljust(max(len(str(int(exact))) - 1, 1), "0"))
    return min(max(round(exact / step) * step, _LEAST), _MOST)


def _stage(deal: _Planned) -> Stage:
    return Stage.ENDED if deal.end_reason else deal.reached


def _deal(event: Event, deal: _Planned) -> statements.Row:
    return {
        "event_id": event.id,
        "title": deal.title,
        "likeness_key": organization_key(deal.title["zh"]),
        "type": deal.type,
        "stage": _stage(deal),
        "reached": deal.reached,
        "end_reason": deal.end_reason,
        "amount": deal.wan * WAN,
        "told_by_code": deal.told_by,
        "created_at": deal.at,
        "changed_at": _days(deal)[-1],
    }


def _sides(number: int, deal: _Planned, registered: dict[str, int]) -> list[statements.Row]:
    return [
        {
            "deal_id": number,
            "position": position,
            "role": role,
            "name": human.organization,
            "likeness_key": organization_key(human.organization),
            "province_code": human.province,
            "sector_code": human.sector or None,
            "contact_name": human.name,
            "contact_email": human.email,
            "contact_mobile": human.mobile,
            "registration_id": registered.get(human.email) or registered.get(human.mobile),
        }
        for position, (role, human) in enumerate(zip((PartyRole.A, PartyRole.B), deal.sides, strict=True))
    ]


def _amounts(number: int, deal: _Planned) -> list[statements.Row]:
    kind = AmountKind.PLANNED if deal.type is DealType.INVESTMENT else AmountKind.CONTRACT
    kinds = {kind: deal.wan}
    if deal.reached in (Stage.STARTED, Stage.IN_PRODUCTION) and kind is AmountKind.PLANNED:
        kinds[AmountKind.IN_PLACE] = deal.wan * (60 if deal.reached is Stage.IN_PRODUCTION else 20) // 100
    return [
        {"deal_id": number, "kind": kind, "amount": wan * WAN, "original": None, "rate": None, "rate_on": None}
        for kind, wan in kinds.items()
    ]


def _metrics(number: int, deal: _Planned) -> list[statements.Row]:
    """What has improved where work has begun: not every deal tells the same, and none over the same period."""
    if deal.reached not in (Stage.STARTED, Stage.IN_PRODUCTION):
        return []
    measured = [
        (MetricKind.EFFICIENCY, Direction.UP, 18 + deal.wan % 17, MetricUnit.PERCENT, True, Voucher.OWN),
        (MetricKind.DEFECTS, Direction.DOWN, 12 + deal.wan % 13, MetricUnit.PERCENT, False, Voucher.CUSTOMER),
    ]
    if deal.reached is Stage.IN_PRODUCTION:
        measured.append((MetricKind.COST, Direction.DOWN, 260, MetricUnit.CNY10K, False, Voucher.AUDITOR))
    return [
        {
            "deal_id": number,
            "kind": kind,
            "name": {},
            "direction": direction,
            "amount": 100 * value,
            "unit": unit,
            "unit_name": {},
            "or_more": or_more,
            "baseline": _BASELINE,
            "period": _PERIODS[number % len(_PERIODS)],
            "evidence": _EVIDENCE,
            "vouched_by": voucher,
        }
        for kind, direction, value, unit, or_more, voucher in measured
    ]


def _stages(deal: _Planned) -> list[Stage]:
    return [*CHAIN[: CHAIN.index(deal.reached) + 1], *([Stage.ENDED] if deal.end_reason else [])]


def _days(deal: _Planned) -> list[datetime]:
    """When each step was told: on the day of the talks, then one every two months."""
    return [deal.at + timedelta(days=60 * position) for position in range(len(_stages(deal)))]


def _steps(number: int, deal: _Planned) -> list[statements.Row]:
    stages, days = _stages(deal), _days(deal)
    return [
        {
            "deal_id": number,
            "from_stage": stages[position - 1] if position else None,
            "to_stage": stage,
            "on_date": days[position].date(),
            "told_by": KnownThrough.OFFICE,
            "note": deal.end_reason if stage is Stage.ENDED else "现场洽谈" if not position else "",
            "at": days[position],
        }
        for position, stage in enumerate(stages)
    ]
