"""Counting registrations by day."""

from __future__ import annotations

from datetime import UTC, date, datetime

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.output.figures.queries.people import count_by_day
from tests.factories import make_event, make_registration


def test_participants_whose_registration_stands_are_counted_by_the_day_of_the_event_s_zone(database):
    event = make_event(timezone="Asia/Shanghai")
    for day, hour, status in (
        (1, 15, Status.CONFIRMED),
        (1, 16, Status.WITHDRAWN),
        (2, 15, Status.PENDING),
        (2, 16, Status.CONFIRMED),
    ):
        make_registration(event, created_at=datetime(2026, 4, day, hour, 59, 59, tzinfo=UTC), status=status)
    make_registration(event, created_at=datetime(2026, 4, 7, tzinfo=UTC), role=Role.STAFF)
    make_registration(make_event(), created_at=datetime(2026, 4, 9, tzinfo=UTC))

    assert count_by_day(event) == {date(2026, 4, 1): 1, date(2026, 4, 2): 1, date(2026, 4, 3): 1}


def test_an_event_without_registrations_has_no_days(database):
    assert count_by_day(make_event()) == {}
