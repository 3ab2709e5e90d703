"""Who told what at check-in is kept as long as the record of attendance; that people came stays."""

from __future__ import annotations

from sqlalchemy import or_, select

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_after_event
from eventmgr.programme.checkin.models import CheckinAct, CheckinWalkIn

_TOLD_BY_OR_REMARKED = or_(CheckinAct.by_name != "", CheckinAct.note != "")

PERIODS = (
    kept_after_event(
        "checkin_acts",
        _l("Check-in entries by person, remarks, people without registration"),
        Rows(select(CheckinAct).join(Event).where(_TOLD_BY_OR_REMARKED), values={"by_name": "", "note": ""}),
        Rows(
            select(CheckinWalkIn).join(Event).where(CheckinWalkIn.said.is_not(None)),
            values={"said": None, "refused": ""},
        ),
        after=Event.ends_at,
        months=Event.retention_months,
    ),
)
