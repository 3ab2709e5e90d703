"""Who has adopted which of the fictional cases, in words of their own, and who wants to learn from one: most adoptions
are published, one awaits its review, one was declined."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from eventmgr.exchange.cases.models import AdoptionState, Case, CaseAdoption, CaseMark
from eventmgr.ground.db import db

_PUBLISHED, _REPORTED, _DECLINED = AdoptionState.PUBLISHED, AdoptionState.REPORTED, AdoptionState.DECLINED
_PLANNED = (
    (
        0,
        19,
        "按临港的思路改造两条总装线，换型时间由四小时缩短到五十分钟，人均产出提高两成。",
        "Two final assembly lines were rebuilt the same way; changeovers fell from four hours to fifty minutes.",
        _PUBLISHED,
    ),
    (
        0,
        22,
        "先在减速器线试点，再推广到三条线，计划达成率由 82% 提高到 95%。",
        "Tried on one line, then on three; plans are met at 95% rather than 82%.",
        _PUBLISHED,
    ),
    (
        0,
        25,
        "引入同一套排产规则，夜班改为单人值守。",
        "The same rules for scheduling; one person attends the night shift.",
        _PUBLISHED,
    ),
    (
        34,
        25,
        "操作员先在仿真机上演练磨削参数，调机废品减少三成。",
        "Operators try grinding parameters in a model first; scrap while setting up fell by 30%.",
        _PUBLISHED,
    ),
    (
        2,
        13,
        "给 46 台注塑机加装电表，移峰后每月少付电费 3.2 万元。",
        "Forty-six machines are metered; moving to off-peak hours saves CNY 32,000 a month.",
        _PUBLISHED,
    ),
    (
        2,
        36,
        "能耗按模次归集，找出六副高耗模具并改流道。",
        "Energy is booked by shot; six moulds that took too much were changed.",
        _PUBLISHED,
    ),
    (
        4,
        21,
        "相机减到四工位，漏检率降到万分之三。",
        "Four cameras do; three defects in ten thousand are missed.",
        _PUBLISHED,
    ),
    (
        4,
        28,
        "沿用划伤样本库，两周完成训练。",
        "Their library of scratches was taken over; training took two weeks.",
        _PUBLISHED,
    ),
    (
        8,
        26,
        "风机主轴承加装振动传感器，停机检修改为按状态安排。",
        "Main bearings of wind turbines are watched; repairs follow their condition.",
        _PUBLISHED,
    ),
    (
        12,
        18,
        "熔炼炉燃烧改为模型控制，吨铜天然气下降 5%。",
        "A model controls the furnaces; gas per tonne of copper fell by 5%.",
        _PUBLISHED,
    ),
    (
        14,
        24,
        "原料、批次和箱码贯通，追溯由半天缩短到二十分钟。",
        "Raw material, batch and box are one chain; tracing takes twenty minutes rather than half a day.",
        _PUBLISHED,
    ),
    (
        22,
        25,
        "在机测量用于箱体零件，返工减少四成。",
        "Measuring on the machine serves gear housings; rework fell by 40%.",
        _PUBLISHED,
    ),
    (
        35,
        31,
        "龙头企业开放订单数据，十二家配套企业共享检具。",
        "Twelve suppliers share gauges and see the orders of their customer.",
        _PUBLISHED,
    ),
    (
        37,
        34,
        "炼胶到成型物流贯通，正在核算能耗。",
        "Mixing and building are linked; energy is being computed.",
        _REPORTED,
    ),
    (10, 33, "已采购标定设备。", "Calibration equipment was bought.", _DECLINED),
)
"""(case, who adopted it, as places in the list of cases; words in both languages; state)."""
_REASON = "请写明投用情况和成效，设备采购不作为借鉴发布。"
_EVERY, _STEP = 3, 6
"""The organization of every third case wants to learn from the case so many places on."""


def add_adoptions(cases: Sequence[Case], at: datetime) -> None:
    """Add them, the latest ten days before `at`; flushed.

    Args:
        cases: in the order in which they were planned.
    """
    for number, (source, adopter, chinese, english, state) in enumerate(_PLANNED):
        case, organization = cases[source], cases[adopter].organization
        reported_at = at - timedelta(days=10 + 6 * (len(_PLANNED) - number))
        decided_at = None if state is _REPORTED else reported_at + timedelta(days=2, hours=3)
        db.session.add(
            CaseAdoption(
                case_id=case.id,
                organization_id=organization.id,
                province_code=cases[adopter].province_code,
                since=(reported_at - timedelta(days=60)).date(),
                words={"zh": chinese, "en": english},
                state=state,
                reason=_REASON if state is _DECLINED else "",
                created_at=reported_at,
                updated_at=decided_at or reported_at,
                decided_at=decided_at,
            )
        )
    published = [case for case in cases if case.published_at is not None]
    for number in range(0, len(published), _EVERY):
        case, learner = published[(number + _STEP) % len(published)], published[number].organization
        db.session.add(
            CaseMark(case_id=case.id, organization_id=learner.id, created_at=at - timedelta(days=1 + number))
        )
    db.session.flush()
