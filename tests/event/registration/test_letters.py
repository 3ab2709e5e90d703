"""What participants receive."""

from datetime import timedelta

import icalendar
import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Venue
from eventmgr.event.registration.changing.services.editing import renew_feed
from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.letters.writing import check_in_code, my_token, write_letter
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import filled
from eventmgr.tools.web import tokens
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.deciding import do
from tests.event.registration.registering import letters_to, register
from tests.factories import NOON, make_event

pytestmark = pytest.mark.usefixtures("database")
LATER = NOON + timedelta(hours=1)


def entries(letter):
    return [spec for spec in letter.attachments if spec["type"].startswith("text/calendar")]


def codes(letter):
    return [spec["qr"] for spec in letter.attachments if "qr" in spec]


def test_a_confirmed_place_comes_with_its_code_and_an_invitation():
    event = make_event(title={"zh": "样例研讨会"})
    db.session.add(Venue(event_id=event.id, name={"zh": "样例会议中心"}, address={"zh": "样例路1号"}))
    db.session.commit()

    place = register(event, make_applicant(name="欧阳·样例"))

    letter = letters_to(place)[0]
    assert codes(filled(letter)) == [check_in_code(place)]
    (spec,) = entries(letter)
    calendar = icalendar.Calendar.from_ical(spec["content"])
    (entry,) = calendar.walk("VEVENT")
    assert spec["type"] == "text/calendar; method=REQUEST"
    assert (entry["UID"], entry["SEQUENCE"], entry["LOCATION"]) == (event.uid, 0, "上海 样例会议中心 样例路1号")
    assert entry["ATTENDEE"] == f"mailto:{place.email}"


def test_a_confirmed_place_is_told_where_its_calendar_is(client):
    place = register(make_event(), make_applicant(language="en"))

    letter = filled(letters_to(place)[0])

    address = f"/feeds/{tokens.sign('feed', place.id, place.feed_version)}/"
    assert "Subscribe to your personal calendar with your sessions, updated automatically:" in letter.text
    assert f"\nhttp://localhost{address}\n" in letter.text
    assert f"webcal://localhost{address[:-1]}.ics" in client.get(address).text


@pytest.mark.parametrize("kind", ["confirmed", "promoted", "published", "substitute"])
def test_every_letter_that_gives_a_place_names_the_personal_calendar(kind):
    event = make_event()
    place = register(event, make_applicant(language="en"))
    with transaction():
        write_letter(kind, place, event, at=LATER)

    letter = filled(letters_to(place)[-1])

    address = f"http://localhost/feeds/{tokens.sign('feed', place.id, place.feed_version)}/"
    assert (letter.kind, f"\n{address}\n" in letter.text) == (f"registration.{kind}", True)
    assert f'href="{address}"' in letter.html


def test_the_address_of_the_personal_calendar_stands_in_no_stored_letter_and_leaves_only_while_it_opens_something():
    event = make_event()
    place = register(event, make_applicant(language="en"))
    letter = letters_to(place)[0]
    token = tokens.sign("feed", place.id, place.feed_version)
    assert (token in letter.text, "/feeds/mark" in letter.text, token in filled(letter).text) == (False, True, True)

    with transaction():
        renew_feed(event, place, act=Act(OFFICE, LATER))

    left = filled(letter)
    assert ("/feeds/" in left.text, "/feeds/" in left.html) == (False, False)
    assert f"http://localhost/events/{event.slug}/register/link" in left.text


def test_the_mailed_entry_of_two_days_blocks_neither_of_them():
    place = register(make_event())

    (entry,) = icalendar.Calendar.from_ical(entries(letters_to(place)[0])[0]["content"]).walk("VEVENT")

    assert (entry["DTSTART"].to_ical(), entry["DTEND"].to_ical(), str(entry["TRANSP"])) == (
        *(b"20260513", b"20260515", "TRANSPARENT"),
    )
    assert "2026年5月13日（周三）12:00" in str(entry["DESCRIPTION"])


def test_the_code_names_the_registration_and_opens_nothing():
    place = register(make_event())

    code = check_in_code(place)

    assert tokens.read("check-in", code) == (place.id, place.link_version)
    assert tokens.read("my", code) is None
    assert my_token(place) not in str(codes(filled(letters_to(place)[0])))


def test_who_waits_gets_neither_code_nor_entry():
    letter = letters_to(register(make_event(capacity=0)))[0]

    assert letter.attachments == []
    assert "1" in letter.text


def test_a_place_that_is_given_back_takes_its_calendar_entry_back():
    event = make_event()
    place = register(event)

    with transaction():
        withdraw(event, place, act=Act(OFFICE, LATER))

    letter = letters_to(place)[-1]
    (spec,) = entries(letter)
    (entry,) = icalendar.Calendar.from_ical(spec["content"]).walk("VEVENT")
    assert (spec["type"], entry["STATUS"], entry["UID"]) == ("text/calendar; method=CANCEL", "CANCELLED", event.uid)
    assert codes(letter) == []


def test_every_letter_holds_the_link_to_the_own_page_but_the_last_ones():
    event = make_event()
    place = register(event)
    with transaction():
        write_letter("link", place, event, at=LATER)

    texts = [filled(letter).text for letter in letters_to(place)]

    assert all(f"http://localhost/my/{my_token(place)}/" in text for text in texts)


def test_an_address_that_mail_cannot_carry_costs_the_letter_not_the_place():
    place = register(make_event(), make_applicant(email="a b@example.com"))

    assert db.session.scalars(select(OutboxLetter)).all() == []
    assert place.id is not None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_cancels_is_shown_the_way_to_the_page_of_the_event(language):
    event = make_event()
    place = register(event, make_applicant(language=language))

    do(withdraw, event, place)

    letter = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "registration.withdrawn")).one()
    assert f"/events/{event.slug}/" in letter.text and f"/events/{event.slug}/" in letter.html
