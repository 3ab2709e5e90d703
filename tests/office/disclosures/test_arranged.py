"""Rooms and rides in a list for a recipient: of whose hotel or vehicle it is, and of those alone whose consent names them."""

import re
from datetime import date, datetime, time, timedelta

import pytest

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.consents import PLAN_NAMED, PROCESSING, STAY, STAY_PLAN
from eventmgr.identity.privacy.models import Consent
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.logistics.lodging import queries as rooms
from eventmgr.on_site.logistics.lodging import services
from eventmgr.on_site.logistics.models import Direction, VehicleKind
from eventmgr.on_site.logistics.transport.services import RideDraft, VehicleDraft, move, put_ride, put_vehicle
from tests.conftest import client_of
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.event.registration.views import post
from tests.factories import NOON, make_event, make_member
from tests.office.disclosures.handing_over import STAYS, hands_over, link_of, makes, names, opens, pages, rows
from tests.on_site.logistics.factories import ACT, make_hotel

pytestmark = pytest.mark.usefixtures("frozen")
NAMED, FORMER = (PROCESSING, STAY, STAY_PLAN), (PROCESSING, STAY)
ROOMS = ["hotel", "room", "room_use", "check_in", "check_out"]
RIDES = ["ride_vehicle", "ride_way", "ride_station", "ride_time", "ride_seats"]


@pytest.fixture
def event(app):
    return make_event(fields=STAYS)


@pytest.fixture
def office(client, sign_in, event):
    return sign_in(make_member(event, TeamRole.REGISTRAR), client_of(client.application))


def comes(event, name, consents=NAMED):
    answers = {"lodging": "shared", "gender": "male", "arrival": "5月13日", "departure": "5月15日"}
    return register(event, make_applicant(name=name, answers=answers, consents=consents))


def sleeps(event, place, hotel, label):
    room = next(room for room in rooms.get_hotel(event, hotel.id).rooms if room.label == label)
    with transaction():
        services.move(event, place, rooms.get_room(event, room.id), act=ACT)


def vehicle(event, name="大巴一号", seats=40):
    draft = VehicleDraft({"zh": name, "en": name}, VehicleKind.BUS, seats, "沪A·样001")
    with transaction():
        return put_vehicle(event, None, draft, act=ACT)


def rides(event, one, *people, direction=Direction.ARRIVAL, hours=1):
    with transaction():
        ride = put_ride(
            event,
            None,
            RideDraft(one.id, direction, NOON + timedelta(hours=hours), {}, {"zh": "虹桥站"}, {"zh": "样例宾馆"}),
            act=ACT,
        )
        for person in people:
            move(event, direction, person, ride, act=ACT)
    return ride


def test_a_hotels_list_has_its_own_people_alone_with_room_use_and_days(client, office, event):
    ours, other = make_hotel(event), make_hotel(event, name="别家宾馆")
    people = [comes(event, name) for name in ("张三", "李四", "王五", "赵六")]
    for place, hotel, label in zip(people, (ours, ours, ours, other), ("202", "201", "202", "201"), strict=True):
        sleeps(event, place, hotel, label)
    link = hands_over(office, event, scope=f"hotel:{ours.id}", columns=ROOMS)
    alone = link_of(office.post(f"{makes(office, event, columns=ROOMS).location}link", data={"days": 7}))

    sheet = rows(opens(client, link))

    assert sheet[0][:6] == ["姓名", "酒店", "房间", "独住或合住", "入住日期", "退房日期"]
    days = [datetime.combine(date(2026, 5, day), time()) for day in (13, 15)]
    assert [row[:6] for row in sheet[1:]] == [
        ["李四", "样例宾馆", "201", "独住", *days],
        ["王五", "样例宾馆", "202", "合住", *days],
        ["张三", "样例宾馆", "202", "合住", *days],
    ]
    assert names(opens(client, alone)) == ["李四", "王五", "张三", "赵六"]


def test_who_agreed_to_words_that_name_no_room_is_left_out_of_a_hotels_list_and_has_empty_cells_elsewhere(
    client, office, event
):
    hotel = make_hotel(event)
    new, old, silent = (comes(event, *who) for who in (("张三",), ("李四", FORMER), ("王五", (PROCESSING,))))
    for place, label in ((new, "201"), (old, "202"), (silent, "202")):
        sleeps(event, place, hotel, label)
    of_hotel = makes(office, event, scope=f"hotel:{hotel.id}", columns=["room"]).location
    of_all = makes(office, event, columns=["room", "lodging"]).location

    told, empty = (office.get(page).text for page in (of_hotel, of_all))
    listed, whole = (
        rows(opens(client, link_of(office.post(f"{page}link", data={"days": 7})))) for page in (of_hotel, of_all)
    )

    assert re.search(r"1 人</[^>]*>：同意的是旧版说明", told)
    assert "这些栏目留空" in empty
    assert [row[0] for row in listed[1:]] == ["张三"]
    assert [row[:3] for row in whole[1:]] == [["张三", "合住", "201"], ["李四", "合住", ""]]
    client.post(f"/my/{my_token(old)}/passing-on", data={"agree": "1", "what": "plan"})
    assert len(rows(opens(client, link_of(office.post(f"{of_hotel}link", data={"days": 7}))))) == 3


def test_a_carriers_list_has_a_row_for_each_ride_of_its_vehicle_with_station_time_and_seats(client, office, event):
    ours, other = vehicle(event), vehicle(event, "别家大巴")
    first, second, old = comes(event, "张三"), comes(event, "李四"), comes(event, "王五", FORMER)
    rides(event, ours, second, first, old)
    rides(event, ours, first, direction=Direction.DEPARTURE, hours=50)
    rides(event, other, second, direction=Direction.OUTING, hours=20)
    link = hands_over(office, event, scope=f"vehicle:{ours.id}", columns=RIDES)
    out = hands_over(office, event, scope="rides:outing", columns=RIDES)

    sheet = rows(opens(client, link))

    assert sheet[0][1:6] == ["车辆", "路线", "车站或地点", "发车时间", "乘车人数/座位数"]
    assert sorted(row[:4] + row[5:6] for row in sheet[1:]) == [
        ["张三", "大巴一号 沪A·样001", "虹桥站 → 样例宾馆", "样例宾馆", "1/40"],
        ["张三", "大巴一号 沪A·样001", "虹桥站 → 样例宾馆", "虹桥站", "3/40"],
        ["李四", "大巴一号 沪A·样001", "虹桥站 → 样例宾馆", "虹桥站", "3/40"],
    ]
    times = [row[4] for row in sheet[1:]]
    assert times == sorted(times)
    assert (sheet[1][4], [row[0] for row in rows(opens(client, out))[1:]]) == (
        datetime.combine(date(2026, 4, 1), time(13)),
        ["李四"],
    )


def test_a_list_of_a_hotel_that_is_gone_has_nobody_and_cannot_be_handed_over(office, event):
    hotel = make_hotel(event)
    sleeps(event, comes(event, "张三"), hotel, "201")
    made = makes(office, event, scope=f"hotel:{hotel.id}", columns=ROOMS).location
    with transaction():
        services.remove_hotel(event, rooms.get_hotel(event, hotel.id), act=ACT)

    page = office.get(made).text
    answer = office.post(f"{made}link", data={"days": 7})

    assert "已不存在" in page
    assert (answer.status_code, "handed-over" in answer.text) == (303, False)


def test_the_form_offers_rooms_and_rides_only_where_there_are_any_and_no_other_events_hotel(office, event):
    plain = office.get(f"{pages(event)}new").text
    foreign = make_hotel(make_event())
    hotel = make_hotel(event)

    page = office.get(f"{pages(event)}new").text

    assert ('name="scope"' in plain, 'value="room_use"' in plain) == (False, False)
    assert (f'value="hotel:{hotel.id}"' in page, 'value="room_use"' in page, 'value="ride_time"' in page) == (
        True,
        True,
        False,
    )
    assert makes(office, event, scope=f"hotel:{foreign.id}").status_code == 422


def test_the_own_page_says_what_may_be_passed_on_and_ends_either_part(client, event):
    place = comes(event, "张三", FORMER)
    address, own = f"/my/{my_token(place)}/", f"/my/{my_token(place)}/passing-on"

    def held():
        found = db.session.query(Consent).filter_by(registration_id=place.id, withdrawn_at=None)
        return {one.purpose for one in found}

    before = client.get(address).text
    client.post(own, data={"agree": "1", "what": "plan"})
    between, page = held(), client.get(address).text
    client.post(own, data={"what": "plan"})
    without = held()
    client.post(own, data={"agree": "1", "what": "plan"})
    client.post(own, data={})

    assert ("同意提供房间和乘车安排" in before, "仅撤回房间和乘车安排" in page) == (True, True)
    assert (between, without, held()) == (set(NAMED), set(FORMER), {PROCESSING})


def test_the_form_says_the_words_that_were_read(client, event):
    make = f"/events/{event.slug}/register/"
    box = re.search(r'<input[^>]*name="consent_stay"[^>]*>', client.get(make).text)[0]
    post(client, event, lodging="single", consent_stay=PLAN_NAMED)
    post(client, event, lodging="single", name="李四", mobile="15400000333", consent_stay="y")

    given = {
        name: {one.purpose for one in db.session.query(Consent).filter_by(registration_id=number)}
        for number, name in db.session.query(Registration.id, Registration.name)
    }
    assert f'value="{PLAN_NAMED}"' in box
    assert sorted(map(sorted, given.values())) == [sorted(FORMER), sorted(NAMED)]
    assert given["李四"] == set(FORMER)


def test_what_stood_in_a_copy_is_told_without_rooms_to_whom_they_were_not_named(client, office, event):
    make_hotel(event)
    new, old = comes(event, "张三"), comes(event, "李四", FORMER)
    opens(client, hands_over(office, event, columns=["room"]))

    told = [client.get(f"/my/{my_token(place)}/").text for place in (new, old)]

    assert ["：姓名、房间" in page for page in told] == [True, False]
