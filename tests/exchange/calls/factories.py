"""Calls for cases, submissions and reviewers for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from eventmgr.exchange.calls.interests import key_of
from eventmgr.exchange.calls.models import CallState, CaseCall, CaseReviewer, CaseSubmission, SubmissionState
from tests.factories import NOON, keep

TODAY = NOON.date()
LATER = timedelta(days=11)
"""So long after noon the usual call is closed."""
TYPED = {
    "organization": "苏州样例装备有限公司",
    "province_code": "320000",
    "title": "装配线柔性改造",
    "summary": "一条产线生产三种型号。",
    "measures": "改造夹具。",
    "results": "换型时间缩短。",
    "sector_codes": "C35",
    "kind_1": "efficiency",
    "amount_1": "30",
    "unit_1": "percent",
    "baseline_1": "2023 年均值",
    "contact_name": "周样例",
    "email": "Zhou@Example.com",
    "consent": "y",
}
"""What a firm types that submits a case."""


def make_call(**values: Any) -> CaseCall:
    """A call that is open for ten days more."""
    usual: dict[str, Any] = {
        "slug": uuid4().hex,
        "title": {"zh": "智能工厂案例征集", "en": "Call for smart factory cases"},
        "about": {"zh": "征集已投用的智能工厂案例。", "en": "Smart factories in use are wanted."},
        "opens_on": TODAY - timedelta(days=10),
        "closes_on": TODAY + timedelta(days=10),
        "state": CallState.PUBLISHED,
        "created_at": NOON,
        "updated_at": NOON,
        "published_at": NOON,
    }
    return keep(CaseCall(**usual | values))


def make_closed(**values: Any) -> CaseCall:
    """One whose last day was yesterday."""
    return make_call(**{"closes_on": TODAY - timedelta(days=1)} | values)


def make_submission(call: CaseCall | None = None, **values: Any) -> CaseSubmission:
    """A confirmed submission of a firm of Jiangsu."""
    call = call or make_call()
    usual: dict[str, Any] = {
        "organization": "苏州样例装备有限公司",
        "province_code": "320000",
        "contact_name": "周样例",
        "email": "zhou@example.com",
        "language": "zh",
        "title": "装配线柔性改造",
        "summary": "一条产线生产三种型号。",
        "measures": "改造夹具，上线排产系统。",
        "results": "换型时间大幅缩短。",
        "sector_codes": ["C35"],
        "metrics": [{"kind": "efficiency", "amount": 3000, "unit": "percent", "baseline": "2023 年均值"}],
        "state": SubmissionState.SUBMITTED,
        "created_at": NOON,
        "updated_at": NOON,
        "confirmed_at": NOON,
    } | values
    if usual["state"] is not SubmissionState.UNCONFIRMED and "number" not in usual:
        call.submitted += 1
        usual["number"] = call.submitted
    return keep(CaseSubmission(call_id=call.id, organization_key=key_of(usual["organization"]), **usual))


def make_reviewer(call: CaseCall, **values: Any) -> CaseReviewer:
    """An expert of a university."""
    usual = {
        "name": "郑样例",
        "organization": "样例大学",
        "email": "zheng@example.com",
        "language": "zh",
        "created_at": NOON,
    } | values
    return keep(CaseReviewer(call_id=call.id, organization_key=key_of(usual["organization"]), **usual))
