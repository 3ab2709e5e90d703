"""What is said at the table: who has come, that it began, that it was held or missed, and by whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_day.floor.verdicts import verdict
from eventmgr.matchmaking.meeting_day.models import ActKind, DayAct
from eventmgr.matchmaking.meeting_day.queries import get_locked_meeting, list_acts_of_meetings, list_results
from eventmgr.matchmaking.meeting_day.services.telling import About, Sent, happened_at, tell
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState, MissedBy
from eventmgr.tools.log.services import Act, difference, record

BEFORE = timedelta(minutes=30)
"""So long before it begins somebody may have arrived at a table."""


class NotYet(Refusal):
    """Nobody can have come, met or missed a meeting that is still far off, or that is cancelled."""


def arrived(event: Event, meeting: Meeting, side: str, sent: Sent, *, act: Act) -> DayAct:
    """One side (`asker` or `asked`) is at the table.

    Raises:
        NotYet: the meeting is cancelled, or begins in more than half an hour.
    """
    return _mark(event, meeting, ActKind.ARRIVED, {"side": side}, sent, act=act, early=BEFORE)


def started(event: Event, meeting: Meeting, sent: Sent, *, act: Act) -> DayAct:
    """Both are at the table and talk.

    Raises:
        NotYet: as of `arrived`.
    """
    return _mark(event, meeting, ActKind.STARTED, {}, sent, act=act, early=BEFORE)


def held(event: Event, meeting: Meeting, sent: Sent, *, party: MeetingParty | None = None, act: Act) -> DayAct:
    """It was held, say the organizers, or one side (`party`).

    Raises:
        NotYet: it has not begun, or is cancelled.
    """
    return _mark(event, meeting, ActKind.HELD, {}, sent, party=party, act=act)


def missed(
    event: Event, meeting: Meeting, by: MissedBy, sent: Sent, *, party: MeetingParty | None = None, act: Act
) -> DayAct:
    """It was not held because one side, or both, did not come; say the organizers, or one side (`party`).

    Raises:
        NotYet: it has not begun, or is cancelled.
    """
    return _mark(event, meeting, ActKind.MISSED, {"by": by.value}, sent, party=party, act=act)


def check_open(meeting: Meeting, at: datetime, *, early: timedelta = timedelta(0)) -> None:
    """That something can be said of the meeting.

    Raises:
        NotYet: it is cancelled, or it begins later than `at` plus `early`.
    """
    if meeting.state is MeetingState.CANCELLED:
        raise NotYet(_("This meeting is cancelled."))
    if meeting.starts_at > at + early:
        raise NotYet(_("This meeting has not begun yet."))


def settle(event: Event, meeting: Meeting, *, act: Act) -> None:
    """Give the locked meeting the state that follows from all that was said of it; calendars do not change."""
    acts = list_acts_of_meetings(event.id, [meeting.id]).get(meeting.id, [])
    results = list_results([meeting.id]).get(meeting.id, {})
    request = meeting.request
    found = verdict((request.asker_id, request.asked_id), acts, results)
    before = _state(meeting)
    meeting.state, meeting.missed_by = found.state, found.missed_by
    meeting.started_at = min((one.at for one in acts if one.kind is ActKind.STARTED), default=None)
    changes = difference(before, _state(meeting))
    if changes:
        record(act, "told", meeting, event_id=event.id, changes=changes)


def _mark(
    event: Event,
    meeting: Meeting,
    kind: ActKind,
    payload: dict[str, Any],
    sent: Sent,
    *,
    act: Act,
    party: MeetingParty | None = None,
    early: timedelta = timedelta(0),
) -> DayAct:
    meeting = get_locked_meeting(event, meeting.id)
    check_open(meeting, happened_at(sent, act), early=early)
    about = About(meeting_id=meeting.id, party_id=party.id if party else None, payload=payload)
    return tell(event, kind, sent, about, lambda _told: settle(event, meeting, act=act), act=act)


def _state(meeting: Meeting) -> dict[str, Any]:
    return {
        "state": meeting.state.value,
        "missed_by": meeting.missed_by.value if meeting.missed_by else None,
        "started_at": meeting.started_at.isoformat() if meeting.started_at else None,
    }
