"""Set-based writes of cases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from eventmgr.exchange.cases.models import Case, CaseFile, CaseMark, CaseMetric
from eventmgr.ground.db import db


def read_again(case: Case) -> None:
    """It is as it stands now, with metrics and files."""
    db.session.refresh(case)


def _delete(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session="fetch"))


def delete_case(case: Case) -> None:
    """It goes with its metrics, files and marks."""
    for rows in (CaseMetric, CaseFile, CaseMark):
        _delete(delete(rows).where(rows.case_id == case.id))
    _delete(delete(Case).where(Case.id == case.id))


def delete_mark(case: Case, organization_id: int) -> None:
    """That organization does not want to learn from it any more."""
    _delete(delete(CaseMark).where(CaseMark.case_id == case.id, CaseMark.organization_id == organization_id))


def delete_metric(metric: CaseMetric) -> None:
    """That metric goes."""
    _delete(delete(CaseMetric).where(CaseMetric.id == metric.id))


def delete_file(file: CaseFile) -> None:
    """That file goes."""
    _delete(delete(CaseFile).where(CaseFile.id == file.id))
