"""Rooms, rides and stops in the calendars that e-mails fill: invited, told anew, taken back, one e-mail to a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.services import ItemDraft, edit_item
from eventmgr.event.events import services as events
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.applicant import applicant_of, values_of
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.decisions import restore, withdraw
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.logistics.announcing import announce
from eventmgr.on_site.logistics.lodging import queries as rooms
from eventmgr.on_site.logistics.lodging import services as lodging
from eventmgr.on_site.logistics.transport import services as transport
from eventmgr.on_site.logistics.transport.queries import get_ride
from eventmgr.output.calendars.personal import load, shown_of
from eventmgr.programme.study_visits import calendar_entries
from eventmgr.programme.study_visits.batching import Place
from eventmgr.programme.study_visits.services import StopDraft, place_people, set_stop
from eventmgr.programme.study_visits.services import propose as propose_batches
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.models import LetterState, MailingState
from eventmgr.tools.messages.queries import find_collection
from eventmgr.tools.messages.secrets import filled
from tests.event.registration.applicants import OFFICE
from tests.factories import make_event, make_item, make_member
from tests.on_site.logistics.factories import make_hotel, make_sleeper, propose
from tests.on_site.logistics.own_calendar import draft_of, rides
from tests.output.calendars.feeds import personal_address
from tests.output.calendars.mailbox import deliver, list_letters_after, read_all

pytestmark = pytest.mark.usefixtures("frozen")
HERE, THERE, OTHER = "one@example.com", "two@example.com", "three@example.com"


@pytest.fixture
def event(app):
    event = make_event(agenda_published=True, contact={"name": "王敏", "email": "office@example.com"})
    make_hotel(event)
    return event


@pytest.fixture
def place(event):
    return make_sleeper(event, said={"arrival": "5月13日", "departure": "5月15日"}, email=HERE, status=Status.CONFIRMED)


def act():
    return Act(OFFICE, clock.now())


def settled(event, place):
    """Room and ride, both shown."""
    propose(event)
    with transaction():
        lodging.publish(event, act=act())
    return rides(event, place)


def boxes(after=0):
    """Address → what its calendar holds after all e-mails since that one."""
    found = {}
    deliver(found, list_letters_after(after))
    assert [fault for box in found.values() for fault in box.faults] == []
    return found


def as_in_feed(place):
    """UID → what the person's feed shows of rooms, rides and stops with a batch."""
    place = db.session.get_one(Registration, place.id)
    shown = shown_of(load(place, at=clock.now()), "zh", base_url="http://localhost", at=clock.now())
    return {
        entry.uid: (entry.summary, entry.status, entry.starts_at, entry.location)
        for entry in shown.entries
        if entry.status != "CANCELLED" and entry.uid.startswith(("stay-", "ride-"))
    }


def as_mailed(box):
    return {
        uid: (one.summary, one.status, one.starts_at, one.location)
        for uid, one in box.held.items()
        if uid.startswith(("stay-", "ride-"))
    }


def last(kind="logistics.travel"):
    return [letter for letter in list_letters_after() if letter.kind == kind][-1]


def instants(found):
    """Days of stays as instants, since e-mails say days."""
    return {
        uid: (summary, status, str(at)[:10] if uid.startswith("stay") else at, location)
        for uid, (summary, status, at, location) in found.items()
    }


def test_rooms_and_rides_are_invited_changed_and_cancelled_by_mail_as_the_feed_says(event, place, frozen):
    ride = settled(event, place)
    shift = {"starts_at": event.starts_at + timedelta(days=1), "ends_at": event.ends_at + timedelta(days=1)}
    again = lambda: db.session.get_one(Event, event.id)  # noqa: E731
    steps = [
        lambda: None,
        lambda: transport.put_ride(
            again(), get_ride(event, ride.id), draft_of(ride.vehicle_id, 24 * 42 - 3), act=act()
        ),
        lambda: lodging.edit_hotel(
            again(), rooms.list_hotels(event.id)[0], lodging.HotelDraft({"zh": "新宾馆"}, {"zh": "新路2号"}), act=act()
        ),
        lambda: events.edit(again(), shift, act=act(), move_agenda=True, moves={"rides", "nights"}),
        lambda: events.postpone(again(), {"zh": "台风"}, act=act()),
        lambda: events.cancel(again(), {"zh": "台风"}, act=act()),
        lambda: events.restore(again(), act=act()),
        lambda: withdraw(again(), db.session.get_one(Registration, place.id), act=act()),
        lambda: restore(again(), db.session.get_one(Registration, place.id), act=act()),
        lambda: transport.remove_ride(again(), get_ride(event, ride.id), act=act()),
        lambda: lodging.withdraw(again(), act=act()),
    ]
    held = []
    for step in steps:
        frozen.shift(60)
        with transaction():
            step()
        db.session.expire_all()
        assert instants(as_mailed(boxes()[HERE])) == instants(as_in_feed(place)), len(held)
        held.append(len(as_mailed(boxes()[HERE])))

    assert held == [2, 2, 2, 2, 2, 0, 2, 0, 2, 1, 0]


def test_a_person_gets_one_e_mail_with_a_file_for_each_which_leads_to_page_and_feed(event, place):
    settled(event, place)
    letter = last()

    assert [(one.method, one.uid.partition("-")[0]) for one in read_all(letter)] == [
        ("REQUEST", "stay"),
        ("REQUEST", "ride"),
    ]
    text = filled(letter).text
    assert personal_address(place).removesuffix(".ics") in text
    assert "接站：上海虹桥站 → 样例宾馆\n2026年5月13日" in text
    assert letter.confidential
    waiting = [one for one in list_letters_after() if one.kind == letter.kind and one.state is LetterState.DUE]
    assert waiting == [letter]


def test_who_sees_no_difference_is_not_written_to(event, place):
    other = make_sleeper(event, "李四", email=OTHER, status=Status.CONFIRMED)
    ride = settled(event, place)
    number = list_letters_after()[-1].id
    with transaction():
        lodging.publish(event, act=act())
        events.edit(db.session.get_one(Event, event.id), {"summary": {"zh": "另一段"}}, act=act())
        transport.put_ride(event, get_ride(event, ride.id), draft_of(ride.vehicle_id, 24 * 42 - 3), act=act())

    letters = [one.to_address for one in list_letters_after(number) if one.kind == "logistics.travel"]
    assert (letters, other.email) == ([HERE], OTHER)


def test_no_mailed_number_is_below_what_a_feed_has_said(event, place, client):
    ride = settled(event, place)
    for hours in (5, 6, 7):
        with transaction():
            db.session.get_one(Event, event.id).title = {"zh": f"题目{hours}"}
        client.get(f"{personal_address(place)}?lang=zh")
    in_feed = client.get(f"{personal_address(place)}?lang=zh").text.partition("UID:ride-")[2]
    with transaction():
        transport.put_ride(event, get_ride(event, ride.id), draft_of(ride.vehicle_id, 24 * 42 - 3), act=act())

    [mailed] = [one for one in read_all(last()) if one.uid.startswith("ride-")]
    assert mailed.sequence >= int(in_feed.partition("SEQUENCE:")[2].partition("\r\n")[0])


@pytest.mark.parametrize("another", [False, True])
def test_the_mailbox_that_is_left_gets_a_cancellation_of_each_and_the_new_one_an_invitation(event, place, another):
    settled(event, place)
    row = db.session.get_one(Registration, place.id)
    with transaction():
        applicant = replace(
            applicant_of(values_of(row), row.language), email=THERE, **({"name": "赵六"} if another else {})
        )
        edit(db.session.get_one(Event, event.id), row, applicant, act=act())

    found = boxes()
    assert as_mailed(found[HERE]) == {}
    assert {one.method for one in found[HERE].last.values()} == {"CANCEL"}
    assert len(as_mailed(found[THERE])) == 2
    assert all(found[THERE].last[uid].sequence > one.sequence for uid, one in found[HERE].last.items())


def test_a_stop_with_batches_is_invited_at_the_own_hours_and_follows_the_batch_and_the_agenda(app, frozen):
    event = make_event(agenda_published=True)
    start = event.starts_at + timedelta(hours=3)
    item = make_item(event, kind=ItemKind.VISIT, starts_at=start, ends_at=start + timedelta(hours=3))
    people = [
        make_sleeper(event, name, email=email, status=Status.CONFIRMED)
        for name, email in (("王一", HERE), ("李二", OTHER))
    ]
    with transaction():
        stop = db.session.get_one(AgendaItem, item.id)
        set_stop(event, stop, StopDraft({"zh": "样例公司"}, {"zh": "样例路8号"}, capacity=2), act=act())
    assert boxes() == {}
    with transaction():
        set_stop(event, stop, StopDraft({"zh": "样例公司"}, {"zh": "样例路8号"}, capacity=1), act=act())
        propose_batches(event, item.id, act=act())
    first = {address: next(iter(stops_in(box, item).values()))[0] for address, box in boxes().items()}
    assert sorted(first) == sorted([HERE, OTHER])
    assert len(set(first.values())) == 2
    with transaction():
        changed = {people[0].id: Place(1), people[1].id: Place(0)}
        place_people(event, item.id, changed, {}, act=act())
    assert {address: next(iter(stops_in(box, item).values()))[0] for address, box in boxes().items()} == {
        HERE: first[OTHER], OTHER: first[HERE],
    }  # fmt: skip


def visited_in_batches(event, *emails, capacity=1):
    """A stop that they visit in batches of `capacity`, in their order, told to all: the item and the people."""
    start = event.starts_at + timedelta(hours=3)
    item = make_item(event, kind=ItemKind.VISIT, starts_at=start, ends_at=start + timedelta(hours=3))
    people = [
        make_sleeper(event, f"王{number}", email=email, status=Status.CONFIRMED) for number, email in enumerate(emails)
    ]
    with transaction():
        stop = db.session.get_one(AgendaItem, item.id)
        set_stop(event, stop, StopDraft({"zh": "样例公司"}, {"zh": "样例路8号"}, capacity=capacity), act=act())
        propose_batches(event, item.id, act=act())
        place_people(event, item.id, {row.id: Place(n // capacity) for n, row in enumerate(people)}, {}, act=act())
    return item, people


def stops_in_feed(item, *people):
    """UID → hours and state of that stop in the feeds of these people."""
    shown = [shown_of(load(row, at=clock.now()), "zh", base_url="http://localhost", at=clock.now()) for row in people]
    return {
        entry.uid: (entry.starts_at, entry.ends_at)
        for row in shown
        for entry in row.entries
        if entry.uid.endswith(item.uid) and entry.status == "CONFIRMED"
    }


def stops_in(box, item):
    return {uid: (one.starts_at, one.ends_at) for uid, one in box.held.items() if uid.endswith(item.uid)}


def turned(event, item, kind, title="样例"):
    """The agenda item as the form would send it, of that kind."""
    row = db.session.get_one(AgendaItem, item.id)
    draft = ItemDraft(kind, {"zh": title}, row.starts_at, row.ends_at)
    with transaction():
        edit_item(db.session.get_one(Event, event.id), row, draft, act=act())


def test_an_item_that_is_no_stop_any_more_is_cancelled_once_and_invited_again_when_it_is_one(app, frozen):
    event = make_event(agenda_published=True)
    item, people = visited_in_batches(event, HERE, OTHER)
    before = {address: stops_in(box, item) for address, box in boxes().items()}
    frozen.shift(60)
    turned(event, item, ItemKind.PANEL)
    seen = list_letters_after()[-1].id
    gone = boxes()
    for kind in (ItemKind.TALK, ItemKind.PANEL):
        turned(event, item, kind, title=f"另题{kind.value}")
    assert list_letters_after(seen) == []
    with transaction():
        announce(db.session.get_one(Event, event.id), [row.id for row in people], at=clock.now())
    once = [message for box in boxes().values() for message in box.last.values() if message.method == "CANCEL"]
    frozen.shift(60)
    turned(event, item, ItemKind.VISIT)

    assert {address: len(stops) for address, stops in before.items()} == {HERE: 1, OTHER: 1}
    assert {address: stops_in(box, item) for address, box in gone.items()} == {HERE: {}, OTHER: {}}
    assert (len(once), stops_in_feed(item, *people).keys()) == (2, {uid for uids in before.values() for uid in uids})
    assert {address: stops_in(box, item) for address, box in boxes().items()} == before


def test_an_agenda_that_is_taken_back_leaves_the_calendars_once_and_comes_again_when_it_is_published(
    app, frozen, client, sign_in
):
    event = make_event(agenda_published=True)
    item, people = visited_in_batches(event, HERE, OTHER)
    before = {address: stops_in(box, item) for address, box in boxes().items()}
    sign_in(make_member(event, TeamRole.OWNER))
    address = f"/manage/events/{event.slug}/agenda/publish"
    frozen.shift(60)
    seen = list_letters_after()[-1].id
    asked = client.post(address, data={"published": "0", "telling": ""})
    assert (asked.status_code, list_letters_after(seen)) == (200, []), "it asks who is to be told"
    assert client.post(address, data={"published": "0", "telling": "now"}).status_code == 303
    gone = boxes()
    with transaction():
        announce(db.session.get_one(Event, event.id), [row.id for row in people], at=clock.now())
    once = [message for box in boxes().values() for message in box.last.values() if message.method == "CANCEL"]
    frozen.shift(60)
    assert client.post(address, data={"published": "1", "telling": "now"}).status_code == 303

    assert {address: stops_in(box, item) for address, box in gone.items()} == {HERE: {}, OTHER: {}}
    assert len(once) == 2
    assert {address: stops_in(box, item) for address, box in boxes().items()} == before


def test_two_behind_one_mailbox_have_each_the_hours_of_the_own_batch_in_its_calendar(app, frozen):
    event = make_event(agenda_published=True)
    item, people = visited_in_batches(event, HERE, HERE)
    before = stops_in(boxes()[HERE], item)
    assert len(set(before.values())) == 2
    assert before == stops_in_feed(item, *people)

    frozen.shift(60)
    with transaction():
        place_people(event, item.id, {people[0].id: Place(1), people[1].id: Place(0)}, {}, act=act())
    after = stops_in(boxes()[HERE], item)
    assert (set(after), sorted(after.values())) == (set(before), sorted(before.values()))
    assert after == stops_in_feed(item, *people) != before


def test_a_stop_that_was_mailed_under_the_uid_of_its_item_is_taken_back_once_and_not_from_a_fellow(
    app, frozen, monkeypatch
):
    event = make_event(agenda_published=True)
    with monkeypatch.context() as patch:
        patch.setattr(calendar_entries, "uid_at_stop", lambda uid, _number: uid)
        item, people = visited_in_batches(event, HERE, HERE, THERE, capacity=2)

    frozen.shift(60)
    with transaction():
        announce(event, [people[0].id], at=clock.now())
    both = stops_in(boxes()[HERE], item)
    assert set(both) == {item.uid, *stops_in_feed(item, people[0])}
    with transaction():
        announce(event, [row.id for row in people], at=clock.now())
    after = boxes()
    assert stops_in(after[HERE], item) == stops_in_feed(item, *people[:2])
    assert stops_in(after[THERE], item) == stops_in_feed(item, people[2])
    last_number = list_letters_after()[-1].id
    with transaction():
        announce(event, [row.id for row in people], at=clock.now())
    assert list_letters_after(last_number) == []


def test_the_page_asks_before_it_writes_and_what_is_dragged_is_told_later(event, place, client, sign_in):
    sign_in(make_member(event, TeamRole.REGISTRAR))
    ride = rides(event, place)
    number = list_letters_after()[-1].id
    page = f"/manage/events/{event.slug}/transport"
    asked = client.post(f"{page}/rides/{ride.id}/remove", data={"telling": ""})
    nobody = client.post(f"{page}/rides/{ride.id}/remove", data={"telling": "back"})
    moved = client.post(f"{page}/move", data={"direction": "arrival", "person": place.id, "to": 0})

    assert "住宿、用车" in asked.text
    assert (nobody.status_code, moved.location) == (200, f"{page}/?direction=arrival#p{place.id}")
    [letter] = list_letters_after(number)
    assert (letter.state, [one.method for one in read_all(letter)]) == (LetterState.COLLECTED, ["CANCEL"])
    assert find_collection(event.id).state is MailingState.COLLECTED
