"""Reading what parties write each other inside a request; organizers read reported ones alone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestMessage
from eventmgr.tools.web.paging import Key, Page, get_page

_M = RequestMessage


def list_messages(request_id: int) -> list[RequestMessage]:
    """All messages of a request, the oldest first; at most twice `MOST_MESSAGES`."""
    query = select(_M).where(_M.request_id == request_id).order_by(_M.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def count_messages(request_id: int, party_id: int) -> int:
    """How many one side has written."""
    return db.session.scalar(select(func.count()).where(_M.request_id == request_id, _M.party_id == party_id)) or 0


def get_message(event: Event, message_id: int) -> tuple[RequestMessage, MeetingRequest]:
    """A message of a request of the event, and the request.

    Raises:
        NotFound: there is none.
    """
    query = select(_M, MeetingRequest).join(MeetingRequest, MeetingRequest.id == _M.request_id)
    query = query.where(MeetingRequest.event_id == event.id, _M.id == min(message_id, LARGEST))
    found = db.session.execute(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound(_("There is no such message."))
    return found[0], found[1]


def get_reported_page(event_id: int, cursor: str | None) -> Page[tuple[RequestMessage, MeetingRequest]]:
    """Reported messages with their requests, the latest first."""
    query: Any = select(_M, MeetingRequest).join(MeetingRequest, MeetingRequest.id == _M.request_id)
    query = query.where(MeetingRequest.event_id == event_id, _M.reported_at.is_not(None))
    return get_page(query, [Key(_M.id, falling=True)], cursor)


def count_reported(event_id: int) -> int:
    """How many reported messages wait for a decision: not hidden."""
    query = select(func.count()).select_from(_M).join(MeetingRequest, MeetingRequest.id == _M.request_id)
    query = query.where(MeetingRequest.event_id == event_id, _M.reported_at.is_not(None), _M.hidden_at.is_(None))
    return db.session.scalar(query) or 0
