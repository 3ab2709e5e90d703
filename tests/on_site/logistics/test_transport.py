"""Rides: proposed by station and half hour, given by hand, repaired, counted at boarding, shown to their passengers."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

import openpyxl
import pytest

from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import clone
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Leadership
from eventmgr.event.registration.retaining.services import forgetting
from eventmgr.ground.db import db, transaction
from eventmgr.ground.i18n import speaking
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.logistics.laws import LAWS
from eventmgr.on_site.logistics.models import Direction, Vehicle, VehicleKind
from eventmgr.on_site.logistics.panels import rides_of
from eventmgr.on_site.logistics.papers.queries import get_pickups
from eventmgr.on_site.logistics.periods import PERIODS
from eventmgr.on_site.logistics.transport import queries, services
from eventmgr.on_site.logistics.transport.services import VehicleDraft
from eventmgr.programme.checkin.acts.kinds import CheckinKind
from eventmgr.programme.checkin.models import CheckinAct
from tests.factories import NOON, keep, make_admin, make_event, make_member
from tests.on_site.logistics.factories import ACT, make_ride, make_sleeper, make_vehicle
from tests.output.papers.samples import text_of

TRAIN = "5月12日14:05 G1234 上海虹桥站 需接站"


def propose(event, direction=Direction.ARRIVAL):
    with transaction():
        return services.propose_rides(event, direction, act=ACT)


def seats_of(event, direction=Direction.ARRIVAL):
    """Name → vehicle."""
    now = queries.load_transport(event, direction)
    return {now.guests[one.registration_id].name: now.rides[one.ride_id].vehicle.name["zh"] for one in now.seats}


def test_people_of_a_half_hour_ride_together_and_the_leader_in_a_car(app):
    event = make_event()
    make_vehicle(event, "大巴1", seats=45)
    make_vehicle(event, "商务车", VehicleKind.VAN, 7)
    make_vehicle(event, "轿车", VehicleKind.CAR, 3)
    make_sleeper(event, "张一", said={"arrival": TRAIN}, leadership=Leadership.LEADER)
    for number in range(5):
        make_sleeper(event, f"李{number}", said={"arrival": TRAIN.replace("05", f"1{number}")})
    make_sleeper(event, "赵远", said={"arrival": "5月12日18:00 MU5101 虹桥机场"})
    make_sleeper(event, "不接", said={"arrival": "自驾，不需接站"})
    assert propose(event) == 7
    found = seats_of(event)
    assert (found["张一"], {found[f"李{number}"] for number in range(5)}) == ("轿车", {"商务车"})
    now = queries.load_transport(event, Direction.ARRIVAL)
    assert (now.missing, now.misfits, len(now.rides)) == ([], [], 3)
    assert {ride.start["zh"] for ride in now.rides.values()} == {"上海虹桥站", "虹桥机场"}


def test_a_proposal_takes_as_many_statements_for_many_rides_as_for_few(app, count_statements):
    def proposed(days):
        event = make_event()
        for one in range(2):
            make_vehicle(event, f"大巴{one}", seats=2)
        for day in days:
            for hour in (8, 11, 14, 17):
                for number in range(4):
                    make_sleeper(
                        event, f"李{day}{hour}{number}", said={"arrival": f"5月{day}日{hour:02}:05 上海虹桥站"}
                    )
        with count_statements() as took:
            assert propose(event) == len(days) * 16
        assert len(queries.list_rides(event.id)) == len(days) * 8
        return took

    few, many = proposed((12,)), proposed((11, 12, 13, 14))

    assert len(many) == len(few), [one for one in many if one not in few]


def test_a_changed_train_moves_its_passenger_and_nobody_else(app):
    event = make_event()
    make_vehicle(event, seats=4)
    make_vehicle(event, "大巴2", seats=4)
    people = [make_sleeper(event, f"李{number}", said={"arrival": TRAIN}) for number in range(3)]
    propose(event)
    people[0].sensitive = people[0].sensitive | {"arrival": "5月12日20:00 G9 上海虹桥站"}
    people[1].status = Status.WITHDRAWN
    db.session.commit()
    now = queries.load_transport(event, Direction.ARRIVAL)
    assert sorted(why for _person, _ride, why in now.misfits) == ["changed", "gone"]
    before = {seat.registration_id: seat.ride_id for seat in now.seats}
    with transaction():
        assert services.repair_rides(event, Direction.ARRIVAL, act=ACT) == 3
    after = queries.load_transport(event, Direction.ARRIVAL)
    assert (after.misfits, after.missing) == ([], [])
    assert {seat.registration_id: seat.ride_id for seat in after.seats}[people[2].id] == before[people[2].id]


def test_on_an_outing_everybody_has_a_seat_and_a_smaller_vehicle_breaks_it(app):
    event = make_event()
    bus, van = make_vehicle(event, seats=4), make_vehicle(event, "商务车", VehicleKind.VAN, 3)
    make_ride(event, bus)
    make_ride(event, van)
    for number in range(6):
        make_sleeper(event, f"李{number}", unit_code="310000" if number < 4 else "420000")
    assert propose(event, Direction.OUTING) == 6
    found = seats_of(event, Direction.OUTING)
    assert ({found[f"李{number}"] for number in range(4)}, found["李5"]) == ({"大巴1"}, "商务车")
    with transaction():
        services.put_vehicle(
            event, get_of(event, Vehicle, bus.id), VehicleDraft({"zh": "大巴1"}, VehicleKind.BUS, 3), act=ACT
        )
    now = queries.load_transport(event, Direction.OUTING)
    assert [why for _person, _ride, why in now.misfits] == ["full"]
    with transaction():
        services.repair_rides(event, Direction.OUTING, act=ACT)
    assert queries.load_transport(event, Direction.OUTING).misfits == []
    assert len(seats_of(event, Direction.OUTING)) == 6


def test_nobody_is_seated_on_two_outings_that_leave_at_the_same_time(app):
    event = make_event()
    for title in ("工厂考察", "园区考察"):
        make_ride(event, make_vehicle(event, f"大巴{title}", seats=6), title=title)
    for number in range(6):
        make_sleeper(event, f"李{number}")

    assert propose(event, Direction.OUTING) == 6
    seats = queries.list_seats(event.id)
    assert len(seats) == len({seat.registration_id for seat in seats}) == 6


@pytest.fixture
def office(client, sign_in, frozen):
    """(event, address of its rides), its registrar signed in."""
    event = make_event()
    sign_in(make_member(event, TeamRole.REGISTRAR))
    return event, f"/manage/events/{event.slug}/transport/"


def test_vehicles_and_rides_are_made_changed_and_deleted(client, office):
    event, base = office
    assert "还没有车辆" in client.get(base).text
    wrong = {"name_zh": "一号车", "kind": "bus", "seats": "0"}
    told = client.post(f"{base}vehicles/new", data=wrong)
    assert (told.status_code, "一号车" in told.text) == (422, True)
    assert client.post(f"{base}vehicles/new", data=wrong | {"seats": "45"}).status_code == 303
    [vehicle] = queries.list_vehicles(event.id)
    assert client.post(f"{base}vehicles/{vehicle.id}", data=wrong | {"seats": "30"}).status_code == 303
    assert "一号车" in client.get(f"{base}vehicles/").text
    ride = {"vehicle": vehicle.id, "direction": "outing", "leaves_at": "2026-05-13T13:30", "title_zh": "考察"}
    assert client.post(f"{base}rides/new", data=ride | {"vehicle": "99"}).status_code == 422
    assert client.post(f"{base}rides/new", data=ride).status_code == 303
    [made] = queries.list_rides(event.id)
    assert made.vehicle.seats == 30
    assert (
        client.post(
            f"{base}rides/{made.id}/edit", data=ride | {"goal_zh": "样例工厂", "goal_en": "Sample plant"}
        ).status_code
        == 303
    )
    log = client.get(f"/manage/events/{event.slug}/history/?lang=zh").text
    assert "目的地" in log, "the way has words"
    assert "样例工厂" in client.get(f"{base}rides/{made.id}").text
    assert "Sample plant" in client.get(f"{base}rides/{made.id}?lang=en").text
    assert client.get(f"{base}?direction=nowhere").status_code == 400
    assert client.post(f"{base}rides/{made.id}/remove").status_code == 303
    assert client.post(f"{base}vehicles/{vehicle.id}/remove").status_code == 303
    assert (queries.list_rides(event.id), queries.list_vehicles(event.id)) == ([], [])


def test_seats_are_proposed_moved_by_script_and_by_form_and_locked(client, office):
    event, base = office
    small, big = make_vehicle(event, "小车", VehicleKind.VAN, 1), make_vehicle(event)
    first, second = make_ride(event, small), make_ride(event, big)
    one, other = make_sleeper(event, "张一"), make_sleeper(event, "张二")
    assert client.post(f"{base}propose", data={"direction": "outing"}).status_code == 303
    outing = {"direction": "outing"}
    moved = client.post(f"{base}move", data=outing | {"person": one.id, "to": first.id})
    assert moved.location == f"{base}?direction=outing#p{one.id}"
    full = client.post(f"{base}move", data=outing | {"person": other.id, "to": first.id}, follow_redirects=True)
    assert "已满员" in full.text
    assert seats_of(event, Direction.OUTING) == {"张一": "小车", "张二": "大巴1"}
    assert client.post(f"{base}rides/{second.id}/seat", data={"person": other.id, "leaves": "1"}).status_code == 303
    assert seats_of(event, Direction.OUTING) == {"张一": "小车"}
    assert client.post(f"{base}repair", data=outing).status_code == 303
    assert seats_of(event, Direction.OUTING) == {"张一": "小车", "张二": "大巴1"}
    nobody = client.post(f"{base}rides/{first.id}/seat", data={"person": ""})
    assert (nobody.status_code, nobody.location) == (303, f"{base}rides/{first.id}")
    assert "请选择人员" in client.get(nobody.location).text


def test_a_ride_is_counted_at_boarding_by_a_check_in_list_of_its_own(client, office):
    event, base = office
    ride = make_ride(event, make_vehicle(event))
    people = [make_sleeper(event, f"李{number}") for number in range(3)]
    make_sleeper(event, "不乘车", unit_code="420000")
    with transaction():
        for person in people:
            services.move(event, Direction.OUTING, person, queries.get_ride(event, ride.id), act=ACT)
    assert client.post(f"{base}rides/{ride.id}/list").status_code == 303
    list_id = queries.get_ride(event, ride.id).list_id
    act = {
        "event_id": event.id,
        "kind": CheckinKind.IN,
        "list_id": list_id,
        "at": NOON,
        "told_at": NOON,
        "received_at": NOON,
    }
    keep(CheckinAct(number=1, key=str(uuid.uuid4()), registration_id=people[0].id, **act))
    page = client.get(f"{base}rides/{ride.id}").text
    assert ('data-figure="ride_on_board">1<' in page, 'data-figure="ride_missing">2<' in page) == (True, True)
    assert "李1" in page[page.index("尚未上车") :]
    board = client.get(f"/manage/events/{event.slug}/checkin/board/?list={list_id}").text
    assert ('data-figure="checkin_expected">3<' in board, 'data-figure="checkin_here">1<' in board) == (True, True)


def test_passengers_see_their_ride_once_it_is_published_and_it_is_printed(client, office):
    event, base = office
    make_vehicle(event)
    person = make_sleeper(event, "欧阳小二", said={"arrival": TRAIN})
    propose(event)
    own = f"/my/{my_token(person)}/"
    assert "沪A00001" not in client.get(own).text
    assert client.post(f"{base}publish", data={"direction": "arrival"}).status_code == 303
    assert "沪A00001" in client.get(own).text
    for name, words in (("pickups", ("上海虹桥站", "G1234", "欧阳小二")), ("passengers", ("沪A00001", "欧阳小二"))):
        paper = client.get(f"/manage/events/{event.slug}/reports/{name}.pdf?lang=zh")
        assert [word for word in words if word not in text_of(paper.data)] == []
        assert client.get(f"/manage/events/{event.slug}/reports/{name}.pdf?lang=en").status_code == 200
    itinerary = client.get(f"/manage/events/{event.slug}/reports/itineraries.pdf?lang=zh")
    assert "沪A00001" in text_of(itinerary.data)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{base}rides.xlsx").data))
    assert [row[3] for row in book.worksheets[0].values] == ["姓名", "欧阳小二"]
    assert client.post(f"{base}publish", data={"direction": "arrival", "withdraw": "1"}).status_code == 303
    assert "沪A00001" not in client.get(own).text


def test_nothing_is_kept_of_whoever_is_deleted_and_a_copy_has_the_vehicles_alone(app):
    event = make_event()
    make_vehicle(event)
    person = make_sleeper(event, said={"arrival": TRAIN})
    propose(event)
    assert [row["vehicle"] for row in rides_of(person.id)] == ["大巴1 沪A00001"]
    late = event.ends_at + timedelta(days=200)
    [period] = [one for one in PERIODS if one.key == "transport"]
    assert [due.n for due in period.list_due(late)] == [1]
    with transaction():
        forgetting.forget(event, db.session.merge(person), act=ACT)
    assert (queries.list_seats(event.id), [law() for law in LAWS.values()]) == ([], [[]] * len(LAWS))
    with transaction():
        copy = clone(event, make_admin(), days=364, act=ACT)
    assert [(one.name["zh"], one.plate) for one in queries.list_vehicles(copy.id)] == [("大巴1", "")]
    assert queries.list_rides(copy.id) == []
    make_sleeper(event, "张二", said={"arrival": TRAIN})
    propose(event)
    with transaction():
        assert period.delete_some(late, 10) == 1
    assert queries.list_seats(event.id) == []


def test_the_pickup_list_goes_by_the_minute_whoever_stands_first(app):
    event = make_event()
    trains = (
        "5月12日14:05 G1234 上海虹桥站 需接站",
        "5月12日14:25 G9 上海虹桥站 需接站",
        "5月12日14:02 G77 上海虹桥站 需接站",
    )
    for number, train in enumerate(trains):
        make_sleeper(event, f"人{number}", said={"arrival": train})
    with app.test_request_context(), speaking("zh"):
        found = [one.at for one in get_pickups(event, "zh").stations[0].slots[0].people]

    assert found == ["14:02", "14:05", "14:25"]
