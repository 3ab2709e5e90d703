"""What visitors wrote in their own words is kept as long as the record of attendance; the report's words stay."""

from __future__ import annotations

from sqlalchemy import or_, select

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_after_event
from eventmgr.programme.study_visits.models import VisitFinding, VisitStop
from eventmgr.programme.study_visits.services import forget_findings

_IS_SOMEBODYS = or_(VisitFinding.registration_id.is_not(None), VisitFinding.seen != "", VisitFinding.adopt != "")

PERIODS = (
    kept_after_event(
        "visit_findings",
        _l("Findings of visitors in their own words"),
        Rows(
            select(VisitFinding).join(VisitStop).join(Event).where(_IS_SOMEBODYS),
            forget=lambda findings, _at: forget_findings(findings),
        ),
        after=Event.ends_at,
        months=Event.retention_months,
    ),
)
