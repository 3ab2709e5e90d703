"""Marks of attendance: what they change, and when they are possible."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import EventStatus
from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.queries import count_taken
from eventmgr.event.registration.deciding.services.marking import mark_absent, mark_attended, unmark
from eventmgr.event.registration.errors import MarkClosed, NotPossible
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from tests.event.registration.deciding import assert_tally_is_true, do, statuses
from tests.event.registration.registering import register
from tests.factories import NOON, make_event, make_member, make_registration

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
BEGINS = NOON + 42 * DAY
ENDS = BEGINS + DAY + timedelta(hours=5)

pytestmark = pytest.mark.usefixtures("database")


def test_attendance_is_marked_and_unmarked_and_keeps_the_place_held():
    event = make_event(capacity=1)
    place = register(event)

    first = do(mark_attended, event, place, at=BEGINS)
    second = do(mark_attended, event, place, at=BEGINS + SECOND)
    attended, when = statuses(place), place.attended_at
    do(mark_absent, event, place, at=BEGINS)
    absent = statuses(place)
    do(unmark, event, place, at=BEGINS)

    assert (attended, absent, statuses(place)) == ([Status.ATTENDED], [Status.ABSENT], [Status.CONFIRMED])
    assert (first, second, when) == (True, False, BEGINS)
    assert count_taken(event.id) == 1
    assert_tally_is_true(event)


def test_who_holds_no_place_cannot_be_marked():
    event = make_event(capacity=0)
    place = register(event)

    with pytest.raises(NotPossible):
        do(mark_attended, event, place, at=BEGINS)

    assert statuses(place) == [Status.WAITLISTED]


@pytest.mark.parametrize(
    ("verb", "at", "expected"),
    [
        (mark_attended, BEGINS - DAY - SECOND, Status.CONFIRMED),
        (mark_attended, BEGINS - DAY, Status.ATTENDED),
        (mark_attended, ENDS + 14 * DAY, Status.ATTENDED),
        (mark_attended, ENDS + 14 * DAY + SECOND, Status.CONFIRMED),
        (mark_absent, BEGINS - SECOND, Status.CONFIRMED),
        (mark_absent, BEGINS, Status.ABSENT),
        (mark_absent, ENDS + 14 * DAY + SECOND, Status.CONFIRMED),
    ],
)
def test_marks_are_set_from_a_day_before_until_two_weeks_after(verb, at, expected):
    event = make_event()
    place = make_registration(event)

    if expected is Status.CONFIRMED:
        with pytest.raises(MarkClosed):
            do(verb, event, place, at=at)
    else:
        do(verb, event, place, at=at)

    assert statuses(place) == [expected]


def test_a_refused_mark_says_from_when_it_is_possible_and_leaves_no_trail():
    event = make_event()
    place = make_registration(event)

    with pytest.raises(MarkClosed) as refusal:
        do(mark_attended, event, place, at=NOON)

    assert "5月12日" in refusal.value.message
    assert db.session.scalars(select(AuditEntry)).all() == []


@pytest.mark.parametrize("status", [EventStatus.DRAFT, EventStatus.POSTPONED, EventStatus.CANCELLED])
def test_nobody_attends_an_event_that_does_not_take_place(status):
    event = make_event(status=status)
    place = make_registration(event)

    with pytest.raises(MarkClosed):
        do(mark_attended, event, place, at=BEGINS)

    assert statuses(place) == [Status.CONFIRMED]


def test_a_mark_that_stands_can_be_taken_back_when_the_event_was_put_off():
    event = make_event(status=EventStatus.POSTPONED, starts_at=BEGINS + 300 * DAY)
    place = make_registration(event, status=Status.ATTENDED)

    do(unmark, event, place, at=BEGINS)

    assert statuses(place) == [Status.CONFIRMED]


def page_of(sign_in, event, place):
    client = sign_in(make_member(event, TeamRole.REGISTRAR))
    return client.get(f"/manage/events/{event.slug}/registrations/{place.id}/?lang=en").text


def offers(page):
    return [words for words in ("Mark as attended", "Mark as absent", "Clear attendance") if words in page]


def test_buttons_are_there_only_while_they_do_something(sign_in, frozen):
    event = make_event()
    place = make_registration(event)
    found = []
    for at in (NOON, BEGINS - timedelta(hours=3), BEGINS + timedelta(hours=1), ENDS + 20 * DAY):
        frozen.move_to(at)
        found.append(offers(page_of(sign_in, event, place)))

    assert found == [[], ["Mark as attended"], ["Mark as attended", "Mark as absent"], []]


def test_a_mark_sent_too_early_is_refused_on_the_page_of_the_registration(sign_in, frozen):
    event = make_event()
    place = make_registration(event)
    client = sign_in(make_member(event, TeamRole.CHECK_IN))
    address = f"/manage/events/{event.slug}/registrations/{place.id}"

    page = client.post(f"{address}/mark?lang=en", data={"mark": "attended"}, follow_redirects=True)

    assert "Check-in begins on Tue 12 May 2026, 12:00" in client.get(f"{address}/").text + page.text
    assert db.session.get(Registration, place.id).status is Status.CONFIRMED
