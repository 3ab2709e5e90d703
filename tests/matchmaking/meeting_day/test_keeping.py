"""Names go when their time is over, and the data of the day is held against its laws."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.laws import results_are_of_a_side
from eventmgr.matchmaking.meeting_day.models import DayAct, MeetingOutcome, MeetingResult
from eventmgr.matchmaking.meeting_day.periods import PERIODS
from tests.factories import NOON
from tests.matchmaking.meeting_day.worlds import act, make_day, sent


def test_names_of_tellers_go_with_the_record_of_attendance_and_what_was_told_stays(database):
    day = make_day()
    with transaction():
        services.left(day.event, day.parties[0], sent(), act=act())
    [period] = PERIODS
    later = NOON + timedelta(days=366 * 5)
    assert period.list_due(NOON) == []
    assert [due.n for due in period.list_due(later)] == [1]
    with transaction():
        assert period.delete_some(later, 10) == 1
    db.session.expire_all()
    told = db.session.query(DayAct).one()
    assert (told.by_name, told.payload["name"]) == ("", day.parties[0].organization.name)
    assert period.list_due(later) == []


def test_a_result_of_somebody_else_breaks_a_law(database):
    day = make_day(parties=6, requests=5)
    assert results_are_of_a_side() == []
    meeting = day.meeting(0)
    other = next(one for one in day.parties if one.id not in (meeting.request.asker_id, meeting.request.asked_id))
    db.session.add(
        MeetingResult(meeting_id=meeting.id, party_id=other.id, outcome=MeetingOutcome.AGAIN, amount=1, told_at=NOON)
    )
    db.session.commit()
    assert len(results_are_of_a_side()) == 2
