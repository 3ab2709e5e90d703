"""Four fictional calls for cases: one is open and has six submissions, one is closed and half of it is scored, one is
decided, and one is a draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.exchange.calls.interests import key_of
from eventmgr.exchange.calls.models import (
    CallAudience,
    CallState,
    CaseCall,
    CaseReviewer,
    CaseScore,
    CaseSubmission,
    SubmissionState,
)
from eventmgr.exchange.calls.scoring import averaged
from eventmgr.exchange.cases.models import Case
from eventmgr.ground.db import db
from eventmgr.matchmaking.listings.content.drafts import day_of

_SUBMITTED, _UNCONFIRMED = SubmissionState.SUBMITTED, SubmissionState.UNCONFIRMED
_OPEN: tuple[tuple[str, str, str, str, SubmissionState], ...] = (
    ("样例海西光学有限公司", "350000", "C40", "镜片镀膜过程在线监测", _SUBMITTED),
    ("样例皖北纺机有限公司", "340000", "C35", "纺机零件柔性加工单元", _SUBMITTED),
    ("样例钱塘轴承有限公司", "330000", "C34", "轴承磨削参数自动寻优", _SUBMITTED),
    ("样例岭西陶瓷有限公司", "450000", "C30", "隧道窑燃烧优化与余热利用", _SUBMITTED),
    ("样例渤海船机有限公司", "210000", "C37", "船用柴油机数字化装配", SubmissionState.WITHDRAWN),
    ("样例天府制药有限公司", "510000", "C27", "制剂车间电子批记录", _UNCONFIRMED),
)
_CLOSED: tuple[tuple[str, str, str, str, SubmissionState], ...] = (
    ("样例太湖电缆有限公司", "320000", "C38", "电缆挤塑线能耗管控", SubmissionState.SELECTED),
    ("样例洞庭饲料有限公司", "430000", "C13", "饲料配方与仓储联动", _SUBMITTED),
    ("样例鄱阳铜箔有限公司", "360000", "C39", "铜箔表面缺陷在线检测", _SUBMITTED),
)
_REVIEWERS = (
    ("样例评审甲", "样例大学", (5, 4, 4)),
    ("样例评审乙", "样例智能制造研究院", (4, 4, 3)),
    ("样例评审丙", "样例鄱阳铜箔有限公司", (3, 4, 5)),
)
"""(name, organization, points); the third is of an organization that has submitted, and the last submission is not
scored yet."""
_SELECTED = 2
_DECLINED = ("样例塞上葡萄酒有限公司", "640000", "C15", "酿造车间温湿度监测", SubmissionState.NOT_SELECTED)
_DAY = timedelta(days=1)


def add_calls(cases: Sequence[Case], event: Event, at: datetime) -> None:
    """Add them as they stand at `at`; flushed.

    Args:
        cases: of which the first two came of the decided call. event: whose call the decided one was.
    """
    calls = (
        _call(
            "green-factories", "绿色工厂案例征集", "Call for green factory cases", (-12, 20), at, topic_ids=["energy"]
        ),
        _call(
            "quality", "质量提升案例征集", "Call for cases of quality", (-50, -4), at, audience=CallAudience.PROVINCES
        ),
        _call(
            "assembly",
            "柔性装配案例征集",
            "Call for cases of flexible assembly",
            (-120, -80),
            at,
            event_id=event.id,
            state=CallState.DECIDED,
            decided_at=at - 60 * _DAY,
        ),
    )
    _call(
        "exports",
        "出海服务案例征集",
        "Call for cases of service abroad",
        (15, 60),
        at,
        state=CallState.DRAFT,
        published_at=None,
    )
    for planned in _OPEN:
        _submit(calls[0], planned, at - 4 * _DAY)
    _review(calls[1], [_submit(calls[1], planned, at - 20 * _DAY) for planned in _CLOSED], at)
    for case in cases[:_SELECTED]:
        of_case = (case.organization.name, case.province_code, case.sector_codes[0], case.title["zh"])
        _submit(calls[2], (*of_case, SubmissionState.SELECTED), at - 100 * _DAY, case_id=case.id)
    _submit(calls[2], _DECLINED, at - 99 * _DAY)
    db.session.flush()


def _call(slug: str, chinese: str, english: str, days: tuple[int, int], at: datetime, **values: Any) -> CaseCall:
    opens_on, closes_on = (day_of(at + number * _DAY) for number in days)
    made_at = at + min(days[0] - 3, -1) * _DAY
    usual = {
        "about": {
            "zh": f"{chinese}：面向已投用半年以上的项目，写明改造前后的对比数据和推广条件。入选案例收入案例集并在活动中交流。",
            "en": f"{english}: projects in use for at least half a year, with figures before and after, and what others need to do "
            "the same. Selected cases go into the handbook and are presented at events.",
        },
        "sector_codes": [],
        "topic_ids": [],
        "state": CallState.PUBLISHED,
        "submitted": 0,
    }
    call = CaseCall(
        slug=slug,
        title={"zh": chinese, "en": english},
        opens_on=opens_on,
        closes_on=closes_on,
        created_at=made_at,
        updated_at=made_at,
        **usual | {"published_at": made_at} | values,
    )
    db.session.add(call)
    db.session.flush()
    return call


def _submit(
    call: CaseCall, planned: tuple[str, str, str, str, SubmissionState], at: datetime, **values: Any
) -> CaseSubmission:
    organization, province, sector, title, state = planned
    number = None
    if state is not _UNCONFIRMED:
        call.submitted += 1
        number = call.submitted
    submission = CaseSubmission(
        call_id=call.id,
        number=number,
        organization=organization,
        organization_key=key_of(organization),
        province_code=province,
        contact_name="样例联系人",
        email=f"case{call.id}-{number or 0}@example.com",
        language="zh",
        title=title,
        summary=f"{title}，已稳定运行一年。",
        situation="改造前依靠人工经验，异常发现晚。",
        measures="加装传感器，建立数据模型，调整作业流程。",
        results="停机减少，人均产出提高。",
        sector_codes=[sector],
        metrics=[{"kind": "efficiency", "amount": 1800, "unit": "percent", "baseline": "改造前一年平均值"}],
        state=state,
        created_at=at,
        updated_at=at,
        confirmed_at=at + timedelta(minutes=6) if number else None,
        **values,
    )
    db.session.add(submission)
    db.session.flush()
    return submission


def _review(call: CaseCall, submissions: Sequence[CaseSubmission], at: datetime) -> None:
    reviewers = []
    for number, (name, organization, _points) in enumerate(_REVIEWERS, 1):
        reviewer = CaseReviewer(
            call_id=call.id,
            name=name,
            organization=organization,
            organization_key=key_of(organization),
            email=f"reviewer{number}@example.com",
            language="zh",
            created_at=at - 45 * _DAY,
        )
        db.session.add(reviewer)
        reviewers.append(reviewer)
    db.session.flush()
    for number, submission in enumerate(submissions[:-1]):
        scores = []
        for reviewer, (_name, _organization, points) in zip(reviewers, _REVIEWERS, strict=True):
            is_own = number == 1 and reviewer is reviewers[0]
            effect, transfer, novelty = (0, 0, 0) if is_own else points
            scores.append(
                CaseScore(
                    submission_id=submission.id,
                    reviewer_id=reviewer.id,
                    has_interest=is_own,
                    effect=effect,
                    transfer=transfer,
                    novelty=novelty,
                    at=at - 2 * _DAY,
                    comment="曾为该企业提供咨询，申请回避。" if is_own else "成效数据完整，做法可以推广。",
                )
            )
        db.session.add_all(scores)
        submission.average, submission.scored = averaged(scores)
