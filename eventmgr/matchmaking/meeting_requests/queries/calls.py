"""Reading calls of leading companies and who applied."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, or_, select

from eventmgr.ground.db import db
from eventmgr.ground.text import LARGEST
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyState
from eventmgr.matchmaking.meeting_requests.models import MeetingCall, MeetingRequest, RequestState
from eventmgr.matchmaking.meeting_requests.queries.facts import _WITH_PARTIES, is_hidden

_C, _R = MeetingCall, MeetingRequest


def find_call(event_id: int, call_id: int) -> MeetingCall | None:
    """A call of the event, as it stands."""
    query = select(_C).where(_C.event_id == event_id, _C.id == min(call_id, LARGEST))
    return db.session.scalar(query.execution_options(populate_existing=True))


def list_calls(event_id: int) -> list[MeetingCall]:
    """All calls of the event, the latest first."""
    return list(db.session.scalars(select(_C).where(_C.event_id == event_id).order_by(_C.id.desc())))


def list_open_calls(event_id: int, *, at: datetime) -> list[MeetingCall]:
    """Calls to which partners can still apply, those that close first in front."""
    query = select(_C).join(MeetingParty, MeetingParty.id == _C.party_id).where(
        _C.event_id == event_id, _C.closed_at.is_(None), or_(_C.closes_at.is_(None), _C.closes_at > at),
        MeetingParty.state == PartyState.ACTIVE,
    )  # fmt: skip
    return list(db.session.scalars(query.order_by(_C.closes_at.is_(None), _C.closes_at, _C.id)))


def count_chosen(call_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Call → (how many applied and wait, how many were chosen); what the caller is not to see is not counted."""
    query = select(_R.call_id, _R.state, func.count()).where(_R.call_id.in_(sorted(call_ids)), ~is_hidden())
    found = dict.fromkeys(call_ids, (0, 0))
    for row in db.session.execute(query.group_by(_R.call_id, _R.state)):
        call_id, state, number = int(row[0] or 0), row[1], row[2]
        waiting, chosen = found[call_id]
        if state is RequestState.ASKED:
            found[call_id] = (waiting + number, chosen)
        elif state is RequestState.ACCEPTED:
            found[call_id] = (waiting, chosen + number)
    return found


def list_applications(call: MeetingCall) -> list[MeetingRequest]:
    """What applied to a call and stands or was answered, as the caller sees it, the earliest first, with both parties."""
    query = select(_R).where(_R.call_id == call.id, ~is_hidden()).options(*_WITH_PARTIES)
    return list(db.session.scalars(query.order_by(_R.id)))
