"""What parties wrote each other goes with what is known of the people of the event; that they met stays."""

from __future__ import annotations

from sqlalchemy import or_, select

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_after_event
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestMessage

_HAS_WORDS = or_(MeetingRequest.words != "", MeetingRequest.reason != "")

PERIODS = (
    kept_after_event(
        "meeting_messages",
        _l("Messages and words in meeting requests"),
        Rows(select(RequestMessage).join(MeetingRequest).join(Event)),
        Rows(select(MeetingRequest).join(Event).where(_HAS_WORDS), values={"words": "", "reason": ""}),
        after=Event.ends_at,
        months=Event.retention_months,
    ),
)
