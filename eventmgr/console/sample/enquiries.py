"""Fictional enquiries about investment offers in every state: one awaits an answer, one is overdue, one was answered,
some are closed with what came of them, of three of which a deal is recorded; one is about what somebody offers at an
event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from eventmgr.console.sample.registering import Entry
from eventmgr.event.events.models import Event
from eventmgr.exchange.investment.models import EnquiryResult, EnquiryState, InvestmentEnquiry
from eventmgr.ground.db import db
from eventmgr.identity.directory.likeness import organization_key
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.outcomes.deals.money import WAN
from eventmgr.matchmaking.outcomes.models import (
    AmountKind,
    Deal,
    DealAmount,
    DealParty,
    DealType,
    KnownThrough,
    PartyRole,
    Stage,
    StageChange,
)
from eventmgr.tools.log.services import Act
from eventmgr.tools.taxonomy.sizes import SizeClass

_ASKED, _ANSWERED, _SHOWN = EnquiryState.ASKED, EnquiryState.ANSWERED, EnquiryState.SHOWN
_DECLINED, _CLOSED = EnquiryState.DECLINED, EnquiryState.CLOSED
_PLANNED = (
    (0, 3, _ASKED, None, "310000", "C38", SizeClass.MEDIUM, "需标准厂房约八千平方米，层高八米以上，计划明年三季度投产电机装配线。", "上海样例电机有限公司"),
    (4, 14, _ASKED, None, "440000", "C36", SizeClass.SMALL, "做汽车线束，想租三千平方米，需要就近用工和物流。", "东莞样例线束有限公司"),
    (1, 9, _ANSWERED, None, "330000", "C34", SizeClass.LARGE, "拟建减速器第二工厂，用地六十亩，请介绍供地方式和交付时间。", "宁波样例减速器有限公司"),
    (5, 20, _SHOWN, None, "320000", "C35", SizeClass.MEDIUM, "液压件配套，需靠近主机厂，厂房五千平方米。", "常州样例液压有限公司"),
    (6, 30, _DECLINED, None, "350000", "C39", None, "寻五百平方米洁净间做样品试制，租期半年。", "厦门样例光学有限公司"),
    (2, 60, _CLOSED, EnquiryResult.DEAL, "110000", "C37", SizeClass.MEDIUM, "复合材料结构件，需热压罐厂房和无尘间，投资约两亿元。", "北京样例复材有限公司"),
    (9, 45, _CLOSED, EnquiryResult.TALKING, "430000", "C38", SizeClass.SMALL, "协作机器人团队，天使轮后寻两千万元融资。", "长沙样例智能机器人有限公司"),
    (13, 75, _CLOSED, EnquiryResult.NOTHING, "320000", "C35", SizeClass.SMALL, "数控机床改造是否在补贴范围内？", "无锡样例机床有限公司"),
    (3, 2, EnquiryState.UNCONFIRMED, None, "370000", "C14", SizeClass.SMALL, "烘焙设备整机组装，需两千平方米。", "潍坊样例食品机械有限公司"),
    (7, 25, EnquiryState.WITHDRAWN, None, "610000", "C37", SizeClass.SMALL, "", ""),
)  # fmt: skip
"""(place of the offer in the list, asked so many days ago, state, result, province, sector, size, text, who asks)."""
_OF_SOMEBODY = (99, 1, _ASKED, None, "330000", "C33", SizeClass.SMALL, "年出货约两百单，想先了解报价方式和服务范围。", "台州样例五金制品有限公司")  # fmt: skip
"""About the offer of somebody at an event, who finds it from the own page; it has no place in the list."""
_RECORDED = (
    (1, 80, "310000", "C35", SizeClass.MEDIUM, "拟迁建装配车间，租标准厂房六千平方米。", "上海样例工控有限公司", DealType.INVESTMENT, 3_200),
    (24, 72, "320000", "C35", SizeClass.SMALL, "希望委托模流分析和试模，每月约十副模具。", "昆山样例精模有限公司", DealType.SERVICE, 60),
    (27, 66, "510000", "C39", SizeClass.MEDIUM, "智能网关出口，需做电磁兼容和环境可靠性检测。", "成都样例网关有限公司", DealType.SERVICE, 45),
)  # fmt: skip
"""(place of the offer in the list, asked so many days ago, province, sector, size, text, who asks, type of the deal,
万元)."""
_ANSWERS = {
    _ANSWERED: "可供净地六十五亩，招拍挂约三个月，欢迎实地考察。",
    _SHOWN: "现有五千二百平方米单层厂房，可随时看房。",
    _DECLINED: "洁净厂房最短租期两年，暂不接受短租。",
    _CLOSED: "条件符合，请告知单位名称和联系人。",
}
_CONTACT = "招商部 样例专员 0510-5555 0100"
_WORDS = {
    EnquiryResult.DEAL: "已签意向书，拟投资两亿元。",
    EnquiryResult.TALKING: "已见面两次，正在尽调。",
    EnquiryResult.NOTHING: "不在支持范围内。",
}


class _Asked(NamedTuple):
    """What was asked, and by whom."""

    province: str
    sector: str
    size: SizeClass | None
    text: str
    who: str


def add_enquiries(offers: Sequence[Listing], own: Listing, event: Event, act: Act) -> list[Entry]:
    """Add them; flushed. What the trail says of the deals that are recorded of some.

    Args:
        offers: in the order in which they were planned.
        own: what somebody offers at an event.
        event: at which deals are recorded.
        act: of whom recorded them; they stand as at its time.
    """
    for number, (offer, days, state, result, province, sector, size, text, who) in enumerate(
        (*_PLANNED, _OF_SOMEBODY), 1
    ):
        listing = own if offer == _OF_SOMEBODY[0] else offers[offer]
        db.session.add(
            _enquiry(
                number,
                listing,
                act.at - timedelta(days=days, hours=number),
                state,
                result,
                _Asked(province, sector, size, text, who),
            )
        )
    entries = []
    for number, (offer, days, province, sector, size, text, who, kind, wan) in enumerate(_RECORDED, len(_PLANNED) + 2):
        enquiry = _enquiry(
            number,
            offers[offer],
            act.at - timedelta(days=days, hours=number),
            _CLOSED,
            EnquiryResult.DEAL,
            _Asked(province, sector, size, text, who),
        )
        deal = _deal(event, offers[offer], enquiry, kind, wan)
        db.session.add_all([enquiry, deal])
        db.session.flush()
        enquiry.deal_id = deal.id
        db.session.add(_first_step(deal))
        told: dict[str, list[object]] = {"title": [None, deal.title], "stage": [None, deal.stage.value]}
        entries.append(Entry(Act(act.by, deal.created_at), "created", deal, event.id, deal.title["zh"], told))
    db.session.flush()
    return entries


def _enquiry(
    number: int,
    offer: Listing,
    asked_at: datetime,
    state: EnquiryState,
    result: EnquiryResult | None,
    asked: _Asked,
) -> InvestmentEnquiry:
    who = asked.who
    answered_at, is_known = asked_at + timedelta(days=1, hours=4), state in (_SHOWN, _CLOSED)
    return InvestmentEnquiry(
        listing_id=offer.id, province_code=asked.province, sector_code=asked.sector, size_class=asked.size, text=asked.text,
        organization=who, contact_name=f"样例询问人{number}" if who else "", email=f"ask{number}@example.com" if who else "",
        language="zh", state=state, answer=_ANSWERS.get(state, ""),
        owner_contact=_CONTACT if state in (_ANSWERED, _SHOWN, _CLOSED) else "", result=result,
        result_words=_WORDS[result] if result else "", created_at=asked_at - timedelta(minutes=8),
        asked_at=None if state is EnquiryState.UNCONFIRMED else asked_at,
        shown_at=answered_at + timedelta(hours=20) if is_known else None,
        changed_at=asked_at if state in (_ASKED, EnquiryState.UNCONFIRMED) else answered_at + timedelta(hours=20),
        forgotten_at=None if who else answered_at,
    )  # fmt: skip


def _deal(event: Event, offer: Listing, enquiry: InvestmentEnquiry, kind: DealType, wan: int) -> Deal:
    """An intention between who has asked and who offers, recorded a day after they knew each other."""
    assert enquiry.shown_at is not None
    at = enquiry.shown_at + timedelta(days=1)
    amount = AmountKind.PLANNED if kind is DealType.INVESTMENT else AmountKind.CONTRACT
    owner = offer.organization
    asker = DealParty(
        position=0, role=PartyRole.A, name=enquiry.organization, likeness_key=organization_key(enquiry.organization),
        province_code=enquiry.province_code, sector_code=enquiry.sector_code, contact_name=enquiry.contact_name,
        contact_email=enquiry.email,
    )  # fmt: skip
    offering = DealParty(
        position=1, role=PartyRole.B, name=owner.name, likeness_key=organization_key(owner.name), organization_id=owner.id,
        province_code=owner.province_code, sector_code=next(iter(offer.sector_codes), None),
    )  # fmt: skip
    return Deal(
        event_id=event.id, title=dict(offer.title), likeness_key=organization_key(offer.title["zh"]), type=kind,
        stage=Stage.INTENTION, reached=Stage.INTENTION, amount=wan * WAN, created_at=at, changed_at=at,
        parties=[asker, offering], amounts=[DealAmount(kind=amount, amount=wan * WAN)],
    )  # fmt: skip


def _first_step(deal: Deal) -> StageChange:
    return StageChange(
        deal_id=deal.id, from_stage=None, to_stage=deal.stage, on_date=deal.created_at.date(),
        told_by=KnownThrough.OFFICE, at=deal.created_at,
    )  # fmt: skip
