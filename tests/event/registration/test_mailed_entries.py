"""The entries that letters put into people's calendars: they are never left untrue, and each number is used once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.events import services as events
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.registration.asking import services as asking
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.decisions import restore, revoke, withdraw
from eventmgr.event.registration.letters import announcing
from eventmgr.event.registration.letters.writing import check_in_code, my_token
from eventmgr.event.registration.models import Source
from eventmgr.ground.db import db, transaction
from eventmgr.ground.jobs.models import Job
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.web import tokens
from tests.event.registration.applicants import OFFICE, VISITOR, make_applicant
from tests.event.registration.mailed_entries import REASON, make_ready
from tests.event.registration.registering import kinds_to, letters_to, register
from tests.factories import NOON, make_event
from tests.output.calendars.feeds import personal_address, uids
from tests.output.calendars.mailbox import Mailbox, deliver, list_letters_after, read

pytestmark = pytest.mark.usefixtures("database")
LATER = NOON + timedelta(hours=1)


def do(verb, *things, at=LATER, by=OFFICE, **options):
    with transaction():
        return verb(*things, act=Act(by, at), **options)


def calendar_of(address):
    """What the calendar behind the address holds after all letters so far."""
    boxes = {}
    deliver(boxes, list_letters_after())
    return boxes.get(address, Mailbox())


def messages_to(place):
    return [message for letter in letters_to(place) if (message := read(letter)) is not None]


def test_an_event_that_is_restored_is_told_to_all_who_hold_a_place(database):
    event = make_ready(capacity=2)
    places = [register(event), register(event)]
    waiting = register(event)

    do(events.cancel, event, REASON)
    emptied = [calendar_of(place.email).held for place in places]
    do(events.restore, event)

    assert emptied == [{}, {}]
    assert [kinds_to(place)[-2:] for place in (*places, waiting)] == [
        ["registration.cancelled", "registration.restored"]
    ] * 3
    assert [calendar_of(place.email).held[event.uid].status for place in places] == ["CONFIRMED"] * 2
    assert messages_to(waiting) == []


def test_new_dates_of_a_postponed_event_reach_the_calendars_and_so_does_its_return(database):
    event = make_ready()
    place = register(event)
    starts_at = event.starts_at + timedelta(days=30)

    do(events.postpone, event, REASON)
    postponed = calendar_of(place.email).held[event.uid]
    do(events.edit, event, {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=5)})
    moved = calendar_of(place.email).held[event.uid]
    do(events.publish, event)
    back = calendar_of(place.email).held[event.uid]

    title = event.title["zh"]
    assert (postponed.status, postponed.summary) == ("TENTATIVE", f"已延期：{title}")
    assert (moved.starts_at, moved.summary) == (starts_at, f"已延期：{title}")
    assert (back.status, back.summary, back.starts_at) == ("CONFIRMED", title, starts_at)
    assert kinds_to(place)[-1] == "registration.rescheduled"
    assert postponed.sequence < moved.sequence < back.sequence


def test_request_cancel_request_bear_three_rising_numbers_though_a_clock_is_set_back(database):
    event = make_event()
    place = register(event)

    do(withdraw, event, place, at=NOON - timedelta(hours=1))
    do(restore, event, place, at=NOON - timedelta(hours=2))

    sent = messages_to(place)
    assert [message.method for message in sent] == ["REQUEST", "CANCEL", "REQUEST"]
    assert sent[0].sequence < sent[1].sequence < sent[2].sequence
    assert sent[0].stamp <= sent[1].stamp <= sent[2].stamp
    assert sent[1].summary == f"已取消：{event.title['zh']}"


def test_who_registers_anew_with_the_same_address_is_invited_above_what_was_taken_back(database):
    event, applicant = make_event(), make_applicant()
    first = register(event, applicant)
    do(withdraw, event, first)
    second = register(event, applicant)

    assert calendar_of(second.email).held[event.uid].status == "CONFIRMED"
    assert messages_to(second)[0].sequence > messages_to(first)[-1].sequence


def test_the_mailbox_that_is_left_gets_a_cancellation_and_the_new_one_an_invitation(database):
    event, applicant = make_event(), make_applicant()
    place = register(event, applicant)
    old = place.email

    do(edit, event, place, replace(applicant, email="new@example.com"))

    assert (calendar_of(old).held, list(calendar_of("new@example.com").held)) == ({}, [event.uid])
    told = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "registration.moved")).one()
    assert (told.to_address, "new@example.com" in told.text + told.html, told.secrets) == (old, False, told.secrets)
    assert calendar_of(old).faults == []


def test_everything_that_was_sent_to_the_mailbox_that_is_left_opens_nothing(client):
    event, applicant = make_event(), make_applicant()
    place = register(event, applicant)
    page, feed, code = f"/my/{my_token(place)}/", personal_address(place), check_in_code(place)

    do(edit, event, place, replace(applicant, email="new@example.com"))
    db.session.expire_all()

    assert (client.get(page).status_code, uids(client.get(feed))) == (404, []), "the feed says goodbye"
    assert tokens.read("check-in", code) != (place.id, place.link_version)
    assert client.get(f"/my/{my_token(place)}/").status_code == 200


def test_an_address_in_other_letters_is_the_same_mailbox(database):
    event, applicant = make_event(), make_applicant(email="wang@example.com")
    place = register(event, applicant)

    do(edit, event, place, replace(applicant, email="Wang@Example.com"))

    assert "registration.moved" not in kinds_to(place)
    assert [message.method for message in messages_to(place)] == ["REQUEST", "REQUEST"]


def test_the_office_whose_mailbox_serves_two_keeps_its_entry_while_one_of_them_comes(database):
    event = make_event()
    one, two = (register(event, make_applicant(email="office@example.com")) for _number in range(2))

    do(withdraw, event, one)
    with_one = list(calendar_of("office@example.com").held)
    do(withdraw, event, two)

    assert (with_one, calendar_of("office@example.com").held) == ([event.uid], {})


def test_an_office_whose_places_are_revoked_at_once_loses_its_entry_with_the_last_of_them(database):
    event = make_event()
    rows = [register(event, make_applicant(email=email)) for email in ("Office@example.com", "office@example.com") * 2]

    do(revoke, event, rows[:3], reason="名额压减")
    with_one = list(calendar_of("office@example.com").held)
    sent = [message.method for row in rows for message in messages_to(row)]
    do(revoke, event, rows[3:], reason="名额压减")

    assert (with_one, sent.count("CANCEL"), calendar_of("office@example.com").held) == ([event.uid], 0, {})


def test_revoking_thirty_places_asks_no_more_of_the_database_than_three_but_for_their_rows(count_statements):
    def asked(number):
        event = make_ready(has_waiting_list=False)
        rows = [register(event) for _number in range(number)]
        with count_statements() as statements:
            do(revoke, event, rows, reason="名额压减")
        return [one.split("WHERE")[0] for one in statements if one.lstrip().upper().startswith("SELECT")]

    assert asked(30) == asked(3)


def test_a_place_that_is_revoked_is_taken_out_of_the_calendar(database):
    event = make_event()
    place = register(event)

    do(revoke, event, [place], reason="名额有误")

    assert calendar_of(place.email).held == {}


def test_directions_of_a_venue_write_no_letter_and_raise_no_number(database):
    event = make_ready()
    place = register(event)
    venue = event.venues[0]
    row = {"name": venue.name, "address": venue.address, "directions": {"zh": "地铁2号线，3号口"}}

    do(events.set_rows, event, "venues", [events.Row(row, id=venue.id)])

    assert kinds_to(place) == ["registration.confirmed"]
    assert (event.sequence, event.mail_sequence) == (0, 0)


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({"title": {"zh": "新题目"}}, "活动：新题目（原为：旧题目）"),
        ({"city": {"zh": "武汉"}}, "地点：武汉 样例中心（原为：上海 样例中心）"),
        (
            {"contact": {"name": "李雷", "phone": "021-2"}},
            "联系人：李雷 · 021-2（原为：王敏 · 021-1 · office@example.com）",
        ),
    ],
)
def test_the_letter_says_what_has_changed_and_the_entry_shows_it(database, values, line):
    event = make_ready(title={"zh": "旧题目"})
    place = register(event)

    do(events.edit, event, values)

    letter = letters_to(place)[-1]
    assert (letter.kind, line in letter.text) == ("registration.changed", True), letter.text
    first, then = messages_to(place)
    assert first.shown != then.shown
    assert first.sequence < then.sequence


def test_the_same_time_of_day_in_another_zone_is_told_by_the_names_of_both(database):
    event = make_ready(ends_at=NOON + timedelta(days=42, hours=6))
    place = register(event)
    two_hours = timedelta(hours=2)
    moved = {"starts_at": event.starts_at + two_hours, "ends_at": event.ends_at + two_hours}

    do(events.edit, event, {"timezone": "Asia/Urumqi", **moved})

    letter = letters_to(place)[-1]
    (line,) = [line for line in letter.text.splitlines() if line.startswith("时间：") and "原为" in line]
    assert letter.kind == "registration.changed"
    assert 0 < line.index("乌鲁木齐时间") < line.index("北京时间")
    first, then = messages_to(place)
    assert (then.starts_at - first.starts_at, then.sequence > first.sequence) == (two_hours, True)


def test_a_change_that_no_letter_shows_writes_none(database):
    event = make_ready()
    place = register(event)

    do(events.edit, event, {"summary": {"zh": "另一摘要"}, "capacity": 90, "description": {"zh": "细节"}})

    assert (kinds_to(place), event.sequence, event.mail_sequence) == (["registration.confirmed"], 1, 0)


def test_one_address_invites_and_cancels_for_ever(app, database):
    event = make_ready(status=EventStatus.DRAFT)
    do(events.publish, event)
    place = register(event)

    do(events.edit, event, {"contact": {"name": "李雷", "email": "other@example.com"}})
    app.config["MAIL_FROM"] = "another@example.com"
    do(events.cancel, event, REASON)

    sent = messages_to(place)
    assert len({message.organizer for message in sent}) == 1
    assert [message.method for message in sent] == ["REQUEST", "REQUEST", "CANCEL"]
    assert "office@example.com" not in sent[0].organizer
    assert ("office@example.com" in sent[0].description, "李雷" in sent[1].description) == (True, True)


def test_who_was_invited_is_told_of_the_end_though_too_many_letters_went_out(database):
    event = make_event()
    invited = register(event)
    silent = do(asking.register, event, make_applicant(), notify=False, by=VISITOR)

    for place in (invited, silent):
        do(withdraw, event, place, notify=False, by=VISITOR)

    assert [message.method for message in messages_to(invited)] == ["REQUEST", "CANCEL"]
    assert kinds_to(silent) == []


def test_who_was_entered_into_a_draft_is_invited_once_it_is_published(database):
    event = make_ready(status=EventStatus.DRAFT)
    place = do(asking.register, event, make_applicant(), source=Source.STAFF)
    before = messages_to(place)

    do(events.publish, event)

    assert before == []
    assert (kinds_to(place)[-1], list(calendar_of(place.email).held)) == ("registration.published", [event.uid])


def test_an_event_that_is_moved_into_the_past_leaves_the_calendars_at_its_old_time(database):
    event = make_event()
    place = register(event)
    starts_at = NOON - timedelta(days=2)

    do(events.edit, event, {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=5)})

    assert calendar_of(place.email).held[event.uid].starts_at == starts_at


def test_the_rest_of_a_cancellation_is_not_written_once_the_event_is_restored(monkeypatch):
    monkeypatch.setattr(announcing, "AT_ONCE", 2)
    event = make_ready()
    places = [register(event) for _number in range(5)]
    do(events.cancel, event, REASON)
    do(events.restore, event)

    while job := db.session.scalars(select(Job).order_by(Job.id)).first():
        payload = dict(job.payload)
        with transaction():
            db.session.delete(db.session.get(Job, job.id))
            announcing.go_on(payload, LATER)

    assert [list(calendar_of(place.email).held) for place in places] == [[event.uid]] * 5
    assert [kinds_to(place)[-1] for place in places] == ["registration.restored"] * 5
    assert {kinds_to(place)[-2] for place in places[2:]} == {"registration.confirmed"}


def test_a_hundred_letters_ask_no_more_of_the_database_than_ten_but_their_rows(count_statements):
    def asked(number):
        event = make_ready()
        for _number in range(number):
            register(event)
        with count_statements() as statements:
            do(events.edit, event, {"title": {"zh": "新题目"}})
        return len([one for one in statements if not one.lstrip().upper().startswith("INSERT")])

    assert asked(30) == asked(3)


def test_numbers_of_another_event_stay(database):
    event, other = make_event(), make_event()
    place = register(event)

    do(withdraw, event, place)

    assert db.session.get_one(Event, other.id).mail_sequence == 0
