"""Rooms and rides in the own calendar of a person, as programs read them."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.on_site.logistics.entries import RIDE, STAY
from eventmgr.on_site.logistics.laws import LAWS
from eventmgr.on_site.logistics.lodging import queries as rooms
from eventmgr.on_site.logistics.lodging import services
from eventmgr.on_site.logistics.lodging.services import HotelDraft
from eventmgr.on_site.logistics.models import Direction, TravelEntry
from eventmgr.on_site.logistics.periods import PERIODS
from eventmgr.on_site.logistics.queries import list_entries
from eventmgr.on_site.logistics.statements import delete_cancelled_entries
from eventmgr.on_site.logistics.transport import services as transport
from eventmgr.on_site.logistics.transport.queries import get_ride
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, make_event
from tests.on_site.logistics.factories import make_hotel, make_sleeper, propose
from tests.on_site.logistics.own_calendar import draft_of, rides
from tests.output.calendars.feeds import entries, personal_address
from tests.output.calendars.readers import ALL, read

pytestmark = pytest.mark.usefixtures("frozen")
LATER = Act(SYSTEM, NOON + timedelta(hours=1))


@pytest.fixture
def event(app):
    return make_event()


@pytest.fixture
def place(event):
    return make_sleeper(event, said={"arrival": "5月13日", "departure": "5月15日"})


def shown(event, *, withdraw=False):
    with transaction():
        services.withdraw(event, act=LATER) if withdraw else services.publish(event, act=LATER)


def own(client, place, event, lang="zh"):
    """What stands in the own feed beside the event."""
    answer = client.get(f"{personal_address(place)}?lang={lang}")
    return {str(one["UID"]).partition("-")[0]: one for one in entries(answer) if str(one["UID"]) != event.uid}


def holds():
    return [fault for law in LAWS.values() for fault in law()]


@pytest.mark.parametrize("reader", ALL)
def test_every_reader_sees_a_stay_of_whole_days_and_a_ride_with_place_and_time(client, event, place, reader):
    make_hotel(event)
    propose(event)
    shown(event)
    ride = rides(event, place)

    found = read(reader, client.get(f"{personal_address(place)}?lang=zh").data)

    stay = next(one for one in found if one.uid == f"stay-{place.id}-{event.uid}")
    seat = next(one for one in found if one.uid == f"ride-{ride.id}-{place.id}-{event.uid}")
    assert (stay.summary, stay.location, stay.days, stay.status) == (
        "酒店：样例宾馆", "样例宾馆 样例路1号", "2026-05-13/2026-05-16", "CONFIRMED",
    )  # fmt: skip
    assert stay.description.startswith("房间 201\n021-00000000\n")
    assert (seat.summary, seat.location, seat.status) == ("接站：上海虹桥站 → 样例宾馆", "上海虹桥站", "CONFIRMED")
    assert (seat.starts, seat.ends) == (int(ride.leaves_at.timestamp()), int(ride.leaves_at.timestamp()) + 3600)
    assert seat.description.startswith("考斯特 沪A·样003\n郑师傅 15400000303\n")


def test_a_stay_takes_no_time_a_ride_does_and_both_are_spoken_in_english(client, event, place):
    make_hotel(event)
    propose(event)
    shown(event)
    rides(event, place)

    found = own(client, place, event, "en")

    assert {key: str(one["TRANSP"]) for key, one in found.items()} == {"stay": "TRANSPARENT", "ride": "OPAQUE"}
    assert str(found["stay"]["SUMMARY"]) == "Hotel: Sample Hotel"
    assert str(found["ride"]["SUMMARY"]) == "Pick-up on arrival: Shanghai Hongqiao Railway Station → 样例宾馆"


def test_places_of_a_ride_are_in_the_language_of_whoever_reads(client, event, place):
    ride = rides(event, place)
    start, goal = {"zh": "东门", "en": "East Gate"}, {"zh": "样例宾馆", "en": "Sample Hotel"}
    with transaction():
        draft = draft_of(ride.vehicle_id, 24 * 42 - 4, start, goal)
        transport.put_ride(event, get_ride(event, ride.id), draft, act=LATER)

    said = {lang: own(client, place, event, lang)["ride"] for lang in ("zh", "en")}

    assert {lang: (str(one["SUMMARY"]), str(one["LOCATION"])) for lang, one in said.items()} == {
        "zh": ("接站：东门 → 样例宾馆", "东门"),
        "en": ("Pick-up on arrival: East Gate → Sample Hotel", "East Gate"),
    }


def test_a_place_in_one_language_is_kept_as_before_there_were_two(event, place):
    rides(event, place)
    [row] = list_entries(event.id, RIDE)

    assert (row.told["start"], row.told["goal"], holds()) == ("上海虹桥站", "样例宾馆", [])


def test_nothing_is_told_before_it_is_published_or_to_others(client, event, place):
    other = make_sleeper(event, "李四", lodging="none")
    make_hotel(event)
    propose(event)
    rides(event, place, published=False)
    before = own(client, place, event)
    shown(event)

    assert (before, set(own(client, place, event)), own(client, other, event)) == ({}, {"stay"}, {})


def test_the_number_rises_once_a_change_and_not_when_the_reader_sees_none(client, event, place):
    hotel = make_hotel(event)
    propose(event)
    shown(event)
    ride = rides(event, place)
    number = {key: one["SEQUENCE"] for key, one in own(client, place, event).items()}
    shown(event)
    with transaction():
        services.edit_hotel(
            event, rooms.get_hotel(event, hotel.id), HotelDraft(hotel.name, {"zh": "新路2号"}, ""), act=LATER
        )
        transport.put_ride(event, get_ride(event, ride.id), draft_of(ride.vehicle_id, 24 * 42 - 4), act=LATER)
    after = own(client, place, event)
    with transaction():
        transport.put_ride(event, get_ride(event, ride.id), draft_of(ride.vehicle_id, 24 * 42 - 3), act=LATER)

    assert {key: one["SEQUENCE"] - number[key] for key, one in after.items()} == {"stay": 1, "ride": 0}
    assert str(after["stay"]["LOCATION"]) == "样例宾馆 新路2号"
    assert own(client, place, event)["ride"]["SEQUENCE"] == number["ride"] + 1
    assert holds() == []


def gone(event, place, way, ride, hotel):
    """Do what takes a room or ride away."""
    with transaction():
        if way == "hidden":
            services.withdraw(event, act=LATER)
            transport.publish_rides(event, Direction.ARRIVAL, withdraw=True, act=LATER)
        elif way == "removed":
            transport.remove_ride(event, get_ride(event, ride.id), act=LATER)
            services.remove_hotel(event, rooms.get_hotel(event, hotel.id), act=LATER)
        elif way == "another vehicle is gone":
            transport.remove_vehicle(event, get_ride(event, ride.id).vehicle, act=LATER)
            services.remove_room(event, rooms.get_hotel(event, hotel.id).rooms[0], act=LATER)
        else:
            transport.move(event, Direction.ARRIVAL, place, None, act=LATER)
            services.move(event, place, None, act=LATER)
            services.publish(event, act=LATER)


@pytest.mark.parametrize("way", ["hidden", "removed", "another vehicle is gone", "taken away"])
def test_what_is_gone_is_cancelled_with_a_higher_number_until_a_week_after_it_would_have_been(
    client, event, place, way, monkeypatch
):
    hotel = make_hotel(event, twin=1)
    propose(event)
    shown(event)
    ride = rides(event, place)
    before = own(client, place, event)
    gone(event, place, way, ride, hotel)

    after = own(client, place, event)
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=60))

    assert {key: str(one["STATUS"]) for key, one in after.items()} == {"stay": "CANCELLED", "ride": "CANCELLED"}
    assert all(str(one["SUMMARY"]).startswith("已取消：") for one in after.values())
    assert [after[key]["SEQUENCE"] - before[key]["SEQUENCE"] for key in ("stay", "ride")] == [1, 1]
    assert [after[key]["DTSTART"].to_ical() for key in after] == [before[key]["DTSTART"].to_ical() for key in after]
    assert own(client, place, event) == {}
    assert holds() == []


def test_it_is_cancelled_with_the_place_and_comes_back_with_it(client, event, place):
    rides(event, place)
    number = own(client, place, event)["ride"]["SEQUENCE"]
    row = db.session.get(Registration, place.id)
    row.status, row.sequence = Status.WITHDRAWN, row.sequence + 1
    db.session.commit()

    found = own(client, place, event)["ride"]

    assert (str(found["STATUS"]), found["SEQUENCE"]) == ("CANCELLED", number + 1)
    row.restricted_at = NOON
    db.session.commit()
    assert own(client, place, event) == {}


def test_whoever_takes_the_place_over_hears_of_what_holds_and_not_of_what_was_cancelled_before(client, event, place):
    first, second = rides(event, place), rides(event, place, hours=24 * 42 - 2)
    assert {row.key for row in list_entries(event.id, RIDE)} == {f"ride-{first.id}", f"ride-{second.id}"}
    with transaction():
        transport.remove_ride(event, get_ride(event, first.id), act=LATER)
        delete_cancelled_entries([place.id])

    found = [str(one["UID"]) for one in entries(client.get(personal_address(place)))[1:]]

    assert found == [f"ride-{second.id}-{place.id}-{event.uid}"]


def test_what_is_kept_is_encrypted_and_goes_half_a_year_after_the_event(client, event, place):
    make_hotel(event)
    propose(event)
    shown(event)
    raw = db.session.execute(text("SELECT told FROM travel_entry")).scalar()
    opened = db.session.scalars(select(TravelEntry).filter_by(registration_id=place.id, key="stay")).one().told

    [entries] = [period for period in PERIODS if period.key == "travel_entries"]
    early = entries.delete_some(NOON + timedelta(days=100), 100)
    late = entries.delete_some(NOON + timedelta(days=300), 100)

    assert ("2026-05-13" in str(raw), opened["arrives"], opened["room"]) == (False, "2026-05-13", "201")
    assert (early, late, list_entries(event.id, STAY)) == (0, 1, [])
