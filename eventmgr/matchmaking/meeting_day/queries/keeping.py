"""Reading the day for laws."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_day.models import MeetingResult
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.timetables.models import Meeting


def list_faults() -> list[tuple[int, str]]:
    """(number of a result, what is wrong with it)."""
    result, request = MeetingResult, MeetingRequest
    sides = (result.party_id != request.asker_id) & (result.party_id != request.asked_id)
    told = {
        "its party is no side of the meeting": sides,
        "it has an amount of no kind": result.amount.is_not(None) & (result.amount_kind == ""),
    }
    found = []
    for fault, condition in told.items():
        query = select(result.id).join(Meeting, Meeting.id == result.meeting_id)
        query = query.join(request, request.id == Meeting.request_id).where(condition)
        found += [(number, fault) for number in db.session.scalars(query.order_by(result.id))]
    return found
