"""Fictional enquiries about investment offers in every state: one awaits an answer, one is overdue, one was answered, some are closed
with what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from eventmgr.exchange.investment.models import EnquiryResult, EnquiryState, InvestmentEnquiry
from eventmgr.ground.db import db
from eventmgr.matchmaking.listings.models import Listing
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


def add_enquiries(offers: Sequence[Listing], at: datetime) -> None:
    """Add them; flushed.

    Args:
        offers: in the order in which they were planned.
    """
    for number, (offer, days, state, result, province, sector, size, text, who) in enumerate(_PLANNED, 1):
        asked_at, is_known = at - timedelta(days=days, hours=number), state in (_SHOWN, _CLOSED)
        answered_at = asked_at + timedelta(days=1, hours=4)
        enquiry = InvestmentEnquiry(
            listing_id=offers[offer].id, province_code=province, sector_code=sector, size_class=size, text=text,
            organization=who, contact_name=f"样例询问人{number}" if who else "", email=f"ask{number}@example.com" if who else "",
            language="zh", state=state, answer=_ANSWERS.get(state, ""),
            owner_contact=_CONTACT if state in (_ANSWERED, _SHOWN, _CLOSED) else "", result=result,
            result_words=_WORDS[result] if result else "", created_at=asked_at - timedelta(minutes=8),
            asked_at=None if state is EnquiryState.UNCONFIRMED else asked_at,
            shown_at=answered_at + timedelta(hours=20) if is_known else None,
            changed_at=asked_at if state in (_ASKED, EnquiryState.UNCONFIRMED) else answered_at + timedelta(hours=20),
            forgotten_at=None if who else answered_at,
        )  # fmt: skip
        db.session.add(enquiry)
    db.session.flush()
