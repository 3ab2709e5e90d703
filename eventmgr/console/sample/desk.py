"""Fictional desks, twenty requests in every state, a few to the desk of an event, and answers that everybody may
read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from eventmgr.console.sample.dates import CHINA
from eventmgr.event.events.models import Event
from eventmgr.event.events.statements import raise_site_revision
from eventmgr.exchange.desk.models import Desk, DeskAnswer, DeskLine, DeskRequest, LineKind, RequestStage
from eventmgr.exchange.desk.services import SCOPE
from eventmgr.exchange.desk.whose import Whose
from eventmgr.exchange.desk.working_days import due_at
from eventmgr.ground.db import db
from eventmgr.ground.text import folded
from eventmgr.identity.accounts.models import User

_DAYS = 5
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_OPEN, _BACK, _DONE, _GONE = RequestStage.OPEN, RequestStage.ASKED_BACK, RequestStage.ANSWERED, RequestStage.WITHDRAWN
_DESKS: tuple[tuple[str, tuple[str, str], str, tuple[str, str], tuple[tuple[str, str], ...]], ...] = (
    ("", ("交流办公室综合处", "General division of the exchange office"), "010-55550100", ("工作日 9:00—11:30、13:30—17:00", "Working days 9:00–11:30, 13:30–17:00"), ()),
    ("310000", ("样例市投资促进服务中心", "Sample municipal investment promotion centre"), "021-55550120", ("工作日 9:00—17:30", "Working days 9:00–17:30"), (("临港产业用地", "Industrial land in Lingang"),)),
    ("320000", ("样例省智改数转咨询专班", "Sample provincial team for digital transformation"), "025-55550130", ("工作日 8:30—17:30", "Working days 8:30–17:30"), ()),
    ("420000", ("样例省招商服务热线", "Sample provincial investment hotline"), "027-55550140", ("每天 8:00—20:00", "Daily 8:00–20:00"), (("光谷人才公寓", "Talent apartments in Optics Valley"),)),
)  # fmt: skip


@dataclass(frozen=True)
class _Planned:
    """One request: whose desk, what about, where it stands, how many days ago it came and after how many it was
    closed."""

    desk: str
    category: str
    text: str
    stage: RequestStage = _OPEN
    ago: int = 1
    after: int = 0
    stars: int | None = None
    answer: str = ""
    expert: str = ""
    language: str = "zh"
    is_mine: bool = False
    handed: str = ""
    """What the office's desk said when it handed the request over; empty: it was asked here."""


_PLANNED = (
    _Planned("310000", "lease", "临港有没有 3000 平方米左右的标准厂房出租？层高要 8 米以上。", ago=1),
    _Planned("310000", "land", "今年还有几批工业用地招拍挂？容积率和投资强度怎么要求？", ago=12),
    _Planned("310000", "foreign", "We plan a wholly owned plant for sensors. Which approvals do we need, and in what order?", ago=3, language="en"),
    _Planned("310000", "310000-1", "临港产业用地的弹性年期最短是多少年？", ago=2, is_mine=True),
    _Planned("310000", "technology", "老旧数控机床联网采集数据，有没有不停机的改造办法？", ago=2, expert="周专家"),
    _Planned("320000", "policy", "智改数转诊断服务怎么申请？一家企业一年可以申请几次？", ago=4),
    _Planned("320000", "plant_price", "开发区标准厂房出售价格大概多少？可以分期付款吗？", _BACK, ago=6),
    _Planned("320000", "technology", "注塑车间能耗在线监测，选什么采集频率合适？", _DONE, 20, 3, 5, "一般设备每 15 秒采集一次即可，节能诊断期间可提高到每秒一次。"),
    _Planned("320000", "policy", "设备补贴是按合同金额还是按发票金额计算？", _DONE, 30, 2, 4, "按不含增值税的发票金额计算，上限以当年申报通知为准。"),
    _Planned("420000", "register", "外地企业在武汉设子公司，注册要多少天？", _DONE, 25, 1, 5, "材料齐全的，一个工作日内可以领取营业执照，网上即可办理。"),
    _Planned("420000", "420000-1", "光谷人才公寓外地户口可以申请吗？", ago=9),
    _Planned("420000", "process", "签约以后到开工，一般要办哪些手续？", _DONE, 40, 12, 3, "依次为项目备案、用地、规划许可、施工许可，重点项目有专人代办。"),
    _Planned("420000", "build", "买地自建厂房，拿地后多久必须开工？", _DONE, 35, 4, None, "一般在土地出让合同约定之日起一年内开工，以合同为准。"),
    _Planned("420000", "lease", "写字楼租赁有没有首年租金补贴？", _BACK, ago=5),
    _Planned("", "service", "怎样预约跨省的公共检测平台？", _DONE, 15, 5, 4, "在供需信息中按“服务”筛选，联系平台所列的预约方式，跨省不另收费。"),
    _Planned("", "other", "每年的交流活动什么时候公布安排？", _DONE, 50, 2, 5, "一般在上一年十二月公布，可在首页订阅日历。"),
    _Planned("", "policy", "两省都有补贴，可以同时申请吗？", ago=0),
    _Planned("", "technology", "MES 和 ERP 的订单数据不一致，以哪个为准？", _GONE, 10, 1),
    _Planned("340000", "land", "长三角园区之间有没有用地指标的协作办法？", ago=3),
    _Planned("440000", "foreign", "港资企业适用外商投资的办事流程吗？", _DONE, 28, 9, 2, "适用，按外商投资信息报告的要求办理；准入不另设限制。"),
)  # fmt: skip
_RELEASED = (
    (7, "How often should energy data of an injection moulding shop be sampled?", "Every 15 seconds for common machines; every second during an energy audit."),
    (8, "Is the equipment subsidy based on the contract or the invoice?", "On the invoice without value added tax, up to the ceiling of the year's call."),
    (9, "How long does it take a company from another province to register a subsidiary in Wuhan?", "With complete papers one working day; it can be done online."),
    (12, "How soon after buying land must construction begin?", "As a rule within a year of the date in the contract."),
    (14, "How do we book a public testing platform in another province?", "Filter listings by “service” and use the contact given there; no extra fee is charged."),
    (15, "When is the yearly plan of events published?", "Usually in December of the year before; subscribe to the calendar on the front page."),
)  # fmt: skip
"""Number of the planned request, then question and answer in English."""
_OF_EVENT = (
    _Planned("", "other", "虹桥站出发的接站班车最晚一班是几点？", ago=9),
    _Planned("", "other", "随行的翻译要不要单独报名？", ago=1, handed="提问的是参会单位，请会务组答复。"),
    _Planned("", "event", "参观样板工厂的名额还有吗？可以两家单位拼一辆车吗？", ago=1, is_mine=True),
    _Planned("", "technology", "专题讨论会不会提供课件？", _DONE, 14, 2, 5, "会后五个工作日内在活动页面“文件”栏提供，演讲人不同意公开的除外。"),
    _Planned("", "other", "酒店到会场有班车吗？", _DONE, 12, 1, 4, "有。会期每天 7:40 和 8:10 从协议酒店发车，凭报名二维码上车。"),
)  # fmt: skip
"""Asked at the desk of the event; “event” stands for its own category."""
_RELEASED_OF_EVENT = (
    (3, "Will the slides of the panel be shared?", "Within five working days after the event, under “Files” on its page, except where a speaker does not agree."),
    (4, "Is there a shuttle from the hotels to the venue?", "Yes, at 7:40 and 8:10 on each day of the event, from the partner hotels, with your registration code."),
)  # fmt: skip


def add_desk(owner: User, at: datetime) -> None:
    """All of them, as they stand at `at`."""
    for code, bodies, phone, hours, own in _DESKS:
        categories = [{"key": f"{code}-{number}", "zh": zh, "en": en} for number, (zh, en) in enumerate(own, 1)]
        db.session.add(
            Desk(
                province_code=code,
                answered_by=_both(bodies),
                phone=phone,
                hours=_both(hours),
                own_categories=categories,
            )
        )
    requests = [_add(number, planned, owner, at) for number, planned in enumerate(_PLANNED)]
    for number, question, answer in _RELEASED:
        _release(requests[number], _PLANNED[number], question, answer)
    raise_site_revision(SCOPE)


def add_desk_of(event: Event, owner: User, at: datetime) -> None:
    """The desk of an event, with requests and answers."""
    key = f"{Whose(event_id=event.id).mark}-1"
    db.session.add(
        Desk(
            event_id=event.id, answered_by=_both(("会务组咨询台", "Conference office")), phone="021-55550199",
            hours=_both(("会前工作日 9:00—17:00，会期 7:30—21:00", "Working days 9:00–17:00; during the event 7:30–21:00")),
            own_categories=[{"key": key, "zh": "参观样板工厂", "en": "Visits to model factories"}],
        )
    )  # fmt: skip
    planned = [replace(question, category=key) if question.category == "event" else question for question in _OF_EVENT]
    requests = [_add(number, question, owner, at, event) for number, question in enumerate(planned, len(_PLANNED))]
    for number, question, answer in _RELEASED_OF_EVENT:
        _release(requests[number], planned[number], question, answer)


def _add(number: int, planned: _Planned, owner: User, at: datetime, event: Event | None = None) -> DeskRequest:
    asked_at = at - timedelta(days=planned.ago, hours=number % 5)
    is_closed = planned.stage in (_DONE, _GONE)
    closed_at = asked_at + timedelta(days=planned.after) if is_closed else None
    digest = hashlib.sha256(f"desk {number}".encode()).digest()
    made = DeskRequest(
        number="".join(_SIGNS[byte % len(_SIGNS)] for byte in digest[:6]), province_code=planned.desk,
        category=planned.category, language=planned.language, name=f"样例联系人{number + 1}",
        organization=f"样例企业{number + 1}有限公司", email=f"desk{number + 1}@example.com", mobile=f"154000003{number:02}",
        stage=planned.stage, asked_at=asked_at, due_at=due_at(asked_at, _DAYS, CHINA), closed_at=closed_at,
        satisfaction=planned.stars, expert_name=planned.expert,
        expert_email="expert@example.com" if planned.expert else "", expert_version=1 if planned.expert else 0,
        assigned_id=owner.id if planned.is_mine else None, event_id=event.id if event else None,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    _say(made, LineKind.QUESTION, planned.text, asked_at)
    if planned.handed:
        _say(made, LineKind.HANDED_OVER, planned.handed, asked_at + timedelta(hours=3), author=owner.name)
    if planned.stage is _BACK:
        _say(
            made,
            LineKind.ASKED_BACK,
            "请说明所需面积和行业，以便准确答复。",
            asked_at + timedelta(hours=20),
            author=owner.name,
        )
    if planned.answer and closed_at is not None:
        _say(made, LineKind.ANSWER, planned.answer, closed_at, author=owner.name)
    return made


def _say(request: DeskRequest, kind: LineKind, text: str, at: datetime, *, author: str = "") -> None:
    db.session.add(DeskLine(request_id=request.id, kind=kind, text=text, by_name=author, at=at))
    db.session.flush()


def _release(request: DeskRequest, planned: _Planned, question: str, answer: str) -> None:
    texts: dict[str, Any] = {"question": _both((planned.text, question)), "answer": _both((planned.answer, answer))}
    at = (request.closed_at or request.asked_at) + timedelta(hours=1)
    db.session.add(
        DeskAnswer(
            uid=hashlib.sha256(f"answer {request.number}".encode()).hexdigest()[:32], request_id=request.id,
            province_code=request.province_code, event_id=request.event_id, category=request.category, is_published=True, published_at=at, updated_at=at,
            search_text="\n".join(folded(text) for both in texts.values() for text in both.values()), **texts,
        )
    )  # fmt: skip
    db.session.flush()


def _both(texts: tuple[str, str]) -> dict[str, str]:
    return dict(zip(("zh", "en"), texts, strict=True))
