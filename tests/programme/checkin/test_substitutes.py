"""Somebody comes in another's place, told by a device: the place passes on, or what contradicts is shown and left to a person."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import check_in_code
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.programme.checkin.acts.kinds import ConflictKind
from eventmgr.programme.checkin.acts.merge import merge
from eventmgr.programme.checkin.codes import mark_of
from eventmgr.programme.checkin.laws import LAWS
from eventmgr.programme.checkin.models import CheckinWalkIn
from eventmgr.programme.checkin.queries import list_acts
from eventmgr.tools.messages.models import Mailing, MailingState
from tests.factories import make_event, make_member, make_person, make_registration
from tests.programme.checkin.drafts import make_device
from tests.programme.checkin.phone import Phone

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def event(frozen):
    """An event on its first morning, an hour after it began."""
    found = make_event()
    frozen.move_to(found.starts_at + timedelta(hours=1))
    return found


@pytest.fixture
def phone(client, event):
    """A paired device that may register people."""
    make_device(event, token="t", takes_walk_ins=True)
    return Phone(client, "t")


ZHAO = {"name": "赵 一", "mobile": "139 0000 0001", "title": "工程师"}


def substitute(phone, place, number=1, said=ZHAO, **values):
    """What a device tells of somebody who comes in the place of whom it knows; the key of the act."""
    told = {
        "registration": place.id, "known": mark_of(place.event_id, check_in_code(place)), "shown": place.name,
        "walk_in": f"7f8ed4b3-0000-4000-8000-{number:012}", "said": said, **values,
    }  # fmt: skip
    return phone.tell("substitute", **told)


def test_whoever_comes_instead_has_the_place_since_the_device_said_so_and_letters_wait(phone, event, frozen):
    place = make_registration(event, make_person("王小明"), email="wang@example.com")
    key, at = substitute(phone, place), clock.now()
    frozen.shift(timedelta(minutes=40))
    unsent = list(phone.unsent)

    first = phone.push()
    phone.unsent = unsent
    again = phone.push()

    db.session.expire_all()
    kept, row = db.session.get(Registration, place.id), db.session.scalars(select(CheckinWalkIn)).one()
    assert (kept.name, kept.mobile, kept.status, kept.attended_at, kept.link_version) == (
        "赵一", "13900000001", Status.ATTENDED, at, 2,
    )  # fmt: skip
    assert (first.json["taken"], again.json["taken"], row.said, row.registration_id) == (
        {key: ""},
        {key: ""},
        {},
        place.id,
    )
    assert db.session.scalars(select(Mailing.state)).all() == [MailingState.COLLECTED]
    assert [law() for law in LAWS.values()] == [[], [], []]


def test_a_second_substitute_is_shown_and_changes_nothing_until_a_person_decides(sign_in, client, phone, event):
    place = make_registration(event, make_person("王小明"))
    make_device(event, token="other", takes_walk_ins=True)
    other = Phone(client, "other")
    key = substitute(other, place, 2, {"name": "钱二", "mobile": "13900000002"})
    substitute(phone, place)
    phone.push()

    taken = other.push().json["taken"]

    db.session.expire_all()
    assert (taken, db.session.get(Registration, place.id).name) == ({key: "replaced"}, "赵一")
    browser = sign_in(make_member(event, TeamRole.REGISTRAR))
    board = browser.get(f"/manage/events/{event.slug}/checkin/board/").text
    assert "赵一</strong> → <strong>钱二" in board
    browser.post(f"/manage/events/{event.slug}/checkin/" + re.search(r"board/walk-ins/\d+/register", board)[0])
    db.session.expire_all()
    kept = db.session.get(Registration, place.id)
    assert (kept.name, kept.status, [law() for law in LAWS.values()]) == ("钱二", Status.ATTENDED, [[], [], []])


def test_a_substitute_of_somebody_who_was_checked_in_meanwhile_is_shown_and_changes_nothing(client, phone, event):
    place = make_registration(event, make_person("王小明"))
    make_device(event, token="other")
    other = Phone(client, "other")
    other.tell(registration=place.id)
    other.push()
    key = substitute(phone, place)

    taken = phone.push().json["taken"]

    db.session.expire_all()
    kept = db.session.get(Registration, place.id)
    merged = merge(list_acts(event.id), {})
    assert (taken, kept.name, kept.status) == ({key: "here"}, "王小明", Status.ATTENDED)
    assert [conflict.kind for conflict in merged.conflicts] == [ConflictKind.HERE]


def test_whoever_checks_the_former_person_in_by_name_afterwards_is_shown_that_another_has_the_place(
    client, phone, event
):
    place = make_registration(event, make_person("王小明"))
    make_device(event, token="other")
    other = Phone(client, "other")
    known = {"known": mark_of(event.id, check_in_code(place)), "shown": "王小明"}
    stale = other.tell(registration=place.id, **known)
    substitute(phone, place)
    phone.push()
    db.session.expire_all()
    fresh = {"known": mark_of(event.id, check_in_code(db.session.get(Registration, place.id))), "shown": "赵一"}
    good = other.tell(registration=place.id, **fresh)

    assert other.push().json["taken"] == {stale: "replaced", good: ""}


def test_a_substitute_waits_for_the_office_where_the_device_registers_nobody_or_what_was_typed_is_wrong(
    sign_in, client, phone, event
):
    places = [make_registration(event, make_person(name)) for name in ("王小明", "李四", "孙五")]
    make_device(event, token="other")
    other = Phone(client, "other")
    keys = [substitute(other, places[0]), substitute(phone, places[1], 2, {"name": "钱二", "mobile": "12"})]
    undone = substitute(phone, places[2], 3)
    phone.tell("undo", undoes=undone)

    taken = other.push().json["taken"] | phone.push().json["taken"]

    assert [taken[key] for key in (*keys, undone)] == ["not_replaced"] * 3
    db.session.expire_all()
    assert [db.session.get(Registration, place.id).name for place in places] == ["王小明", "李四", "孙五"]
    browser = sign_in(make_member(event, TeamRole.REGISTRAR))
    board = browser.get(f"/manage/events/{event.slug}/checkin/board/").text
    assert ("王小明</strong> → <strong>赵一" in board, "孙五</strong> → <strong>" in board) == (True, True)
    numbers = sorted(set(re.findall(r"board/walk-ins/(\d+)/register", board)))
    assert len(numbers) == 2
    browser.post(f"/manage/events/{event.slug}/checkin/board/walk-ins/{numbers[0]}/register")
    db.session.expire_all()
    assert db.session.get(Registration, places[0].id).name == "赵一"


def test_a_substitute_for_somebody_of_another_delegation_or_event_is_nobody_of_the_devices(client, event):
    foreign, other = make_registration(make_event()), make_registration(event, unit_code="310000")
    make_device(event, token="leader", unit_code="420000", takes_walk_ins=True)
    leader = Phone(client, "leader")
    keys = [substitute(leader, foreign), substitute(leader, other, 2)]

    assert leader.push().json["taken"] == dict.fromkeys(keys, "unknown")
    db.session.expire_all()
    assert [db.session.get(Registration, place.id).link_version for place in (foreign, other)] == [1, 1]


def test_a_substitute_of_somebody_whom_the_device_does_not_know_is_refused_whole(client, event):
    make_device(event, token="own", takes_walk_ins=True, unit_code="320000")
    place = make_registration(event, make_person("王小明"), unit_code="330000")
    own = Phone(client, "own")
    key = substitute(own, place)

    answer = own.push()

    db.session.expire_all()
    row = db.session.scalars(select(CheckinWalkIn)).one()
    assert [(one.name, one.unit_code) for one in db.session.query(Registration)] == [("王小明", "330000")]
    assert (answer.json["taken"], row.registration_id, bool(row.refused)) == ({key: "unknown"}, None, True)
    assert answer.json["walk_ins"] == {row.key: {"registration": None, "said": row.refused}}
