"""Who represented whom, and who interpreted, is kept as long as the record of attendance; what organizations agreed on
stays."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_after_event
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_plans.models import MeetingAssistant

PERIODS = (
    kept_after_event(
        "meeting_people",
        _l("Representatives, interpreters and moderators of meetings"),
        Rows(select(PartyRepresentative).join(MeetingParty).join(Event)),
        Rows(select(MeetingAssistant).join(Event)),
        after=Event.ends_at,
        months=Event.retention_months,
    ),
)
