"""Routes of cases, and a case with a metric and a file to fill them."""

from __future__ import annotations

import secrets
from typing import Any

from eventmgr.exchange.cases.models import AdoptionState, CaseFile
from eventmgr.identity.directory.models import Organization
from tests.exchange.cases.factories import make_adoption, make_case, make_metric
from tests.factories import NOON, keep, make_organization

EVERYBODY = {
    ("GET", "/cases/"),
    ("GET", "/cases/feed.atom"),
    ("GET", "/cases/compare/"),
    ("GET", "/cases/compare.pdf"),
    ("GET", "/cases/compare.xlsx"),
    ("GET", "/cases/handbook.pdf"),
    ("GET", "/cases/<case_slug>/"),
    ("GET", "/cases/<case_slug>/files/<key>"),
    ("GET", "/cases/learning/"),
    ("GET", "/cases/learning/chart.svg"),
}
OF_EDITORS = {
    ("GET", "/manage/cases/"),
    ("GET", "/manage/cases/new"),
    ("POST", "/manage/cases/new"),
    ("GET", "/manage/cases/<int:case_id>/"),
    ("GET", "/manage/cases/<int:case_id>/edit"),
    ("POST", "/manage/cases/<int:case_id>/edit"),
    ("POST", "/manage/cases/<int:case_id>/publish"),
    ("POST", "/manage/cases/<int:case_id>/withdraw"),
    ("POST", "/manage/cases/<int:case_id>/delete"),
    ("GET", "/manage/cases/<int:case_id>/metrics/new"),
    ("POST", "/manage/cases/<int:case_id>/metrics/new"),
    ("GET", "/manage/cases/<int:case_id>/metrics/<int:metric_id>"),
    ("POST", "/manage/cases/<int:case_id>/metrics/<int:metric_id>"),
    ("POST", "/manage/cases/<int:case_id>/metrics/<int:metric_id>/delete"),
    ("POST", "/manage/cases/<int:case_id>/files"),
    ("POST", "/manage/cases/<int:case_id>/files/<key>/delete"),
    ("GET", "/manage/cases/adoptions/"),
    ("GET", "/manage/cases/adoptions/<int:case_adoption_id>/"),
    ("POST", "/manage/cases/adoptions/<int:case_adoption_id>/publish"),
    ("POST", "/manage/cases/adoptions/<int:case_adoption_id>/decline"),
}


def make_filled_case(adopter: Organization) -> dict[str, Any]:
    """A published case with a metric and a file, and that organization has reported that it adopted it."""
    case = make_case(make_organization(f"案例样例厂{secrets.token_hex(3)}"))
    metric = make_metric(case)
    key = secrets.token_hex(16)
    keep(
        CaseFile(
            case_id=case.id, key=key, filename="report.pdf", content_type="application/pdf", size=4, content=b"%PDF",
            created_at=NOON,
        )
    )  # fmt: skip
    adoption = make_adoption(case, adopter, state=AdoptionState.REPORTED)
    return {
        "case_adoption_id": adoption.id, "case_id": case.id, "case_slug": case.slug, "metric_id": metric.id, "case_key": key,
    }  # fmt: skip
