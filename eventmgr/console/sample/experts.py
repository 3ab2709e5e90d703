"""Six fictional experts of four fields: four agreed and show different parts, one has not answered, one declined."""

from __future__ import annotations

from datetime import datetime, timedelta

from eventmgr.exchange.experts.models import PARTS, Expert, ExpertState
from eventmgr.exchange.experts.services import refresh_keys
from eventmgr.ground.db import db

_AGREED, _ALL = ExpertState.AGREED, tuple(PARTS)
_PLANNED: tuple[
    tuple[str, str, str, str, str, str, tuple[str, ...], tuple[str, ...], str, str, ExpertState, tuple[str, ...]], ...
] = (
    (
        "顾样例",
        "Gu Yangli",
        "教授级高级工程师",
        "Professor-level senior engineer",
        "上海华睿样例工业机器人股份有限公司",
        "310000",
        ("C34",),
        ("robot", "auto_line"),
        "焊接、装配机器人选型，产线自动化改造方案评估。",
        "Choice of welding and assembly robots; review of plans to automate lines.",
        _AGREED,
        _ALL,
    ),
    (
        "陆样例",
        "Lu Yangli",
        "副教授",
        "Associate professor",
        "样例大学",
        "420000",
        ("C36", "C34"),
        ("mes",),
        "汽车零部件企业生产执行系统规划。",
        "Planning of manufacturing execution systems for makers of car parts.",
        _AGREED,
        ("title", "province_code", "text"),
    ),
    (
        "冯样例",
        "Feng Yangli",
        "首席工程师",
        "Chief engineer",
        "样例节能服务有限公司",
        "350000",
        ("C26", "C30"),
        ("energy",),
        "化工、建材企业能耗诊断和余热利用。",
        "Energy audits and use of waste heat in chemicals and building materials.",
        _AGREED,
        ("text",),
    ),
    (
        "谢样例",
        "Xie Yangli",
        "高级工程师",
        "Senior engineer",
        "样例信息安全测评中心",
        "510000",
        ("I", "C39"),
        ("security",),
        "工业控制系统安全测评。",
        "Security assessment of industrial control systems.",
        _AGREED,
        (),
    ),
    (
        "邵样例",
        "Shao Yangli",
        "研究员",
        "Research fellow",
        "样例标准化研究院",
        "110000",
        ("C34",),
        ("standard",),
        "智能制造标准立项和编制。",
        "Proposing and drafting standards of intelligent manufacturing.",
        ExpertState.INVITED,
        (),
    ),
    (
        "秦样例",
        "Qin Yangli",
        "高级工程师",
        "Senior engineer",
        "样例设计院",
        "440000",
        ("C39",),
        ("twin",),
        "数字孪生工厂设计。",
        "Design of digital twins of factories.",
        ExpertState.DECLINED,
        (),
    ),
)
"""(name and title in both languages, organization, province, sectors, topics, text in both, state, what is shown)."""


def add_experts(present: datetime) -> None:
    """Add them, answered three days apart, the first two days ago; flushed."""
    for number, planned in enumerate(_PLANNED, 1):
        zh, en, title, title_en, organization, province, sectors, topics, text, text_en, state, shown = planned
        asked_at = present - timedelta(days=3 * number + 3)
        since = asked_at if state is ExpertState.INVITED else asked_at + timedelta(days=4, hours=number)
        expert = Expert(
            name={"zh": zh, "en": en},
            title={"zh": title, "en": title_en},
            organization=organization,
            province_code=province,
            sector_codes=list(sectors),
            topic_ids=list(topics),
            text={"zh": text, "en": text_en},
            email=f"expert{number}@example.com",
            language="zh",
            shown=list(shown),
            state=state,
            state_since=since,
            created_at=asked_at,
            updated_at=since,
        )
        refresh_keys(expert)
        db.session.add(expert)
    db.session.flush()
