"""The rows of a timetable as plain columns: on the day thousands of them are read between a tap and the proposal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_parties.availability import agenda_spans_of
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyAbsence, PartyRepresentative
from eventmgr.matchmaking.meeting_parties.queries import list_absentees, list_parties
from eventmgr.matchmaking.meeting_plans import queries as planning
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_plans.slots import slots_of
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState
from eventmgr.matchmaking.timetables.queries import list_closures
from eventmgr.matchmaking.timetables.task.instance import Away, Rows, away_of, never

_R, _P, _A = MeetingRequest, PartyRepresentative, PartyAbsence


def load_rows(event: Event, plan: MeetingPlan) -> Rows:
    """What `timetables.queries.load_rows` reads, in the same order, but of requests and representatives only the
    columns that a task is made from; they cannot be changed. On the day nobody sits for a party that has nobody."""
    requests = (
        select(
            _R.id,
            _R.asker_id,
            _R.asked_id,
            _R.state,
            _R.is_mutual,
            _R.asker_wish,
            _R.asked_wish,
            _R.interpreter,
            _R.is_moderated,
            _R.asker_seat_id,
            _R.asked_seat_id,
        )
        .where(_R.event_id == event.id, _R.state == RequestState.ACCEPTED)
        .order_by(_R.id)
    )
    people = select(_P.id, _P.party_id).join(_P.party).where(MeetingParty.event_id == event.id)
    absences = (
        select(_A.party_id, _A.representative_id, _A.starts_at, _A.ends_at)
        .join(MeetingParty, MeetingParty.id == _A.party_id)
        .where(MeetingParty.event_id == event.id)
        .order_by(_A.party_id, _A.starts_at, _A.id)
    )
    represented = _all(people.order_by(_P.party_id, _P.position, _P.id))
    parties, seated = list_parties(event.id), {row.party_id for row in represented}
    absent = [never(party, seat) for party, seat in list_absentees(event.id)]
    absent += [never(party.id) for party in parties if party.id not in seated]
    return Rows(
        plan=plan,
        slots=slots_of(planning.list_blocks(event.id), event.timezone),
        halls=planning.list_halls(event.id),
        tables=planning.list_tables(event.id),
        closures=list_closures(event.id),
        assistants=planning.list_assistants(event.id),
        parties=parties,
        representatives=represented,
        absences=[
            *(Away(*row) for row in db.session.execute(absences)),
            *away_of(agenda_spans_of(event), represented),
            *absent,
        ],
        requests=_all(requests),
    )


def _all(query: Any) -> Sequence[Any]:
    """Rows of columns, which are read like objects."""
    return cast(Sequence[Any], db.session.execute(query).all())
