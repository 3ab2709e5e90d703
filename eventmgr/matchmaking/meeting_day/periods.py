"""Who told what on the day is kept as long as the record of attendance; what was told stays."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_after_event
from eventmgr.matchmaking.meeting_day.models import DayAct

PERIODS = (
    kept_after_event(
        "meeting_acts",
        _l("People who made reports on the day of meetings"),
        Rows(select(DayAct).join(Event).where(DayAct.by_name != ""), values={"by_name": ""}),
        after=Event.ends_at,
        months=Event.retention_months,
    ),
)
