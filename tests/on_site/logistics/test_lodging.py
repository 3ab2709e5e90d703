"""Rooms of an event: proposed, given by hand, published, repaired, and what becomes of them when people change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from eventmgr.event.events.services import clone
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.retaining.services import forgetting
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.on_site.logistics.arranging.nights import Nights, read_day
from eventmgr.on_site.logistics.laws import LAWS
from eventmgr.on_site.logistics.lodging import queries, services
from eventmgr.on_site.logistics.models import HotelStay
from eventmgr.on_site.logistics.panels import held_of
from eventmgr.on_site.logistics.periods import PERIODS
from tests.factories import keep, make_admin, make_event
from tests.on_site.logistics.factories import ACT, make_hotel, make_sleeper, propose, rooms_of

MAY = date(2026, 5, 13)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("5月12日14:05 G1234 上海虹桥站 需接站", date(2026, 5, 12)),
        ("2026-05-11 20:00", date(2026, 5, 11)),
        ("2026年5月12日", date(2026, 5, 12)),
        ("Flight CA1234, 12 May, 14:05", date(2026, 5, 12)),
        ("May 14 in the evening", date(2026, 5, 14)),
        ("5/12 G7", date(2026, 5, 12)),
        ("乘高铁抵达，不需接站", None),
        ("14:05 G12", None),
        ("13月40日", None),
    ],
)
def test_days_are_read_from_what_people_write(said, day):
    assert read_day(said, MAY) == day


def test_a_day_without_a_year_lies_in_the_nearest_one():
    assert read_day("1月2日", date(2026, 12, 30)) == date(2027, 1, 2)


def test_two_of_a_delegation_share_for_the_nights_that_they_say(app):
    event = make_event()
    make_hotel(event, single=1, twin=2)
    make_sleeper(event, "张一", said={"arrival": "5月12日 14:05 G1 上海虹桥站", "departure": "5月15日 09:00 G2"})
    make_sleeper(event, "张二", unit_code="420000")
    make_sleeper(event, "张三")
    make_sleeper(event, "李四", lodging="single")
    make_sleeper(event, "赵五", lodging="none")
    assert propose(event) == 4
    found = rooms_of(event)
    assert found["张一"] == found["张三"] != found["张二"]
    assert (found["李四"], "赵五" in found) == ("101", False)
    now = queries.load_lodging(event)
    [nights] = [need.nights for need in now.needs if now.guests[need.person].name == "张一"]
    assert nights == Nights(date(2026, 5, 12), date(2026, 5, 15))
    assert now.breaks == []


def test_what_is_settled_by_hand_is_locked_and_a_new_proposal_leaves_it(app):
    event = make_event()
    hotel = make_hotel(event, twin=2)
    one, other = make_sleeper(event, "张一"), make_sleeper(event, "张二")
    second = hotel.rooms[1]
    with transaction():
        services.move(event, one, second, act=ACT)
    propose(event, anew=True)
    assert rooms_of(event) == {"张一": "202", "张二": "202"}
    with transaction():
        services.move(event, other, None, act=ACT)
    assert rooms_of(event) == {"张一": "202"}


def test_nobody_is_put_into_a_bed_that_somebody_has(app):
    event = make_event()
    hotel = make_hotel(event, single=1, twin=0)
    with transaction():
        services.move(event, make_sleeper(event, "张一"), hotel.rooms[0], act=ACT)
    late = make_sleeper(event, "张二")
    with pytest.raises(Refusal, match="101"), transaction():
        services.move(event, late, hotel.rooms[0], act=ACT)
    after = Nights(date(2026, 6, 1), date(2026, 6, 2))
    with transaction():
        services.settle(event, late, hotel.rooms[0], set_nights=after, is_locked=True, act=ACT)
    assert rooms_of(event) == {"张一": "101", "张二": "101"}


def test_a_change_of_the_list_is_shown_and_the_smallest_repair_done(app):
    event = make_event()
    make_hotel(event, twin=3)
    people = [make_sleeper(event, name) for name in ("张一", "张二", "张三", "张四")]
    propose(event)
    before = rooms_of(event)
    people[0].status = Status.WITHDRAWN
    people[1].answers = people[1].answers | {"gender": "female"}
    db.session.commit()
    now = queries.load_lodging(event)
    assert [one.kind for one in now.breaks] == ["gone"]
    people[2].sensitive = people[2].sensitive | {"arrival": "5月11日"}
    late = make_sleeper(event, "赵五")
    assert sorted(one.kind for one in queries.load_lodging(event).breaks) == ["gone", "missing", "nights"]
    with transaction():
        assert services.apply_repair(event, act=ACT) == 3
    now = queries.load_lodging(event)
    assert now.breaks == []
    after = rooms_of(event)
    assert {name: after[name] for name in ("张二", "张三", "张四")} == {
        name: before[name] for name in ("张二", "张三", "张四")
    }
    assert now.rooms[now.stays[late.id].room_id].label == "203"


def test_a_published_room_stays_as_shown_until_it_is_published_again(app):
    event = make_event()
    hotel = make_hotel(event, twin=2)
    person = make_sleeper(event, "张一")
    propose(event)
    assert queries.find_shown(person.id) is None
    with transaction():
        assert services.publish(event, act=ACT) == 1
    with transaction():
        services.move(event, person, hotel.rooms[1], act=ACT)
    assert (queries.find_shown(person.id).label, queries.list_unpublished(event.id)) == ("201", [person.id])
    with transaction():
        services.publish(event, act=ACT)
    assert queries.find_shown(person.id).label == "202"
    with transaction():
        services.withdraw(event, act=ACT)
    assert queries.find_shown(person.id) is None


def test_a_copy_has_the_hotels_and_nobody_in_them(app):
    event = make_event()
    make_hotel(event, single=1, twin=1)
    make_sleeper(event)
    propose(event)
    with transaction():
        services.set_plan(event, Nights(date(2026, 5, 12), date(2026, 5, 14)), "", act=ACT)
        copy = clone(event, make_admin(), days=364, act=ACT)
    now = queries.load_lodging(copy)
    assert ([room.label for room in now.rooms.values()], now.stays) == (["101", "201"], {})
    assert now.facts.usual == Nights(date(2027, 5, 11), date(2027, 5, 13))


def test_nothing_is_kept_of_whoever_is_deleted_and_a_substitute_keeps_the_room(app):
    event = make_event()
    make_hotel(event, twin=1)
    one, other = make_sleeper(event, "张一"), make_sleeper(event, "张二")
    propose(event)
    assert held_of(one.id) == [{"hotel": "样例宾馆", "room": "201", "nights": held_of(one.id)[0]["nights"]}]
    with transaction():
        forgetting.forget(event, db.session.merge(one), act=ACT)
    assert [stay.registration_id for stay in queries.list_stays(event.id)] == [other.id]
    person = db.session.get(Registration, other.id)
    person.sensitive, person.name = {}, "新来"
    db.session.commit()
    with transaction():
        services.pass_on([other.id])
    assert rooms_of(event) == {"新来": "201"}
    assert all(law() == [] for law in LAWS.values())


def test_who_slept_where_goes_half_a_year_after_the_event(app):
    event = make_event()
    make_hotel(event, twin=1)
    make_sleeper(event)
    propose(event)
    [period] = [one for one in PERIODS if one.key == "lodging"]
    assert period.list_due(event.ends_at + timedelta(days=100)) == []
    late = event.ends_at + timedelta(days=200)
    assert [due.n for due in period.list_due(late)] == [1]
    with transaction():
        assert period.delete_some(late, 10) == 1
    assert (queries.list_stays(event.id), period.list_due(late)) == ([], [])


def test_a_room_of_another_event_breaks_a_law(app):
    event, other = make_event(), make_event()
    room = make_hotel(other).rooms[0]
    keep(HotelStay(registration_id=make_sleeper(event).id, event_id=event.id, room_id=room.id, why=[]))
    assert LAWS["rooms of the event"]() != []


def test_a_merged_registration_leaves_its_room_to_the_one_that_stands(app, monkeypatch):
    event = make_event()
    make_hotel(event, twin=1)
    old = make_sleeper(event, "张一")
    propose(event)
    old.status = Status.WITHDRAWN
    new = make_sleeper(event, "张一")
    monkeypatch.setattr(queries, "merged_into", lambda _event_id: {old.id: new.id})
    assert queries.load_lodging(event).breaks == []
    propose(event)
    assert [stay.registration_id for stay in queries.list_stays(event.id)] == [new.id]
