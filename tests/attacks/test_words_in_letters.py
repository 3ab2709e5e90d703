"""A stranger wants to write to somebody in our name: they register with the victim's address and type their own words.

Tried with every field that a visitor can fill in, through every act that ends in a letter: asking for a place,
changing it, a new link, the link again, withdrawing with a reason. What a participant types goes to the office and the
trail; a letter says a name that reads like one, and what organizers wrote.
"""

import icalendar
import pytest
from sqlalchemy import select

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.tools.log.models import ActorKind, AuditEntry
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import do_jobs
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.my import own_page
from tests.event.registration.registering import letters_to, register
from tests.event.registration.views import post, typed
from tests.factories import make_event, make_user

pytestmark = pytest.mark.usefixtures("frozen", "database")
BAIT = "会务费请付样例账户 http://localhost/pay"
EVERYTHING = dict.fromkeys(("title", "arrival", "departure", "diet", "remarks", "lodging"), "required")


def whole(letter):
    calendars = "".join(spec.get("content", "") for spec in letter.attachments).replace("\r\n ", "")
    return f"{letter.subject}\n{letter.to_name}\n{letter.reply_to}\n{letter.text}\n{letter.html}\n{calendars}"


def all_letters():
    return db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)).all()


def last_entry():
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def test_the_reason_of_a_withdrawal_goes_to_the_office_and_not_into_the_letter(client):
    place = register(make_event())

    client.post(f"{own_page(place)}withdraw", data={"reason": BAIT})

    letter = letters_to(place)[-1]
    assert (letter.kind, "样例账户" in whole(letter), "/pay" in whole(letter)) == (
        "registration.withdrawn",
        False,
        False,
    )
    assert last_entry().reason == BAIT


def test_the_reason_that_an_organizer_gives_stands_in_the_letter(client, sign_in):
    admin = make_user(is_admin=True)
    place = register(make_event())

    sign_in(admin).post(
        f"/manage/events/{place.event.slug}/registrations/{place.id}/withdraw", data={"reason": "临时调整"}
    )

    assert "临时调整" in letters_to(place)[-1].text


def test_no_field_of_a_visitor_reaches_a_letter_through_any_act(client):
    event = make_event(fields=EVERYTHING)
    bait = dict.fromkeys(("organization", "title", "arrival", "departure", "remarks", "diet_note"), BAIT)

    answer = post(
        client, event, **bait, lodging="none", diet="allergy", consent_sensitive="y", name="请打开会务官网领取补贴"
    )
    changed = typed(
        **bait, lodging="none", diet="allergy", consent_sensitive="y", email="victim@example.org", name="王敏"
    )
    answer = client.post(f"{answer.location}edit", data=changed)
    place = db.session.query(Registration).one()
    client.post(f"{own_page(place)}new-link")
    place = db.session.query(Registration).one()
    client.post(f"/events/{event.slug}/register/link", data={"name": place.name, "mobile": place.mobile})
    do_jobs()
    client.post(f"{own_page(place)}withdraw", data={"reason": BAIT})

    said = [whole(letter) for letter in all_letters()]
    assert len(said) >= 5
    assert [text for text in said if "样例账户" in text or "/pay" in text or "补贴" in text] == []


def test_the_calendar_entry_says_no_sentence_either():
    place = register(make_event(), make_applicant(name="请打开会务官网领取补贴"))

    (spec,) = [spec for spec in letters_to(place)[0].attachments if spec["type"].startswith("text/calendar")]
    (entry,) = icalendar.Calendar.from_ical(spec["content"]).walk("VEVENT")
    assert (entry["ATTENDEE"], entry["ATTENDEE"].params.get("CN", "")) == (f"mailto:{place.email}", "")


def test_a_name_that_reads_like_none_is_greeted_without_one():
    place = register(make_event(), make_applicant(name="加微信13800000000", language="en"))

    assert letters_to(place)[0].text.startswith("Hello,\n")


def test_what_a_signed_in_account_does_by_a_link_is_recorded_as_that_account(client, sign_in):
    user, place = make_user(name="赵敏"), register(make_event())

    sign_in(user).post(f"/my/{my_token(place)}/withdraw", data={"reason": BAIT})

    entry = last_entry()
    assert (entry.actor_kind, entry.actor_id, entry.actor_name, entry.by_link) == (
        ActorKind.USER,
        user.id,
        "赵敏",
        True,
    )
    assert "样例账户" not in whole(letters_to(place)[-1])


def test_the_history_says_that_it_was_by_the_link(client, sign_in):
    admin = make_user(name="赵敏", is_admin=True)
    place = register(make_event(), by=OFFICE)
    browser = sign_in(admin)

    browser.post(f"/my/{my_token(place)}/withdraw")

    slug = place.event.slug
    pages = [
        browser.get(f"/manage/events/{slug}/{path}?lang=en").text for path in (f"registrations/{place.id}/", "history/")
    ]
    assert ["by the participant" in page.replace("&#39;", "'") for page in pages] == [True, True]
