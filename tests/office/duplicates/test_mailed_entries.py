"""Rooms, rides, stops and meetings of two registrations that become one: which mailbox has them in its calendar, and two again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.events.models import Event, EventKind
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.timetables.services import announce_to
from eventmgr.office.duplicates import services
from eventmgr.office.duplicates.models import Merge
from eventmgr.on_site.logistics.lodging import services as lodging
from eventmgr.programme.study_visits.batching import Place
from eventmgr.programme.study_visits.services import StopDraft, place_people, propose, set_stop
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE
from tests.factories import make_event, make_item
from tests.matchmaking.factories import make_matchmaking, make_party, make_request
from tests.matchmaking.timetables.feeds import people
from tests.matchmaking.timetables.worlds import drafted
from tests.matchmaking.timetables.worlds import publish as publish_timetable
from tests.on_site.logistics.factories import make_hotel, make_sleeper
from tests.on_site.logistics.factories import propose as give_rooms
from tests.on_site.logistics.own_calendar import rides
from tests.output.calendars.mailbox import Mailbox, deliver, list_letters_after

pytestmark = pytest.mark.usefixtures("database", "frozen")
ONE, OTHER, THIRD = "one@example.com", "other@example.com", "third@example.com"
WHERE = [
    ("own", ONE, OTHER, set()),
    ("taken over", ONE, OTHER, {"email"}),
    ("shared", ONE, ONE, set()),
]
ways = pytest.mark.parametrize(("first", "second", "taken"), [case[1:] for case in WHERE], ids=[w[0] for w in WHERE])


def act() -> Act:
    return Act(OFFICE, clock.now())


def make_pair(event, first, second):
    """One person registered twice."""
    said = {"arrival": "5月13日", "departure": "5月15日"}
    return [make_sleeper(event, "李明", said=said, email=email, status=Status.CONFIRMED) for email in (first, second)]


def held() -> dict[str, set[str]]:
    """Address → UIDs of what its calendar holds after all e-mails, but the event."""
    boxes: dict[str, Mailbox] = {}
    deliver(boxes, list_letters_after())
    assert [fault for box in boxes.values() for fault in box.faults] == []
    return {address: {uid for uid in box.held if not uid.startswith("event")} for address, box in boxes.items()}


def merge(event, kept, other, taken) -> Merge:
    with transaction():
        seen = services.seen_of(kept, other)
        return services.merge(db.session.get_one(Event, event.id), kept, other, taken, seen=seen, act=act())


def part(event, merged) -> None:
    with transaction():
        services.part(db.session.get_one(Event, event.id), merged, act=act())


def own(uids: set[str], *rows: Registration) -> set[str]:
    """Of rooms and rides those of these registrations."""
    return {uid for uid in uids for row in rows if f"-{row.id}-" in uid}


@ways
def test_rooms_and_rides_are_cancelled_where_the_person_is_reached_no_more_and_invited_again(
    first, second, taken, frozen
):
    event = make_event(agenda_published=True, contact={"name": "王敏", "email": "office@example.com"})
    make_hotel(event)
    kept, other = make_pair(event, first, second)
    give_rooms(event)
    with transaction():
        lodging.publish(event, act=act())
    rides(event, kept)
    before = held()
    assert len(own(before[first], kept)) == 2
    assert len(own(before[second], other)) == 1

    frozen.shift(60)
    merged = merge(event, kept, other, taken)
    reached = db.session.get_one(Registration, kept.id).email
    after = held()
    assert {address for address in after if own(after[address], kept, other)} == {reached}
    assert own(after[reached], kept, other) == own(before[first], kept)

    frozen.shift(60)
    part(event, merged)
    assert {address: own(uids, kept, other) for address, uids in held().items()} == {
        address: own(uids, kept, other) for address, uids in before.items()
    }


@ways
def test_a_stop_stands_in_the_calendar_of_the_mailbox_that_is_left_no_more(first, second, taken, frozen):
    event = make_event(agenda_published=True, contact={"name": "王敏", "email": "office@example.com"})
    start = event.starts_at + timedelta(hours=3)
    item = make_item(event, kind=ItemKind.VISIT, starts_at=start, ends_at=start + timedelta(hours=3))
    kept, other = make_pair(event, first, second)
    third = make_sleeper(event, "赵六", email=THIRD, status=Status.CONFIRMED)
    with transaction():
        stop = db.session.get_one(AgendaItem, item.id)
        set_stop(event, stop, StopDraft({"zh": "样例公司"}, {"zh": "样例路8号"}, capacity=2), act=act())
        propose(event, item.id, act=act())
    with transaction():
        together = {kept.id: Place(0), other.id: Place(0), third.id: Place(1)}
        place_people(db.session.get_one(Event, event.id), item.id, together, {}, act=act())
    before = held()
    assert own(before[first], kept)
    assert own(before[second], other)

    frozen.shift(60)
    merged = merge(event, kept, other, taken)
    reached = db.session.get_one(Registration, kept.id).email
    assert {address: uids for address, uids in held().items() if uids} == {
        reached: own(before[first], kept),
        THIRD: own(before[THIRD], third),
    }

    frozen.shift(60)
    part(event, merged)
    assert held() == before


@ways
def test_meetings_follow_the_person_to_the_mailbox_that_stays_and_back(first, second, taken, frozen):
    event = make_matchmaking(slots=4, tables=2)
    one, two = make_party(event), make_party(event)
    make_request(one, two)
    drafted(event)
    kept, other = make_pair(event, first, second)
    seat = next(seat for seat in people(event) if seat.party_id == two.id)
    seat.registration_id, seat.name, seat.email = other.id, other.name, other.email
    db.session.commit()
    publish_timetable(event, Stage.FINAL)
    with transaction():
        announce_to(db.session.get_one(Event, event.id), [seat.id], at=act().at)
    [meeting] = held()[second]

    frozen.shift(60)
    merged = merge(event, kept, other, taken)
    row, sits = db.session.get_one(Registration, kept.id), db.session.get_one(PartyRepresentative, seat.id)
    assert (sits.registration_id, sits.email) == (kept.id, row.email)
    assert [address for address, uids in held().items() if meeting in uids] == [row.email]

    frozen.shift(60)
    part(event, merged)
    sits = db.session.get_one(PartyRepresentative, seat.id)
    assert (sits.registration_id, sits.email) == (other.id, second)
    assert [address for address, uids in held().items() if meeting in uids] == [second]
    assert event.kind is EventKind.MATCHMAKING
