"""Set-based writes of cases."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete

from eventmgr.exchange.cases.models import Case, CaseAdoption, CaseFile, CaseMark, CaseMetric
from eventmgr.ground.db import change_rows, db


def read_again(case: Case) -> None:
    """It is as it stands now, with metrics and files."""
    db.session.refresh(case)


def delete_case(case: Case) -> None:
    """It goes with its metrics and files, and with who wants to learn from it or has adopted it."""
    for rows in (CaseMetric, CaseFile, CaseMark, CaseAdoption):
        change_rows(delete(rows).where(rows.case_id == case.id))
    change_rows(delete(Case).where(Case.id == case.id))


def delete_marks(case: Case, organization_id: int, registration_id: int | None) -> None:
    """That organization does not want to learn from it any more, or only the person of that registration."""
    whose = CaseMark.organization_id == organization_id
    if registration_id is not None:
        whose = CaseMark.registration_id == registration_id
    change_rows(delete(CaseMark).where(CaseMark.case_id == case.id, whose))


def delete_adoptions(case: Case, organization_id: int) -> None:
    """Nothing stays of what that organization has reported of the case."""
    change_rows(
        delete(CaseAdoption).where(CaseAdoption.case_id == case.id, CaseAdoption.organization_id == organization_id)
    )


def delete_marks_of(registration_ids: Collection[int]) -> None:
    """What the people of these registrations have marked is not kept any longer."""
    change_rows(delete(CaseMark).where(CaseMark.registration_id.in_(registration_ids)))


def delete_metric(metric: CaseMetric) -> None:
    """Delete the metric."""
    change_rows(delete(CaseMetric).where(CaseMetric.id == metric.id))
