"""Reading requests for laws and periods."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.features import held_events
from eventmgr.matchmaking.meetings.parties.models import MeetingParty
from eventmgr.matchmaking.meetings.requests.models import MeetingRequest, RequestMessage, RequestState

_R = MeetingRequest


class Kept(NamedTuple):
    """An ended event of which something is kept."""

    event_id: int
    slug: str
    ends_at: datetime
    months: int
    number: int


def _has_words() -> ColumnElement[bool]:
    return or_(_R.words != "", _R.reason != "")


def list_kept(*, ended_before: datetime) -> list[Kept]:
    """Events that had ended by then, with how many messages and requests with words they have, oldest first."""
    messages = select(func.count(RequestMessage.id)).join(_R, _R.id == RequestMessage.request_id)
    messages = messages.where(_R.event_id == Event.id)
    words = select(func.count(_R.id)).where(_R.event_id == Event.id, _has_words())
    number = messages.correlate(Event).scalar_subquery() + words.correlate(Event).scalar_subquery()
    query = select(Event.id, Event.slug, Event.ends_at, Event.retention_months, number).where(
        Event.ends_at < ended_before, Event.id.not_in(held_events()), exists().where(_R.event_id == Event.id)
    )
    rows = db.session.execute(query.order_by(Event.ends_at, Event.id))
    return [kept for kept in (Kept(*row) for row in rows) if kept.number]


def list_written(event_id: int, *, limit: int) -> tuple[list[int], list[int]]:
    """Numbers of messages, and of requests with words, of an event: `limit` in all at most, messages first."""
    messages = select(RequestMessage.id).join(_R, _R.id == RequestMessage.request_id)
    found = list(db.session.scalars(messages.where(_R.event_id == event_id).order_by(RequestMessage.id).limit(limit)))
    words = select(_R.id).where(_R.event_id == event_id, _has_words()).order_by(_R.id)
    return found, list(db.session.scalars(words.limit(limit - len(found))))


def list_faults() -> list[tuple[int, str]]:
    """(number of a request, what is wrong with it)."""
    asker, asked = aliased(MeetingParty), aliased(MeetingParty)
    answered = (RequestState.ACCEPTED, RequestState.DECLINED)
    told = {
        "its sides are not of its event": or_(asker.event_id != _R.event_id, asked.event_id != _R.event_id),
        "its two sides do not stand in their order": or_(
            (_R.first_id != _R.asker_id) & (_R.first_id != _R.asked_id),
            _R.first_id + _R.second_id != _R.asker_id + _R.asked_id,
        ),
        "it is answered and nobody has": _R.state.in_(answered) & _R.answered_at.is_(None),
        "it waits and was answered": (_R.state == RequestState.ASKED) & _R.answered_at.is_not(None),
        "it is accepted without a wish": (_R.state == RequestState.ACCEPTED) & _R.asked_wish.is_(None),
    }
    found = []
    for fault, condition in told.items():
        query = select(_R.id).join(asker, asker.id == _R.asker_id).join(asked, asked.id == _R.asked_id)
        found += [(number, fault) for number in db.session.scalars(query.where(condition).order_by(_R.id))]
    return found
