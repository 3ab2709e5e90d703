"""Cases for tests."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from eventmgr.exchange.cases.models import AdoptionState, Case, CaseAdoption, CaseMetric, CaseState
from eventmgr.ground.text import folded
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.letters import company_token
from eventmgr.tools.metrics.models import Direction, MetricKind, MetricUnit, Voucher
from tests.factories import NOON, keep, make_event, make_keeper, make_organization, make_profile


def make_case(organization: Organization | None = None, **values: Any) -> Case:
    """A published case of Jiangsu, to whose publication its organization has agreed."""
    organization = organization or make_organization()
    usual: dict[str, Any] = {
        "slug": uuid4().hex,
        "title": {"zh": "机器人与 MES 改造装配线", "en": "Robots and MES on an assembly line"},
        "summary": {"zh": "装配线实时监控、柔性调度。", "en": "Real-time monitoring and flexible scheduling."},
        "province_code": "320000",
        "sector_codes": ["C36"],
        "topic_ids": ["mes"],
        "consent_by": "王强",
        "consent_on": date(2026, 3, 1),
        "state": CaseState.PUBLISHED,
        "published_at": NOON,
        "created_at": NOON,
        "updated_at": NOON,
    } | values
    usual.setdefault("search_text", folded("".join([*usual["title"].values(), organization.name])))
    return keep(Case(organization_id=organization.id, **usual))


def make_metric(case: Case, **values: Any) -> CaseMetric:
    """生产效率提升 30% 以上, of which the organization itself says so."""
    usual = {
        "kind": MetricKind.EFFICIENCY,
        "direction": Direction.UP,
        "amount": 3000,
        "unit": MetricUnit.PERCENT,
        "or_more": True,
        "baseline": {"zh": "2023 年均值"},
        "period": {"zh": "2025 年"},
        "vouched_by": Voucher.OWN,
    }
    return keep(CaseMetric(case_id=case.id, **usual | values))


def make_adoption(case: Case, organization: Organization | None = None, **values: Any) -> CaseAdoption:
    """The organization has adopted it in Shanghai, published at NOON."""
    organization = organization or make_organization(f"借鉴样例厂{uuid4().hex[:6]}")
    usual: dict[str, Any] = {
        "province_code": "310000",
        "since": date(2025, 11, 1),
        "words": {
            "zh": "照此改造两条线，换型时间缩短四成。",
            "en": "Two lines were rebuilt; changeovers are 40% shorter.",
        },
        "state": AdoptionState.PUBLISHED,
        "created_at": NOON,
        "updated_at": NOON,
    } | values
    usual.setdefault("decided_at", None if usual["state"] is AdoptionState.REPORTED else NOON)
    return keep(CaseAdoption(case_id=case.id, organization_id=organization.id, **usual))


def keeper_link(organization: Organization, **values: Any) -> str:
    """The organization's page, as one who keeps it opens it."""
    profile = make_profile(organization)
    return f"/companies/{company_token(make_keeper(profile, make_event(), **values), profile)}/"
