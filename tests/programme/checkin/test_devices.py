"""Devices: made and shut out by organizers, paired by a link that works once, and what they are told and tell."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import check_in_code
from eventmgr.event.registration.models import Leadership, Registration, Source
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.logistics.models import Direction, Ride, RideSeat, Vehicle, VehicleKind
from eventmgr.programme.checkin.acts.kinds import CheckinKind, ListKind
from eventmgr.programme.checkin.codes import mark_of
from eventmgr.programme.checkin.models import CheckinAct, CheckinDevice, CheckinWalkIn
from eventmgr.tools.log.models import AuditEntry
from tests.factories import keep, make_event, make_member, make_person, make_registration
from tests.programme.checkin.drafts import draft, make_device, make_list, take
from tests.programme.checkin.phone import Phone, milliseconds

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def event(frozen):
    """An event on its first morning, an hour after it began."""
    found = make_event()
    frozen.move_to(found.starts_at + timedelta(hours=1))
    return found


@pytest.fixture
def phone(client, event):
    """A paired device that takes walk-ins."""
    make_device(event, token="t", takes_walk_ins=True)
    return Phone(client, "t")


def device():
    db.session.expire_all()
    return db.session.scalars(select(CheckinDevice).order_by(CheckinDevice.id)).first()


def test_an_organizer_makes_a_device_whose_link_pairs_it_once(sign_in, client, event):
    browser = sign_in(make_member(event, TeamRole.CHECK_IN))
    address = f"/manage/events/{event.slug}/checkin/devices/"
    form = {"name": "东门", "lists": ["0"], "ends_at": "2026-05-14T20:00"}

    made = browser.post(address, data=form)
    token = re.search(r"#pair=([\w-]+)", made.text)[1]
    paired, again = (client.post("/checkin/device/pair", json={"token": token}) for _time in range(2))

    assert (paired.status_code, paired.json["name"], again.status_code) == (200, "东门", 404)
    assert "no-store" in made.headers["Cache-Control"] and token not in browser.get(f"{address}{device().id}/").text
    kept = device()
    assert (len(kept.token_hash), kept.link_hash) == (64, None)
    assert paired.json["token"] not in (kept.token_hash, kept.name)
    assert Phone(client, paired.json["token"]).get("people").json["device"]["name"] == "东门"
    assert [entry.action for entry in db.session.scalars(select(AuditEntry))] == ["created", "paired"]


def test_only_who_registers_people_makes_a_device_that_does(sign_in, event):
    browser = sign_in(make_member(event, TeamRole.CHECK_IN))
    form = {"name": "东门", "lists": ["0"], "ends_at": "2026-05-14T20:00", "walk_ins": "1"}

    assert browser.post(f"/manage/events/{event.slug}/checkin/devices/", data=form).status_code == 409
    assert device() is None


def test_a_link_is_over_after_a_week_and_a_new_one_replaces_it(sign_in, client, event, frozen):
    browser = sign_in(make_member(event, TeamRole.CHECK_IN))
    row = make_device(event, ends_at=event.ends_at + timedelta(days=10))
    address = f"/manage/events/{event.slug}/checkin/devices/{row.id}/link"
    old, new = (re.search(r"#pair=([\w-]+)", browser.post(address).text)[1] for _time in range(2))
    replaced = client.post("/checkin/device/pair", json={"token": old}).status_code
    frozen.shift(timedelta(days=8))

    assert (replaced, client.post("/checkin/device/pair", json={"token": new}).status_code) == (404, 404)


def test_a_device_gets_what_it_needs_to_recognize_people_and_no_more(phone, event):
    place = make_registration(
        event, make_person("王小明", mobile="13812345678"), pinyin_key="wang xiao ming", leadership=Leadership.DEPUTY
    )
    gone = make_registration(event, make_person("李走"), status=Status.WITHDRAWN)
    code = check_in_code(place)

    answer = phone.get("people")

    row = next(row for row in answer.json["people"] if row[0] == place.id)
    assert row == [
        place.id, "王小明", "wxm", "310000", "5678", "delegate", "y", 1, [mark_of(event.id, code)], [], "deputy",
    ]  # fmt: skip
    left = next(row for row in answer.json["people"] if row[0] == gone.id)
    assert left[1:7] == ["", "", "", "", "", "n"]
    for private in (code, "13812345678", place.email, "李走"):
        assert private not in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.json["extent"]["number"] == 2


def test_a_replaced_code_is_told_so_that_it_is_refused_without_a_network(phone, event):
    place = make_registration(event)
    old = mark_of(event.id, check_in_code(place))
    place.link_version += 1
    db.session.commit()

    row = phone.get("people").json["people"][0]

    assert (row[7], row[8], row[9]) == (2, [mark_of(event.id, check_in_code(place))], [old])


def test_whoever_only_keeps_somebodys_data_tells_a_device_no_name(phone, event):
    make_registration(event, make_person("王小明"), restricted_at=clock.now())

    assert phone.get("people").json["people"][0][1:7] == ["", "", "", "", "", "y"]


def test_only_who_was_changed_is_told_again(phone, event, frozen):
    make_registration(event)
    since = milliseconds(clock.now()) // 1000
    frozen.shift(timedelta(minutes=10))
    place = make_registration(event, changed_at=clock.now())

    assert [row[0] for row in phone.get(f"people?since={since}").json["people"]] == [place.id]


def test_the_phone_of_a_leader_knows_one_delegation_alone(client, event):
    own, other = make_registration(event, unit_code="420000"), make_registration(event, unit_code="310000")
    make_device(event, token="leader", unit_code="420000")
    leader = Phone(client, "leader")
    take(event, draft(place=own), draft(place=other))

    assert [row[0] for row in leader.get("people").json["people"]] == [own.id]
    assert [row[4] for row in leader.get("changes").json["acts"]] == [own.id]


def test_the_phone_of_a_leader_marks_and_takes_back_nobody_of_another_delegation(client, event):
    own, other = make_registration(event, unit_code="420000"), make_registration(event, unit_code="310000")
    make_device(event, token="leader", unit_code="420000")
    leader, marked = Phone(client, "leader"), draft(place=other)
    take(event, marked)
    keys = [
        leader.tell(registration=own.id),
        leader.tell(registration=other.id, kind="out"),
        leader.tell("undo", undoes=marked.key),
    ]
    mistaken = leader.tell(registration=own.id)
    taken_back = leader.tell("undo", undoes=mistaken)

    assert leader.push().json["taken"] == dict.fromkeys([keys[0], mistaken, taken_back], "") | dict.fromkeys(
        keys[1:], "unknown"
    )
    db.session.expire_all()
    assert {db.session.get(Registration, place.id).status for place in (own, other)} == {Status.ATTENDED}


@pytest.mark.parametrize("kind", ["in", "note", "undo"])
def test_a_device_tells_nothing_of_lists_that_it_does_not_serve(phone, event, kind):
    gate, place = make_list(event, ListKind.GATE), make_registration(event)
    foreign = draft(place=place, list_id=gate.id)
    take(event, foreign)
    said = {"undoes": foreign.key} if kind == "undo" else {"registration": place.id}
    keys = [phone.tell(kind, list=number, **said) for number in (gate.id, gate.id + 1)]

    assert phone.push().json["taken"] == dict.fromkeys(keys, "unknown")
    assert [act.list_id for act in db.session.scalars(select(CheckinAct).order_by(CheckinAct.id))] == [
        gate.id,
        None,
        None,
    ]


def test_what_is_sent_is_taken_once_and_marks(phone, event):
    place = make_registration(event)
    key = phone.tell(registration=place.id)
    unsent = list(phone.unsent)

    first = phone.push()
    phone.unsent = unsent
    second = phone.push()

    assert (first.json["taken"], second.json["taken"], phone.unsent) == ({key: ""}, {key: ""}, [])
    db.session.expire_all()
    assert db.session.get(Registration, place.id).status is Status.ATTENDED
    assert len(list(db.session.scalars(select(CheckinAct)))) == 1


@pytest.mark.parametrize("ahead", [600_000, -600_000])
def test_a_clock_that_is_ten_minutes_off_is_corrected(client, event, ahead):
    make_device(event, token="t")
    phone, place = Phone(client, "t", ahead=ahead), make_registration(event)
    phone.tell(registration=place.id)

    phone.push()

    act = db.session.scalars(select(CheckinAct)).one()
    assert (act.at, act.told_at) == (clock.now(), clock.now() + timedelta(milliseconds=ahead))
    assert device().skew_ms == -ahead


def test_what_it_measured_while_connected_counts_more_than_what_its_clock_says_later(phone, event):
    place = make_registration(event)
    phone.tell(registration=place.id, at=phone.now() - 3_600_000, skew=60_000)

    phone.push()

    assert db.session.scalars(select(CheckinAct.at)).one() == clock.now() - timedelta(minutes=59)


def test_others_hear_of_it_by_number_and_nothing_new_is_a_304(client, phone, event):
    make_device(event, token="other")
    other, place = Phone(client, "other"), make_registration(event)
    key = phone.tell(registration=place.id)
    phone.push()

    first = other.get("changes?after=0")
    nothing = other.get("changes?after=1")
    again = other.get("changes?after=1", **{"If-None-Match": nothing.headers["ETag"]})

    assert (first.json["acts"][0][:3], first.json["reached"]) == ([1, key, "in"], 1)
    assert (nothing.json["acts"], again.status_code) == ([], 304)


def test_a_device_hears_of_its_own_lists_alone(client, phone, event):
    gate, place = make_list(event, ListKind.GATE), make_registration(event)
    make_device(event, token="gate", list_ids=[gate.id])
    take(event, draft(place=place), draft(place=place, list_id=gate.id))
    at_gate = Phone(client, "gate")

    told = at_gate.get("changes?after=0").json
    assert ([row[3] for row in told["acts"]], [each["id"] for each in told["lists"]]) == ([gate.id], [gate.id])
    assert [row[3] for row in phone.get("changes?after=0").json["acts"]] == [0]


def test_a_device_that_is_shut_out_reads_and_sends_nothing_any_more(sign_in, phone, event):
    place = make_registration(event)
    browser = sign_in(make_member(event, TeamRole.CHECK_IN))

    browser.post(f"/manage/events/{event.slug}/checkin/devices/{device().id}/shut-out")
    phone.tell(registration=place.id)

    assert [answer.status_code for answer in (phone.get("people"), phone.get("changes"), phone.push())] == [410] * 3
    assert list(db.session.scalars(select(CheckinAct))) == []


def test_behind_its_end_a_device_sends_what_it_has_for_three_days_and_reads_nothing(phone, event, frozen):
    place = make_registration(event)
    phone.tell(registration=place.id)
    frozen.move_to(device().ends_at + timedelta(days=2))

    assert (phone.get("people").status_code, phone.push().status_code) == (410, 200)
    frozen.shift(timedelta(days=2))
    assert phone.push().status_code == 410


def test_a_device_that_signs_out_is_shut_out(phone, event):
    assert (phone.post("sign-out", {}).status_code, phone.get("people").status_code) == (200, 410)


def test_an_unknown_token_is_no_device_and_trying_many_ends(make_app, event):
    browser = make_app(RATELIMIT_ENABLED=True).test_client()
    stranger = Phone(browser, "wrong")

    answers = [stranger.get("people").status_code for _time in range(62)]

    assert (answers[0], answers[-1]) == (401, 429)
    assert browser.get("/checkin/device/people").status_code == 400


def test_a_device_that_asks_without_end_is_told_when_to_come_back(make_app, event, monkeypatch):
    monkeypatch.setattr("eventmgr.programme.checkin.access._ASKED", (3, 600))
    make_device(event, token="t")
    phone = Phone(make_app(RATELIMIT_ENABLED=True).test_client(), "t")

    answers = [phone.get("changes") for _time in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_somebody_without_registration_is_registered_on_site(phone, event):
    said = {"name": "赵 一", "organization": "样例厂", "unit": "420000", "mobile": "139 0000 0001"}
    key = phone.tell("walk_in", walk_in="7f8ed4b3-0000-4000-8000-000000000001", said=said)

    answer = phone.push()

    place = db.session.scalars(select(Registration)).one()
    assert (place.status, place.source, place.unit_code, place.mobile) == (
        Status.ATTENDED, Source.WALK_IN, "420000", "13900000001",
    )  # fmt: skip
    assert (answer.json["taken"], phone.get("changes").json["acts"][0][4]) == ({key: "not_registered"}, place.id)


def test_whoever_was_told_of_by_mistake_is_registered_by_nobody(phone, event, sign_in):
    said = {"name": "赵一", "organization": "样例厂"}
    mistaken = phone.tell("walk_in", walk_in="7f8ed4b3-0000-4000-8000-000000000001", said=said)
    phone.tell("undo", undoes=mistaken)

    answer = phone.push()

    assert list(answer.json["walk_ins"].values()) == [{"registration": None, "said": ""}]
    assert db.session.scalars(select(Registration)).all() == []
    board = sign_in(make_member(event, TeamRole.REGISTRAR)).get(f"/manage/events/{event.slug}/checkin/board/").text
    assert board.count("<strong>赵一</strong>") == 2 and "不详" not in board, "the act and its undoing name the person"
    row = db.session.scalars(select(CheckinWalkIn)).one()
    assert f"/board/walk-ins/{row.id}/register" not in board


def test_whoever_cannot_be_registered_is_kept_with_why(phone, event):
    event.capacity, event.has_waiting_list = 0, False
    db.session.commit()
    phone.tell(
        "walk_in", walk_in="7f8ed4b3-0000-4000-8000-000000000001", said={"name": "赵一", "organization": "样例厂"}
    )

    answer = phone.push()

    row = db.session.scalars(select(CheckinWalkIn)).one()
    assert (row.said["name"], row.registration_id, bool(row.refused)) == ("赵一", None, True)
    assert list(answer.json["walk_ins"].values()) == [{"registration": None, "said": row.refused}]


@pytest.mark.parametrize(
    "body",
    ["x", [], {"acts": 3, "clock": 1}, {"acts": []}, {"acts": [{}] * 201, "clock": 1}, {"acts": [], "clock": True}],
)
def test_what_is_no_batch_is_a_400(phone, body):
    assert phone.post("acts", body).status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "x"}, {"kind": "fly"}, {"at": -1}, {"at": 10**20}, {"at": True}, {"list": -1}, {"list": 2**40},
        {"registration": 2**40}, {"registration": "1"}, {"registration": None}, {"kind": "undo"},
        {"kind": "undo", "undoes": []}, {"kind": "walk_in", "walk_in": 1}, {"walk_in": "x"},
        {"kind": "walk_in", "walk_in": "7f8ed4b3-0000-4000-8000-000000000001", "said": {"name": "\x00"}},
        {"kind": "substitute", "said": {"name": "赵一"}}, {"kind": "substitute", "walk_in": "x"},
    ],
)  # fmt: skip
def test_an_act_that_says_nothing_is_told_back_and_the_others_are_taken(phone, event, wrong):
    place = make_registration(event)
    good = phone.tell(registration=place.id)
    bad = phone.tell(**{"registration": place.id, **wrong})

    answer = phone.push()

    assert (answer.status_code, answer.json["taken"]) == (200, {good: ""})
    assert answer.json["bad"] == [str(wrong.get("key", bad))]


def test_a_remark_is_cleaned_and_cut(phone, event):
    place = make_registration(event)
    phone.tell("note", registration=place.id, note="a\x00b\u2028" + "长" * 300)

    phone.push()

    act = db.session.scalars(select(CheckinAct)).one()
    assert (act.kind, act.note) == (CheckinKind.NOTE, "ab " + "长" * 197)


def test_the_page_of_devices_is_the_same_for_everybody_and_its_worker_knows_what_it_needs(client):
    page, worker = client.get("/checkin/device/zh/"), client.get("/checkin/device/worker.js")

    kept = json.loads(re.match(r"const KEPT = (.+);\n", worker.text)[1])
    assert (page.headers["Cache-Control"], "Set-Cookie" in page.headers) == ("no-cache", False)
    assert "manifest-src 'self'" in page.headers["Content-Security-Policy"]
    for name in re.findall(r'(?:href|src|data-decoder)="(/static/[^"]+)"', page.text):
        assert name in kept["files"]
    assert [client.get(name).status_code for name in [*kept["files"], *kept["pages"]]] == [200] * 11
    assert client.get("/checkin/device/en/manifest.webmanifest").json["scope"] == "/checkin/device/"


def test_a_device_knows_who_is_expected_on_the_list_of_a_ride_and_a_leaders_of_the_own_delegation(client, event):
    rider, foreign = make_registration(event, unit_code="420000"), make_registration(event, unit_code="310000")
    bus = make_list(event, ListKind.BUS)
    vehicle = keep(Vehicle(event_id=event.id, name={"zh": "大巴"}, kind=VehicleKind.BUS, seats=45))
    ride = keep(
        Ride(
            event_id=event.id, vehicle_id=vehicle.id, direction=Direction.OUTING, title={"zh": "考察"},
            leaves_at=event.starts_at, list_id=bus.id,
        )
    )  # fmt: skip
    for place in (rider, foreign):
        keep(RideSeat(ride_id=ride.id, registration_id=place.id, is_locked=False))
    make_device(event, token="all", list_ids=[0, bus.id])
    make_device(event, token="leader", list_ids=[0, bus.id], unit_code="420000")

    expected = [
        [listed["expected"] for listed in Phone(client, token).get("people").json["lists"]]
        for token in ("all", "leader")
    ]

    assert expected == [[None, [rider.id, foreign.id]], [None, [rider.id]]]
