"""Exchange papers of the seminar: some accepted, one in its second version, one returned, one that nobody has read; the
others are still owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from eventmgr.console.sample.registering import Entry
from eventmgr.event.delegations.models import ExchangePaper, PaperState, PaperVersion
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor
from eventmgr.tools.taxonomy import get_unit

_NOTE = "请补充改造前后的对比数据，并说明数据来源。"


@dataclass(frozen=True)
class _Planned:
    """One paper.

    Attributes:
        first: of one in two versions, the paragraphs of the first that the second has replaced.
    """

    unit: str
    state: PaperState
    title: str
    written_by: str
    text: str
    first: tuple[tuple[str, str], ...] = ()


_PLANNED = (
    _Planned(
        "310000",
        PaperState.ACCEPTED,
        "以场景为牵引推进智能工厂梯度培育",
        "上海市样例智能制造推进中心",
        "一、主要做法\n"
        "围绕汽车、集成电路装备和生物医药三个行业，建立“先诊断、再立项、后评估”的工作流程，三年共诊断企业四百余家，形成可复制场景六十项。\n"
        "对通过评估的企业按投入给予分档支持，并要求公开改造前后的同口径数据。\n"
        "二、初步成效\n"
        "进入培育库的企业生产效率平均提升两成以上，单位产值能耗下降一成左右。数据由企业填报、第三方复核。\n"
        "三、可供交流的经验\n"
        "场景清单每半年更新一次，优先开放给外省市企业观摩；诊断专家由三地共同推荐，费用由推荐方承担。\n"
        "四、希望各地协助的事项\n"
        "一是共同完善行业评估指标，二是互认诊断专家，三是共享供应商信用信息。",
    ),
    _Planned(
        "320000",
        PaperState.ACCEPTED,
        "“智改数转网联”中小企业分步改造的做法",
        "",
        "一、主要做法\n"
        "把改造分成免费诊断、轻量改造、整线改造三步，每一步单独验收，企业可以在任何一步停下来。\n"
        "由龙头企业牵头开放订单和质量数据接口，带动配套企业接入同一平台。\n"
        "二、初步成效\n"
        "完成轻量改造的中小企业交付周期缩短约四分之一，改造费用控制在年营业收入的百分之二以内。\n"
        "三、遇到的问题\n"
        "部分企业的老旧设备没有数据接口，加装采集器的费用占到总投入的三成，希望与兄弟省市共同摸清通用方案。",
        (("改造费用控制在年营业收入的百分之二以内。", "改造费用较低。"),),
    ),
    _Planned(
        "420000",
        PaperState.ACCEPTED,
        "汽车零部件企业数字化车间建设情况",
        "湖北省样例汽车工业协会",
        "一、基本情况\n"
        "全省汽车零部件企业中已有三分之一建成数字化车间，主要集中在动力总成、内外饰和电子电器三类。\n"
        "二、主要做法\n"
        "推广“机器人加制造执行系统”的组合，先从焊接、装配两道工序入手，再扩展到质量追溯。\n"
        "三、下一步打算\n"
        "与安徽、河南共建区域供应商库，试行检测结果互认。",
    ),
    _Planned(
        "340000",
        PaperState.TO_CHECK,
        "家电产业链协同平台的建设与运行",
        "",
        "一、建设背景\n"
        "家电整机企业与配套企业之间的计划、质量信息长期靠电话和表格传递，旺季缺料、淡季积压并存。\n"
        "二、主要做法\n"
        "由整机企业提供需求预测，配套企业按周反馈产能，平台给出缺口预警。\n"
        "三、初步成效\n"
        "接入平台的配套企业库存周转天数减少六天，紧急插单减少三成。",
    ),
    _Planned(
        "440000",
        PaperState.RETURNED,
        "工业互联网平台服务中小企业的探索",
        "广东省样例数字化促进会",
        "一、主要做法\n"
        "按行业遴选平台服务商，以“平台加服务包”的方式向中小企业提供设备上云、能耗管理和订单协同三类服务。\n"
        "二、初步成效\n"
        "服务企业数量逐年增加，企业普遍反映效果较好。",
    ),
)


def add_papers(event: Event, act: Act) -> list[Entry]:
    """The papers; what the trail says of them."""
    entries = []
    for number, planned in enumerate(_PLANNED):
        at = act.at + timedelta(hours=number)
        paper = ExchangePaper(
            event_id=event.id,
            unit_code=planned.unit,
            state=planned.state,
            newest=2 if planned.first else 1,
            note=_NOTE if planned.state is PaperState.RETURNED else "",
        )
        paper.bound = paper.newest if planned.state is PaperState.ACCEPTED else None
        db.session.add(paper)
        db.session.flush()
        texts = [planned.text]
        if planned.first:
            texts.insert(0, _before(planned))
        for version, text in enumerate(texts, 1):
            db.session.add(
                PaperVersion(
                    paper_id=paper.id,
                    number=version,
                    title=planned.title,
                    written_by=planned.written_by,
                    text=text,
                    sent_at=at + timedelta(days=version - 1),
                )
            )
            sender = Actor(ActorKind.PARTICIPANT, None, f"{get_unit(planned.unit).name('zh')}联络员")
            entries.append(_entry("submitted", paper, version, Act(sender, at + timedelta(days=version - 1))))
        if planned.state is not PaperState.TO_CHECK:
            action = "accepted" if paper.bound else "returned"
            entries.append(_entry(action, paper, paper.newest, Act(act.by, at + timedelta(days=paper.newest))))
    db.session.flush()
    return entries


def _before(planned: _Planned) -> str:
    text = planned.text
    for now, then in planned.first:
        text = text.replace(now, then)
    return text


def _entry(action: str, paper: ExchangePaper, version: int, act: Act) -> Entry:
    name = get_unit(paper.unit_code).name("zh")
    return Entry(act, action, paper, paper.event_id, name, {"version": [None, version]})
