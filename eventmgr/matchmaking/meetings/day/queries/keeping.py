"""Reading the day for laws and periods."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.features import held_events
from eventmgr.matchmaking.meetings.day.models import DayAct, MeetingResult
from eventmgr.matchmaking.meetings.requests.models import MeetingRequest
from eventmgr.matchmaking.meetings.timetables.models import Meeting


class Kept(NamedTuple):
    """An ended event of which something is kept."""

    event_id: int
    slug: str
    ends_at: datetime
    months: int
    number: int


def list_kept(*, ended_before: datetime) -> list[Kept]:
    """Events that had ended by then, with how many acts of their meetings bear a name, oldest first."""
    number = func.count(DayAct.id)
    query = (
        select(Event.id, Event.slug, Event.ends_at, Event.retention_months, number)
        .join(DayAct, DayAct.event_id == Event.id)
        .where(Event.ends_at < ended_before, Event.id.not_in(held_events()), DayAct.by_name != "")
        .group_by(Event.id)
        .order_by(Event.ends_at, Event.id)
    )
    return [Kept(*row) for row in db.session.execute(query)]


def list_named(event_id: int, *, limit: int) -> list[int]:
    """Numbers of acts of an event that bear the name of who told them."""
    query = select(DayAct.id).where(DayAct.event_id == event_id, DayAct.by_name != "")
    return list(db.session.scalars(query.order_by(DayAct.id).limit(limit)))


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
