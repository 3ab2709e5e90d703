"""Steps of the tests of pages, which others take too."""

from __future__ import annotations

import uuid

from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_day.models import (
    MeetingScreen,
    ScreenKind,
)
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.timetables.models import Meeting
from tests.factories import NOON, keep, make_member
from tests.matchmaking.factories import slots_at
from tests.matchmaking.meeting_day.worlds import Day


def staff(day: Day, sign_in, role=TeamRole.REGISTRAR):
    return sign_in(make_member(day.event, role))


def own(day: Day, party: MeetingParty) -> str:
    """Address of the party's day."""
    from eventmgr.matchmaking.meeting_day.queries.asking import list_people_of

    return f"/meetings/{link_token(list_people_of(party.id)[0])}/today/"


def begun(day: Day) -> Meeting:
    """A meeting that has begun."""
    first = slots_at(day.event)[0].starts_at
    return db.session.query(Meeting).filter_by(event_id=day.event.id, starts_at=first).order_by(Meeting.id).first()


def asker_of(meeting: Meeting) -> MeetingParty:
    return meeting.request.asker


def asked_of(meeting: Meeting) -> MeetingParty:
    return meeting.request.asked


def key() -> str:
    return str(uuid.uuid4())


def screen(day: Day, kind=ScreenKind.CALLS, **values) -> MeetingScreen:
    return keep(MeetingScreen(event_id=day.event.id, kind=kind, label="A厅", created_at=NOON, **values))
