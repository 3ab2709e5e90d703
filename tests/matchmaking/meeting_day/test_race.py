"""Many tell at the same moment: what bears one number is done once, and of two who apply a proposal nobody does it twice."""

from __future__ import annotations

import uuid
from functools import partial

import pytest

from eventmgr.ground.db import db, write
from eventmgr.ground.errors import Refusal
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.models import DayAct, MeetingOutcome, MeetingRepair, MeetingResult
from eventmgr.matchmaking.meeting_day.queries import get_meeting
from eventmgr.matchmaking.meeting_day.services import Sent
from eventmgr.matchmaking.meeting_parties.models import PartyAbsence
from eventmgr.matchmaking.meeting_parties.queries import get_party
from eventmgr.matchmaking.timetables.models import Meeting, Publication
from tests.factories import NOON
from tests.matchmaking.factories import slots_at
from tests.matchmaking.meeting_day.repair import leave, preview
from tests.matchmaking.meeting_day.worlds import act, make_day, sequences
from tests.race import race
from tests.soak import either

pytestmark = pytest.mark.engines_differ

CROWD = either(4, 8)


def tell(app, event, work, gate):
    """What one of the crowd does at the moment when all are there."""
    gate()
    with app.app_context():
        try:
            return write(lambda: work(db.session.merge(event, load=True)))
        except Refusal as refusal:
            return type(refusal).__name__


@pytest.mark.soak(again=True)
def test_one_result_sent_many_times_at_once_is_one(app, database):
    day = make_day()
    first = slots_at(day.event)[0].starts_at
    meeting = db.session.query(Meeting).filter_by(starts_at=first).first()
    party, sent = meeting.request.asker_id, Sent(str(uuid.uuid4()), f"party:{meeting.request.asker_id}")

    def work(event):
        found = get_meeting(event, meeting.id)
        told = services.tell_result(event, found, get_party(event, party), MeetingOutcome.AGAIN, sent, act=act())
        return told.id

    answers = race(app, [partial(tell, app, day.event, work) for _ in range(CROWD)])
    assert len(set(answers)) == 1
    assert (db.session.query(DayAct).count(), db.session.query(MeetingResult).count()) == (1, 1)


@pytest.mark.soak(again=True)
def test_different_results_of_one_side_at_once_are_one_row(app, database):
    day = make_day()
    first = slots_at(day.event)[0].starts_at
    meeting = db.session.query(Meeting).filter_by(starts_at=first).first()
    party = meeting.request.asker_id
    outcomes = list(MeetingOutcome)

    def work(number, event):
        sent = Sent(str(uuid.uuid4()), f"party:{party}")
        found = get_meeting(event, meeting.id)
        return services.tell_result(event, found, get_party(event, party), outcomes[number % 4], sent, act=act()).id

    answers = race(app, [partial(tell, app, day.event, partial(work, number)) for number in range(CROWD)])
    assert len(set(answers)) == CROWD
    assert db.session.query(MeetingResult).count() == 1


@pytest.mark.soak(again=True)
def test_one_absence_told_many_times_at_once_is_one(app, database):
    day = make_day()
    party, sent = day.parties[0].id, Sent(str(uuid.uuid4()), "user:1")
    work = lambda event: services.left(event, get_party(event, party), sent, act=act()).id  # noqa: E731
    answers = race(app, [partial(tell, app, day.event, work) for _ in range(CROWD)])
    assert len(set(answers)) == 1
    assert db.session.query(PartyAbsence).count() == 1


@pytest.mark.soak(again=True)
def test_a_proposal_applied_by_many_at_once_is_applied_once(app, database):
    day = make_day(requests=12)
    leave(day)
    one, other = preview(day.event).id, preview(day.event).id
    numbers = sequences(day.event)
    work = lambda number, event: services.apply_repair(event, number, act=act()).id  # noqa: E731
    answers = race(app, [partial(tell, app, day.event, partial(work, (one, other)[turn % 2])) for turn in range(CROWD)])
    assert {answer for answer in answers if isinstance(answer, int)} in ({one}, {other})
    assert db.session.query(Publication).count() == 1
    applied = db.session.query(MeetingRepair).filter(MeetingRepair.applied_at == NOON).one()
    moved = {row["request"] for row in applied.rows}
    now = sequences(day.event)
    raised = {db.session.get(Meeting, key).request_id for key in now if now[key] != numbers.get(key)}
    assert raised == moved
    assert all(now[key] - numbers[key] in (0, 1) for key in numbers)
