"""Meetings in the calendars that e-mails fill: invited, told anew, taken back, each under a UID of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from eventmgr.event.events import services as events
from eventmgr.event.events.models import Event
from eventmgr.event.registration.applicant import applicant_of, values_of
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction, write
from eventmgr.matchmaking.meeting_parties import services as parties
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.timetables import services
from eventmgr.tools.messages.mime import build
from eventmgr.tools.messages.secrets import filled
from tests.factories import make_person, make_registration
from tests.matchmaking.factories import make_matchmaking, make_party, make_request
from tests.matchmaking.timetables import worlds
from tests.matchmaking.timetables.feeds import address, people
from tests.matchmaking.timetables.worlds import act, drafted
from tests.output.calendars.feeds import entries
from tests.output.calendars.mailbox import deliver, list_letters_after, read_all
from tests.output.calendars.readers import ALL, read

pytestmark = pytest.mark.usefixtures("database", "frozen")


@pytest.fixture
def event():
    event = make_matchmaking(slots=4, tables=2)
    one, two, three = (make_party(event) for _ in range(3))
    make_request(one, two)
    make_request(one, three)
    drafted(event)
    return event


def publish(event, stage=Stage.PROVISIONAL):
    """A draft is published, and told."""
    done = worlds.publish(event, stage)
    write(lambda: services.announce(db.session.get_one(Event, event.id), done, at=act().at))


def boxes() -> dict:
    """Address → what its calendar holds after all e-mails so far."""
    found: dict = {}
    deliver(found, list_letters_after())
    assert [fault for box in found.values() for fault in box.faults] == []
    return found


def as_in_feed(client, seat: PartyRepresentative) -> dict[str, tuple]:
    """UID → what the feed of that person shows of what takes place."""
    answer = client.get(address(seat))
    return {
        str(entry["UID"]): (
            str(entry["SUMMARY"]),
            str(entry["STATUS"]),
            entry["DTSTART"].dt,
            str(entry.get("LOCATION", "")),
        )
        for entry in entries(answer)
        if str(entry["STATUS"]) != "CANCELLED"
    }


def as_mailed(box) -> dict[str, tuple]:
    return {uid: (one.summary, one.status, one.starts_at, one.location) for uid, one in box.held.items()}


def test_each_meeting_is_invited_moved_cancelled_and_restored_by_mail_as_the_feed_says(event, client):
    shift = {"starts_at": event.starts_at + timedelta(days=1), "ends_at": event.ends_at + timedelta(days=1)}
    first = people(event)[0]
    steps = [
        lambda: publish(event),
        lambda: publish(event, Stage.FINAL),
        lambda: write(lambda: events.edit(db.session.get(Event, event.id), shift, act=act(), move_agenda=True)),
        lambda: write(lambda: events.postpone(db.session.get(Event, event.id), {"zh": "台风"}, act=act())),
        lambda: write(lambda: events.cancel(db.session.get(Event, event.id), {"zh": "台风"}, act=act())),
        lambda: write(lambda: events.restore(db.session.get(Event, event.id), act=act())),
        lambda: write(lambda: parties.leave(event, db.session.query(MeetingParty).all()[-1], reason="", act=act())),
    ]
    held = []
    for step in steps:
        step()
        db.session.expire_all()
        seats = people(event)
        for seat in seats:
            assert as_mailed(boxes()[seat.email]) == as_in_feed(client, seat), len(held)
        held.append(len(boxes()[first.email].held))

    assert held == [2, 2, 2, 2, 0, 2, 1]


def test_no_mailed_number_is_below_what_a_feed_has_said(event, client):
    publish(event)
    seat = people(event)[0]
    for number in range(4):
        seat.party.event.title = {"zh": f"题目{number}"}
        db.session.commit()
        in_feed = {str(entry["UID"]): int(entry["SEQUENCE"]) for entry in entries(client.get(address(seat)))}
        seat = people(event)[0]

    publish(event, Stage.FINAL)

    last = [one for letter in list_letters_after() if letter.to_address == seat.email for one in read_all(letter)][-2:]
    assert len(last) == 2
    assert all(one.sequence >= in_feed[one.uid] >= 3 for one in last)


def test_several_meetings_are_files_of_one_letter_which_every_reader_opens_and_it_leads_to_the_feed(event, client):
    publish(event, Stage.FINAL)
    seat = people(event)[0]
    [letter] = [one for one in list_letters_after() if one.to_address == seat.email]

    parts = [
        part for part in build(filled(letter), "a@example.com").walk() if part.get_content_type() == "text/calendar"
    ]

    assert [(part.get_param("method"), part.get_content_disposition()) for part in parts] == [
        ("REQUEST", "attachment")
    ] * 2
    for part in parts:
        for reader in ALL:
            assert [one.summary.startswith("洽谈：") for one in read(reader, part.get_payload(decode=True))] == [True]
    assert address(seat).removesuffix(".ics") in filled(letter).text


def cleared(address: str) -> bool:
    """Whether the calendar behind that address was cleared of meetings, each by a CANCEL."""
    said = {uid: one.method for uid, one in boxes()[address].last.items() if uid.startswith("meeting-")}
    return bool(said) and set(said.values()) == {"CANCEL"}


def invited(address: str) -> int:
    """How many meetings stand in the calendar behind that address."""
    return sum(uid.startswith("meeting-") for uid in boxes()[address].held)


def test_the_mailbox_that_a_representative_leaves_is_cleared_and_the_new_one_is_invited(event, client):
    publish(event, Stage.FINAL)
    seat = people(event)[0]
    before = seat.email
    with transaction():
        parties.change_person(event, seat, parties.Person(seat.name, email="elsewhere@example.com"), act=act())

    assert cleared(before)
    assert as_mailed(boxes()["elsewhere@example.com"]) == as_in_feed(client, people(event)[0])
    numbers = [
        {uid: one.sequence for uid, one in boxes()[box].last.items()} for box in (before, "elsewhere@example.com")
    ]
    assert all(numbers[1][uid] > number for uid, number in numbers[0].items())


def test_who_is_replaced_or_removed_at_the_tables_is_cleared_and_whoever_comes_is_invited(event, client):
    publish(event, Stage.FINAL)
    seat = people(event)[0]
    before, party = seat.email, seat.party
    with transaction():
        parties.add_person(event, party, parties.Person("钱七", email="new@example.com"), act=act())
        parties.remove_person(event, seat, act=act())

    assert cleared(before)
    assert invited("new@example.com") == 2


@pytest.mark.parametrize("act_of", ["another mailbox", "somebody else", "given up"])
def test_the_mailbox_of_a_registered_representative_follows_the_registration(event, act_of, frozen):
    seat = people(event)[0]
    place = make_registration(event, make_person(seat.name), email="first@example.com")
    seat.registration_id, seat.email = place.id, place.email
    db.session.commit()
    publish(event, Stage.FINAL)
    assert invited("first@example.com") == 2
    frozen.shift(60)
    row, again = db.session.get_one(Registration, place.id), db.session.get_one(Event, event.id)
    said = applicant_of(values_of(row), row.language)
    acts = {
        "another mailbox": lambda: edit(again, row, replace(said, email="second@example.com"), act=act()),
        "somebody else": lambda: edit(again, row, replace(said, name="孙八", email="second@example.com"), act=act()),
        "given up": lambda: withdraw(again, row, act=act()),
    }
    with transaction():
        acts[act_of]()
