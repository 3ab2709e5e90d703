"""The sample's requests: those of the timetable are accepted, and every state and page has something to show."""

from __future__ import annotations

from collections import Counter

from eventmgr.console.sample import meeting_requests
from eventmgr.console.sample.meetings.requests import DECLINED, EXPIRED, OPEN, UNWANTED, WITHDRAWN
from eventmgr.console.sample.people.roster import MATCHMAKING
from eventmgr.console.sample.queries import find_event
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.matchmaking.meeting_requests import laws, queries
from eventmgr.matchmaking.meeting_requests.models import (
    MeetingCall,
    MeetingRequest,
    NoThanks,
    RequestMessage,
    RequestState,
)
from eventmgr.matchmaking.meeting_requests.queries import BoardFilter
from eventmgr.matchmaking.meeting_requests.rules import bar_between, limits_of


def test_the_requests_of_the_timetable_are_accepted_and_others_stand_beside_them(reader):
    event = find_event(MATCHMAKING)
    counts = queries.count_requests(event.id, BoardFilter())
    assert counts.by_state == {
        RequestState.ACCEPTED: meeting_requests.REQUESTS, RequestState.ASKED: OPEN, RequestState.DECLINED: DECLINED,
        RequestState.WITHDRAWN: WITHDRAWN, RequestState.EXPIRED: EXPIRED,
    }  # fmt: skip
    assert (counts.across, counts.mutual) == (meeting_requests.ACROSS, meeting_requests.MUTUAL)
    assert laws.requests() == []


def test_nobody_has_more_than_it_may_and_only_those_meet_who_may(reader):
    event = find_event(MATCHMAKING)
    plan, parties = find_plan(event.id), {one.id: one for one in db.session.query(MeetingParty)}
    loads = queries.count_loads(list(parties))
    assert [number for number, load in loads.items() if load.total > limits_of(plan, parties[number]).maximum] == []
    for row in db.session.query(MeetingRequest).filter_by(event_id=event.id):
        apart = queries.list_apart(event.id, row.asker_id)
        assert bar_between(plan, parties[row.asker_id], parties[row.asked_id], apart) is None


def test_every_page_has_something_to_show(reader):
    event = find_event(MATCHMAKING)
    [call] = db.session.query(MeetingCall).filter_by(event_id=event.id)
    assert queries.count_chosen([call.id])[call.id][0] > 2
    assert queries.count_reported(event.id) == 1
    assert db.session.query(NoThanks).count() == UNWANTED
    assert db.session.query(RequestMessage).count() == 7
    proposed = db.session.query(MeetingRequest).filter(MeetingRequest.proposed_id.is_not(None)).all()
    assert proposed and {row.state for row in proposed} == {RequestState.DECLINED}
    assert len(Counter(row.source for row in db.session.query(MeetingRequest))) == 4
