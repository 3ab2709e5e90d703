"""Pages of rooms: made by organizers, moved without a script and with one, on paper, and seen by participants."""

from __future__ import annotations

import io

import openpyxl
import pytest

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.logistics.lodging import queries
from tests.factories import make_event, make_member
from tests.on_site.logistics.factories import make_hotel, make_sleeper, propose, rooms_of
from tests.output.papers.samples import lines_of, text_of

HOTEL = {"name_zh": "样例宾馆", "name_en": "Sample Hotel", "address_zh": "样例路1号", "phone": "021-00000000"}


@pytest.fixture
def office(client, sign_in, frozen):
    """(event, address of its rooms), its registrar signed in."""
    event = make_event()
    sign_in(make_member(event, TeamRole.REGISTRAR))
    return event, f"/manage/events/{event.slug}/lodging/"


def test_hotels_and_rooms_are_made_changed_and_deleted(client, office):
    event, base = office
    assert "还没有酒店" in client.get(base).text
    assert client.post(f"{base}hotels/new", data=HOTEL).status_code == 303
    [hotel] = queries.list_hotels(event.id)
    rooms = f"{base}hotels/{hotel.id}/rooms"
    assert client.post(rooms, data={"first": "1209", "number": "3", "beds": "2"}).status_code == 303
    twice = client.post(rooms, data={"first": "1211", "number": "2", "beds": "1"})
    assert (twice.status_code, "房间 1211 已存在" in twice.text) == (409, True)
    assert 'value="1211"' in twice.text
    first = queries.list_hotels(event.id)[0].rooms[0]
    assert client.post(f"{base}rooms/{first.id}", data={"label": "1210", "beds": "2"}).status_code == 409
    assert client.post(f"{base}rooms/{first.id}", data={"label": "A1", "beds": "1"}).status_code == 303
    assert client.post(f"{base}hotels/{hotel.id}", data=HOTEL | {"phone": "010"}).status_code == 303
    found = queries.list_hotels(event.id)[0]
    assert ([room.label for room in found.rooms], found.phone) == (["A1", "1210", "1211"], "010")
    assert client.post(f"{base}rooms/{first.id}/remove").status_code == 303
    assert "1210" in client.get(f"{base}hotels/{hotel.id}").text
    assert client.get(f"{base}hotels/{hotel.id}/remove").status_code == 200
    assert client.post(f"{base}hotels/{hotel.id}/remove").status_code == 303
    assert queries.list_hotels(event.id) == []


def test_rooms_are_proposed_locked_moved_and_repaired(client, office):
    event, base = office
    hotel = make_hotel(event, twin=2)
    one, other = make_sleeper(event, "张一"), make_sleeper(event, "张二")
    assert client.post(f"{base}propose").status_code == 303
    page = client.get(base).text
    assert ("同一代表团" in page, 'data-figure="rooms_placed">2<' in page) == (True, True)
    room = hotel.rooms[0]
    assert client.post(f"{base}rooms/{room.id}/lock").status_code == 303
    assert "解锁" in client.get(base).text
    moved = client.post(f"{base}move", data={"person": other.id, "to": hotel.rooms[1].id, "hotel": hotel.id})
    assert moved.location == f"{base}?hotel={hotel.id}#p{other.id}"
    assert rooms_of(event) == {"张一": "201", "张二": "202"}
    make_hotel(event, single=1, twin=0, name="另一家")
    small = queries.list_hotels(event.id)[1].rooms[0]
    assert client.post(f"{base}move", data={"person": one.id, "to": small.id}).status_code == 303
    full = client.post(f"{base}move", data={"person": other.id, "to": small.id}, follow_redirects=True)
    nobody = client.post(f"{base}move", data={"person": "", "to": ""}, follow_redirects=True)
    assert ("没有空床" in full.text, "请选择人员" in nobody.text) == (True, True)
    wrong = client.post(f"{base}move", data={"person": other.id, "to": "x"}, follow_redirects=True)
    assert "“x”不是数字" in wrong.text
    late = make_sleeper(event, "张三")
    assert "最小调整" in client.get(base).text
    assert client.post(f"{base}repair").status_code == 303
    assert rooms_of(event)[late.name] == "202"


def test_without_a_script_a_person_is_moved_on_a_form_that_keeps_what_was_typed(client, office):
    event, base = office
    hotel = make_hotel(event, twin=1)
    person = make_sleeper(event, "张一")
    page = f"{base}people/{person.id}"
    wrong = {"room": str(hotel.rooms[0].id), "arrives_on": "2026-05-14", "leaves_on": "2026-05-12", "is_locked": "y"}
    told = client.post(page, data=wrong)
    assert (told.status_code, "2026-05-14" in told.text) == (422, True)
    assert client.post(page, data=wrong | {"leaves_on": "2026-05-16"}).status_code == 303
    [stay] = queries.list_stays(event.id)
    assert (stay.set_nights, stay.is_locked) == ({"arrives": "2026-05-14", "leaves": "2026-05-16"}, True)
    assert client.post(page, data={"room": "0"}).status_code == 303
    assert queries.list_stays(event.id)[0].room_id is None
    assert client.get(f"{base}people/{make_sleeper(make_event()).id}").status_code == 404


def test_the_nights_of_those_who_say_none_are_set(client, office):
    event, base = office
    assert (
        client.post(f"{base}settings", data={"arrives_on": "2026-05-12", "leaves_on": "2026-05-12"}).status_code == 422
    )
    assert (
        client.post(f"{base}settings", data={"arrives_on": "2026-05-12", "leaves_on": "2026-05-15"}).status_code == 303
    )
    assert queries.load_lodging(event).facts.usual.number == 3


def test_participants_see_hotel_and_room_once_they_are_published(client, office):
    event, base = office
    make_hotel(event, twin=1)
    person = make_sleeper(event, "张一")
    propose(event)
    own = f"/my/{my_token(person)}/"
    assert "样例宾馆" not in client.get(own).text
    assert client.post(f"{base}publish").status_code == 303
    page = client.get(own).text
    assert ("样例宾馆，房间 201" in page, "样例路1号" in page) == (True, True)
    assert client.post(f"{base}publish", data={"withdraw": "1"}).status_code == 303
    assert "样例宾馆" not in client.get(own).text


def test_the_room_list_is_printed_in_both_languages_and_taken_as_a_workbook(client, office):
    event, base = office
    make_hotel(event, twin=2)
    make_sleeper(event, "张一")
    make_sleeper(event, "欧阳小二", organization_name="江苏省工业和信息化厅（样例）")
    propose(event)
    for lang, words in (
        ("zh", ("住宿安排表", "欧阳小二", "201", "双床间", "通常住宿日期：5月13日至14日，1 晚")),
        ("en", ("Room list", "Ouyang", "twin room", "Usual nights: 13 May to 14 May, 1 night")),
    ):
        paper = client.get(f"/manage/events/{event.slug}/reports/rooms.pdf?lang={lang}")
        said = text_of(paper.data)
        assert "床房" not in said
        assert paper.status_code == 200
        assert [word for word in words if word not in said] == []
    assert client.get(f"/manage/events/{event.slug}/reports/rooms.pdf?hotel=99999").status_code == 400
    lines = lines_of(client.get(f"/manage/events/{event.slug}/reports/rooms.pdf?lang=zh").data)
    assert any("江苏省工业和信息化厅（样例）" in line for line in lines), "not set on two lines"
    rows = list(openpyxl.load_workbook(io.BytesIO(client.get(f"{base}rooms.xlsx").data)).active.values)
    assert (rows[0][10], rows[1][10]) == ("晚数", 1)
    assert [row[1] for row in rows] == ["房间", "201", "201"]
    assert rows[1][8].date().isoformat() == "2026-05-13"


def test_who_may_not_read_accommodation_has_no_room_list(client, sign_in, frozen):
    event = make_event()
    make_hotel(event)
    sign_in(make_member(event, TeamRole.VIEWER))
    assert client.get(f"/manage/events/{event.slug}/reports/rooms.pdf").status_code == 403
    assert client.get(f"/manage/events/{event.slug}/lodging/").status_code == 403


def test_the_board_takes_as_many_statements_for_many_people_as_for_few(client, office, count_statements):
    event, base = office
    make_hotel(event, twin=6)
    make_sleeper(event)
    propose(event)
    client.get(base)
    with count_statements() as few:
        client.get(base)
    for number in range(6):
        make_sleeper(event, f"张{number}")
    propose(event)
    with count_statements() as many:
        client.get(base)
    assert len(many) == len(few)
