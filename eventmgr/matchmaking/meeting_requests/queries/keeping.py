"""Reading requests for laws."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState

_R = MeetingRequest


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
