"""The board, groups, people at the desk: what organizers see and do about acts."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Room, Venue
from eventmgr.event.events.services import clone
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration, Source
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.features import holdings
from eventmgr.identity.team.roles import TeamRole
from eventmgr.programme.checkin.acts.board import Holder, board_of
from eventmgr.programme.checkin.acts.kinds import CheckinKind, ListKind
from eventmgr.programme.checkin.acts.merge import DoorAct, merge
from eventmgr.programme.checkin.acts.rooms import Gathering, Phase, shown_in_each
from eventmgr.programme.checkin.laws import LAWS
from eventmgr.programme.checkin.models import CheckinAct, CheckinDevice, CheckinList
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, keep, make_event, make_item, make_member, make_person, make_registration, make_user
from tests.programme.checkin.drafts import draft, make_device, make_list, take

IN, OUT, WALK_IN, NOTE, UNDO = (
    CheckinKind.IN,
    CheckinKind.OUT,
    CheckinKind.WALK_IN,
    CheckinKind.NOTE,
    CheckinKind.UNDO,
)


@pytest.fixture
def event(database, frozen):
    """An event on its first morning, an hour after it began."""
    found = make_event()
    frozen.move_to(found.starts_at + timedelta(hours=1))
    return found


@pytest.fixture
def office(sign_in, event):
    """The browser of a registrar, in English."""
    browser = sign_in(make_member(event, TeamRole.REGISTRAR))
    browser.get("/?lang=en")
    return browser


def address(event, rest=""):
    return f"/manage/events/{event.slug}/checkin/{rest}"


def plain(html):
    return re.sub(r" (?=[,.])", "", re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)))


def place_of(registration):
    db.session.expire_all()
    return db.session.get(Registration, registration.id)


def test_a_board_counts_delegations_in_their_order_and_staff_apart():
    holders = [Holder(1, "420000", False), Holder(2, "310000", False), Holder(3, "310000", False), Holder(4, "", True)]
    told = [DoorAct(str(number), IN, NOON, 7, f"r{number}") for number in (2, 3, 4)]

    board = board_of(holders, merge(told, {7: ListKind.GATE}), 7, ["310000", "420000"])

    assert [(line.unit, line.expected, line.here, line.absent) for line in board.lines] == [
        ("310000", 2, 2, 0), ("420000", 1, 0, 1),
    ]  # fmt: skip
    assert (board.expected, board.here, board.staff_here, board.delegations_here, board.whole) == (3, 2, 1, 1, 1)


def test_the_board_says_who_is_here_in_a_sentence_that_can_be_read_out(office, event):
    places = [make_registration(event, unit_code=unit) for unit in ("310000", "310000", "420000")]
    gate = make_list(event, ListKind.GATE)
    take(event, draft(place=places[0]), draft(place=places[1]), draft(place=places[2], list_id=gate.id))

    arrivals = plain(office.get(address(event, "board/")).text)
    at_gate = plain(office.get(address(event, f"board/?list={gate.id}")).text)

    assert "2 of 3 participants are here. Delegations here: 1, complete: 1." in arrivals
    assert "1 of 3 participants are here. Delegations here: 1, complete: 1." in at_gate


def test_before_the_event_nobody_is_missing_until_somebody_has_arrived(office, event, frozen):
    make_registration(event, unit_code="310000", status=Status.CONFIRMED)
    hall = make_list(event, ListKind.SESSION)
    frozen.move_to(event.starts_at - timedelta(days=2))
    boards = [office.get(address(event, f"board/{which}")).text for which in ("", f"?list={hall.id}")]
    assert [">Missing<" in page or 'data-figure="missing"' in page for page in boards] == [False, False]

    frozen.move_to(event.starts_at + timedelta(minutes=1))
    boards = [office.get(address(event, f"board/{which}")).text for which in ("", f"?list={hall.id}")]
    assert [re.search(r'data-figure="(missing|checkin_absent)"', page) is not None for page in boards] == [True, True]


def test_nobody_is_missing_from_a_later_session_before_it_begins(office, event, frozen):
    make_registration(event, unit_code="310000", status=Status.CONFIRMED)
    hall = make_room(event, "二号厅", 30)
    late = make_item(event, starts_at=event.starts_at + timedelta(hours=3), room_id=hall.id)
    session = make_list(event, ListKind.SESSION, item_id=late.id)
    shown = []
    for moment in (event.starts_at + timedelta(minutes=1), late.starts_at):
        frozen.move_to(moment)
        page = office.get(address(event, f"board/?list={session.id}")).text
        shown.append('data-figure="checkin_absent"' in page)

    assert shown == [False, True]


def test_the_board_is_a_304_until_something_happens(office, event):
    place = make_registration(event)
    tag = office.get(address(event, "board/")).headers["ETag"]

    again = office.get(address(event, "board/"), headers={"If-None-Match": tag})
    take(event, draft(place=place))
    after = office.get(address(event, "board/"), headers={"If-None-Match": tag})

    assert ((again.status_code, again.data), after.status_code) == ((304, b""), 200)


def make_room(event, name, capacity):
    venue = keep(Venue(event_id=event.id, name={"zh": "会议中心"}))
    return keep(Room(venue_id=venue.id, event_id=event.id, name={"zh": name, "en": name}, capacity=capacity))


def numbers(page, item):
    """Name of a number → what the board says of the room of that item."""
    found = re.findall(rf'data-figure="checkin_room_(\w+)" data-of="item={item.id}">(\d+)<', page)
    return {name: int(number) for name, number in found}


def test_of_each_room_the_board_says_how_many_are_inside_by_all_its_doors_and_each_number_opens_its_people(
    office, event
):
    places = [make_registration(event, make_person(f"王{number}")) for number in range(4)]
    staff = make_registration(event, make_person("工作"), role=Role.STAFF)
    hall = make_room(event, "一号厅", 3)
    over = make_item(event, starts_at=event.starts_at - timedelta(hours=2), room_id=hall.id)
    item = make_item(event, room_id=hall.id)
    make_list(event, ListKind.SESSION, item_id=over.id)
    east, west = (make_list(event, ListKind.SESSION, item_id=item.id) for _door in range(2))
    earlier = clock.now() - timedelta(minutes=5)
    take(event, *(draft(place=each, list_id=east.id, at=earlier) for each in (*places, staff)))
    take(event, draft(OUT, place=places[0], list_id=west.id))
    take(event, wrong := draft(OUT, place=places[1], list_id=west.id), draft(UNDO, undoes=wrong.key))

    page = office.get(address(event, "board/")).text

    assert numbers(page, item) == {"inside": 4, "expected": 5, "missing": 1, "capacity": 3}
    assert (numbers(page, over), "more than the room holds" in page) == ({}, True)
    for who, number in (("inside", 4), ("expected", 5), ("missing", 1)):
        opened = office.get(address(event, f"board/rooms/{item.id}/?who={who}")).text
        assert (opened.count("data-row="), numbers(opened, item)[who]) == (number, number)
    assert office.get(address(event, f"board/rooms/{make_item(event).id}/")).status_code == 404


def test_what_takes_place_in_a_room_now_is_what_people_were_let_in_to_last():
    def gathering(number, hour, room="一号厅"):
        starts_at = NOON + timedelta(hours=hour)
        return Gathering(number, room, {}, {}, starts_at, starts_at + timedelta(hours=1), None, {number: ListKind.GATE})

    plan = [gathering(2, 3), gathering(1, 0), gathering(3, 4, "二号厅")]

    def shown(minutes):
        at = NOON + timedelta(minutes=minutes)
        return [(one.item_id, one.phase(at)) for one in shown_in_each(plan, at)]

    assert shown(-31) == [(1, Phase.AHEAD), (3, Phase.AHEAD)]
    assert shown(-30) == [(1, Phase.NOW), (3, Phase.AHEAD)]
    assert shown(60) == [(1, Phase.OVER), (3, Phase.AHEAD)]
    assert shown(150) == [(2, Phase.NOW), (3, Phase.AHEAD)]


def test_what_contradicts_is_shown_until_somebody_has_looked(office, event):
    place = make_registration(event, make_person("王小明"))
    first, second = make_device(event), make_device(event)
    take(event, draft(place=place), device=first)
    take(event, draft(place=place, at=clock.now() - timedelta(minutes=1)), device=second)

    shown = office.get(address(event, "board/")).text
    digest = re.search(r"conflicts/(\w{32})/settle", shown)[1]
    office.post(address(event, f"board/conflicts/{digest}/settle"))

    assert "two people may have shown one code" in shown
    assert "two people may have shown one code" not in office.get(address(event, "board/")).text


def test_an_act_can_be_undone_or_counted_from_the_board(office, event):
    here, waiting = make_registration(event), make_registration(event, status=Status.PENDING)
    wrong, late = draft(place=here), draft(place=waiting)
    take(event, wrong, late)

    refused = office.post(address(event, f"board/acts/{late.key}/count"), follow_redirects=True).text
    place_of(waiting).status = Status.CONFIRMED
    db.session.commit()
    office.post(address(event, f"board/acts/{late.key}/count"))
    office.post(address(event, f"board/acts/{wrong.key}/undo"))

    assert "The person has no confirmed place. Confirm the registration first." in refused
    assert (place_of(here).status, place_of(waiting).status) == (Status.CONFIRMED, Status.ATTENDED)
    assert [law() for law in LAWS.values()] == [[], [], []]


def test_whoever_a_device_could_not_register_is_registered_from_the_board(office, event):
    key = "7f8ed4b3-0000-4000-8000-000000000001"
    said = {"name": "赵一", "organization": "样例厂", "unit": "420000", "mobile": "13900000001"}
    take(event, draft(WALK_IN, walk_in=key, said=said))
    shown = office.get(address(event, "board/")).text

    office.post(address(event, re.search(r"board/walk-ins/\d+/register", shown)[0]))

    place = db.session.scalars(select(Registration)).one()
    assert ("赵一" in shown, place.status, place.source) == (True, Status.ATTENDED, Source.WALK_IN)


def test_several_of_a_delegation_are_checked_in_with_one_tap_and_out_where_the_list_asks(office, event):
    places = [make_registration(event, unit_code="420000") for _number in range(3)]
    foreign = make_registration(event, unit_code="310000")
    gate = make_list(event, ListKind.GATE)
    page = address(event, "groups/420000/")

    office.post(page, data={"people": [places[0].id, places[1].id, foreign.id], "way": "in"})
    office.post(page, data={"people": [places[2].id], "way": "in", "list": gate.id})
    office.post(page, data={"people": [places[2].id], "way": "out", "list": gate.id})
    no_way_out = office.post(page, data={"people": [places[0].id], "way": "out"})

    states = [place_of(each).status for each in (*places, foreign)]
    assert states == [Status.ATTENDED, Status.ATTENDED, Status.CONFIRMED, Status.CONFIRMED]
    told = [(act.kind, act.list_id) for act in db.session.scalars(select(CheckinAct).order_by(CheckinAct.number))]
    assert told == [(IN, None), (IN, None), (IN, gate.id), (OUT, gate.id)]
    assert no_way_out.status_code == 400


def test_somebody_without_registration_is_checked_in_with_four_fields(office, event):
    typed = {"name": "赵一", "organization": "样例厂", "unit": "", "mobile": "13900000001"}

    answer = office.post(address(event, "walk-in"), data=typed, follow_redirects=True)

    place = db.session.scalars(select(Registration)).one()
    assert (place.status, place.source) == (Status.ATTENDED, Source.WALK_IN)
    assert "赵一 is registered on site and checked in." in answer.text
    assert office.post(address(event, "walk-in"), data={**typed, "mobile": "12"}).status_code == 422


def test_whoever_comes_instead_has_the_place_and_is_here_since_now(office, event, frozen):
    place = make_registration(event, make_person("王小明"))
    take(event, draft(place=place))
    frozen.shift(timedelta(minutes=20))

    office.post(
        address(event, f"{place.id}/substitute"), data={"name": "李代表", "mobile": "13900000002", "telling": "nobody"}
    )

    kept = place_of(place)
    assert (kept.name, kept.status, kept.attended_at, kept.link_version) == (
        "李代表", Status.ATTENDED, clock.now(), 2,
    )  # fmt: skip
    assert [law() for law in LAWS.values()] == [[], [], []]


def test_a_person_reads_in_their_copy_what_was_recorded(event):
    place, device = make_registration(event), make_device(event, name="东门")
    take(event, draft(place=place), draft(NOTE, place=place, note="先到"), device=device)

    told = holdings()["checkin"].read(place.id)

    assert {(row["list"], row["what"], row["at"], row["device"], row["note"]) for row in told} == {
        ("报到", "签到", clock.now(), "东门", ""), ("报到", "备注", clock.now(), "东门", "先到"),
    }  # fmt: skip


def test_a_copied_event_has_the_lists_and_neither_devices_nor_acts(event):
    make_list(event, ListKind.MEAL)
    make_list(event, ListKind.BUS, closed_at=NOON)
    make_device(event)

    copy = write(lambda: clone(event, make_user(may_create_events=True), days=364, act=Act(SYSTEM, clock.now())))

    copied = db.session.scalars(select(CheckinList).where(CheckinList.event_id == copy.id))
    assert [(listed.kind, listed.title) for listed in copied] == [(ListKind.MEAL, {"zh": "名单"})]
    assert list(db.session.scalars(select(CheckinDevice).where(CheckinDevice.event_id == copy.id))) == []
