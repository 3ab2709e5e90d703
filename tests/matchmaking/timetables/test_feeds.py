"""`/feeds/<token>.ics` of whoever sits at a table: what was published, with numbers that rise once a change."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.events import services as events
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, write
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.timetables import services
from eventmgr.matchmaking.timetables.models import Meeting
from tests.factories import make_registration
from tests.matchmaking.factories import make_matchmaking, make_party, make_request
from tests.matchmaking.timetables.feeds import address, people
from tests.matchmaking.timetables.worlds import act, draft_of, drafted, publish
from tests.output.calendars.feeds import entries, personal_address
from tests.output.calendars.readers import read

pytestmark = pytest.mark.usefixtures("database", "frozen")


@pytest.fixture
def event():
    event = make_matchmaking(slots=4, tables=2)
    one, two, three = (make_party(event) for _ in range(3))
    make_request(one, two)
    make_request(one, three)
    drafted(event)
    return event


def said(client, representative) -> dict[str, tuple[str, int]]:
    """UID → state and number, as the programs of readers understand them."""
    answer = client.get(f"{address(representative)}?lang=en")
    assert answer.status_code == 200
    told = {str(entry["UID"]): (str(entry["STATUS"]), int(entry["SEQUENCE"])) for entry in entries(answer)}
    assert {one.uid: (one.status, one.sequence) for one in read("vobject", answer.data)} == told
    return told


def test_nothing_is_told_before_it_is_published_then_tentative_then_confirmed(event, client):
    first = people(event)[0]
    assert said(client, first) == {}
    publish(event)
    assert sorted(said(client, first).values()) == [("TENTATIVE", 0)] * 2
    publish(event, Stage.FINAL)
    assert sorted(said(client, first).values()) == [("CONFIRMED", 1)] * 2


def test_a_party_that_wants_no_provisional_entries_has_none(event, client):
    first = people(event)[0]
    first.party.shows_tentative = False
    db.session.commit()
    publish(event)
    assert said(client, first) == {}
    publish(event, Stage.FINAL)
    assert len(said(client, first)) == 2


def test_the_feed_says_what_the_page_says(event, client):
    publish(event, Stage.FINAL)
    second = people(event)[1]
    (entry,) = entries(client.get(f"{address(second)}?lang=en"))
    meeting = next(one for one in db.session.query(Meeting) if second.id in (one.asker_seat_id, one.asked_seat_id))
    partner = people(event)[0].party.organization.name
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (meeting.starts_at, meeting.ends_at)
    assert str(entry["SUMMARY"]) == f"Meeting: {partner}"
    assert "table" in str(entry["LOCATION"])


def test_what_is_cancelled_stays_for_those_who_had_it_and_its_number_rises_once(event, client):
    publish(event, Stage.FINAL)
    request = draft_of(event, 1).places[0][0]
    write(lambda: services.take_out(event, 1, 0, request, act=act()))
    publish(event, Stage.FINAL)
    assert sorted(said(client, people(event)[0]).values()) == [("CANCELLED", 1), ("CONFIRMED", 0)]


def test_whoever_no_longer_sits_there_is_told_and_whoever_does_now_has_it(client):
    event = make_matchmaking(slots=2, tables=1)
    one, two = make_party(event, people=2), make_party(event)
    make_request(one, two)
    drafted(event)
    publish(event, Stage.FINAL)
    first, second, _other = people(event)
    assert (len(said(client, first)), said(client, second)) == (1, {})
    draft = draft_of(event, 1)
    (place,) = draft.places
    draft.places = [[*place[:3], second.id, place[4], place[5]]]
    db.session.commit()
    publish(event, Stage.FINAL)
    assert list(said(client, first).values()) == [("CANCELLED", 1)]
    assert list(said(client, second).values()) == [("CONFIRMED", 1)]


def test_somebody_with_a_registration_has_them_in_the_personal_feed(event, client):
    first = people(event)[0]
    registration = make_registration(event)
    first.registration_id = registration.id
    db.session.commit()
    publish(event, Stage.FINAL)
    registration = db.session.get(Registration, registration.id)
    answer = client.get(f"{personal_address(registration)}?lang=en")
    assert sum("Meeting: " in str(entry["SUMMARY"]) for entry in entries(answer)) == 2


def test_a_new_link_ends_the_old_address(event, client):
    first = people(event)[0]
    old = address(first)
    first.party.link_version += 1
    db.session.commit()
    assert entries(client.get(old)) == [], "it says goodbye"


def test_an_event_that_is_cancelled_cancels_the_entries_of_its_meetings(event, client):
    publish(event, Stage.FINAL)

    event = db.session.get(Event, event.id)

    def cancel() -> None:
        events.lock(event)
        events.cancel(event, {"zh": "疫情", "en": "Closed"}, act=act())

    write(cancel)
    db.session.expire_all()
    assert event.status is EventStatus.CANCELLED
    assert list(said(client, people(event)[0]).values()) == [("CANCELLED", 1)] * 2


def test_meetings_move_along_with_the_event(event, client):
    publish(event, Stage.FINAL)
    before = {one.uid: one.starts_at for one in db.session.query(Meeting)}
    write(lambda: services.move_along(event, lambda instant: instant + timedelta(days=7), at=act().at))
    db.session.expire_all()
    assert {one.uid: one.starts_at - timedelta(days=7) for one in db.session.query(Meeting)} == before
    assert set(said(client, people(event)[0]).values()) == {("CONFIRMED", 1)}
    assert {row[1] for row in draft_of(event, 1).places} == {
        (start + timedelta(days=7)).isoformat() for start in before.values()
    }


@pytest.mark.one_engine
def test_of_two_calendars_of_one_person_one_says_that_it_is_the_whole_and_the_other_that_it_holds_meetings_alone(
    event, client
):
    seat = people(event)[0]
    place = make_registration(event)
    outside = client.get(address(seat).replace(".ics", "/")).text
    seat = db.session.get(PartyRepresentative, seat.id)
    seat.registration_id = place.id
    db.session.commit()
    meetings = client.get(address(seat).replace(".ics", "/")).text
    whole = client.get(personal_address(place).replace(".ics", "/")).text

    alone, everything = "只有您的洽谈", "会议日程、洽谈"
    assert (alone in outside, alone in meetings, alone in whole) == (True, True, False)
    assert ("两者订阅其一" in outside, "两者订阅其一" in meetings) == (False, True)
    assert everything in whole
