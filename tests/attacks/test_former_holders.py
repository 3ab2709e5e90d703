"""Somebody who no longer holds a place wants to go on using it, or to read the person who does; and the other way round.

Tried with the old page link, check-in code and personal calendar after every kind of change of the person, by the
office and by the participant, with number and mailbox of an office kept; and by reading what the one before answered.
"""

from dataclasses import replace

import pytest
from sqlalchemy import select

from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.letters.writing import check_in_code, my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.ground.i18n import format_date
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import ActorKind, AuditEntry
from eventmgr.tools.log.services import Act, Actor
from eventmgr.tools.web import tokens
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.my import own_page
from tests.event.registration.registering import letters_to, register
from tests.event.registration.views import typed
from tests.factories import NOON, make_event, make_member
from tests.output.calendars.feeds import entries

pytestmark = pytest.mark.usefixtures("frozen", "database")
ANSWERS = {"remarks": "坐轮椅", "arrival": "G101", "diet": "halal", "q_size": "XL"}


def put_in(place, applicant, *, by=OFFICE, **options):
    with transaction():
        edit(place.event, place, applicant, act=Act(by, NOON), **options)
    return place


def doors(place):
    feed = tokens.sign("feed", place.id, place.feed_version)
    return [f"/my/{my_token(place)}/", f"/feeds/{feed}.ics"], check_in_code(place)


def calendars(letter):
    return [spec["type"].rpartition("=")[2] for spec in letter.attachments if spec["type"].startswith("text/calendar")]


@pytest.mark.parametrize("by", [OFFICE, Actor(ActorKind.PARTICIPANT, 1, "")])
@pytest.mark.parametrize("changes", [{"name": "李娜"}, {"name": "王晓明"}, {"name": "李娜", "mobile": "15400000099"}])
def test_every_change_of_the_name_voids_page_code_and_calendar(client, by, changes):
    applicant = make_applicant(name="王小明")
    place = register(make_event(), applicant)
    old, old_code = doors(place)

    put_in(place, replace(applicant, **changes), by=by)

    new, new_code = doors(place)
    assert [client.get(path).status_code for path in (old[0], *new)] == [404, 200, 200]
    assert entries(client.get(old[1])) == [], "it says goodbye"
    assert old_code != new_code


def test_a_substitute_inherits_no_answer_and_no_consent():
    applicant = make_applicant(answers=ANSWERS, consents=("processing", "sensitive"))
    place = register(make_event(), applicant)
    new = replace(applicant, name="李娜", mobile="15400000099", email="new@example.com", title="处长")

    put_in(place, replace(new, answers={**ANSWERS, "remarks": "素食"}))

    assert (place.answers, place.sensitive, place.title) == ({"remarks": "素食"}, {}, "处长")
    assert (list_consents(place.id), place.consent_asked_at) == ([], NOON)


def test_the_one_who_goes_and_the_one_who_comes_get_a_letter_each():
    applicant = make_applicant(email="old@example.com")
    place = register(make_event(), applicant)

    put_in(place, make_applicant(email="new@example.com"))

    first, goes, comes = letters_to(place)
    assert (first.kind, first.to_address) == ("registration.confirmed", "old@example.com")
    assert (goes.kind, goes.to_address, calendars(goes)) == ("registration.replaced", "old@example.com", ["CANCEL"])
    assert (comes.kind, comes.to_address, calendars(comes)) == (
        "registration.substitute", "new@example.com", ["REQUEST"],
    )  # fmt: skip
    assert place.name not in goes.text


def test_a_mailbox_that_stays_gets_no_cancellation_of_what_it_is_invited_to():
    applicant = make_applicant(email="office@example.com")
    place = register(make_event(), applicant)

    put_in(place, replace(applicant, name="李娜", mobile="15400000099"))

    assert [calendars(letter) for letter in letters_to(place)] == [["REQUEST"], [], ["REQUEST"]]


def test_the_page_of_a_substitute_asks_for_consent_first(client):
    place = register(make_event())
    put_in(place, make_applicant(name="李娜"))
    page = own_page(place)

    asked = client.get(page).text
    closed = [client.get(f"{page}edit").status_code, client.post(f"{page}new-link").status_code]
    refused = client.post(f"{page}consent", data={"notice_version": "0"}).status_code
    given = client.post(f"{page}consent", data={"consent": "y", "notice_version": "0"}).status_code

    assert ('data-consent="outstanding"' in asked, closed, refused, given) == (True, [409, 409], 422, 303)
    assert 'data-consent="outstanding"' not in client.get(page).text
    assert [consent.purpose for consent in list_consents(place.id)] == ["processing"]


def test_the_office_sees_that_the_consent_is_outstanding(client, sign_in):
    place = register(make_event())
    put_in(place, make_applicant(name="李娜"))
    browser = sign_in(make_member(place.event, TeamRole.OWNER))

    path = f"/manage/events/{place.event.slug}/registrations/"
    texts = [browser.get(f"{path}?lang=en").text, browser.get(f"{path}{place.id}/?lang=en").text]

    assert ["Consent outstanding" in text for text in texts] == [True, True]
    assert f'<b>Consent</b>: <span class="muted">{format_date(NOON.date(), "en")}</span> → nothing' in texts[1]


def test_names_that_look_alike_are_two_persons_if_the_office_says_so():
    applicant = make_applicant(name="张三", answers=ANSWERS)
    place = register(make_event(), applicant)

    put_in(place, replace(applicant, name="张五"), another=True)

    assert (place.answers, place.consent_asked_at) == ({}, NOON)


def test_who_passes_the_place_on_by_link_does_not_get_the_new_one(client):
    place = register(make_event(), make_applicant(name="王小明"))
    old = own_page(place)

    answer = client.post(f"{old}edit", data=typed(name="李娜", mobile=place.mobile, email="new@example.com"))

    db.session.expire_all()
    place = db.session.get(Registration, place.id)
    assert (answer.status_code, my_token(place) in answer.text, client.get(old).status_code) == (200, False, 404)
    assert letters_to(place)[-1].to_address == "new@example.com"


def test_who_corrects_the_own_name_is_led_to_the_new_address(client):
    place = register(make_event(), make_applicant(name="王小明"))

    answer = client.post(
        f"{own_page(place)}edit", data=typed(name="王晓明", mobile=place.mobile, email=place.email)
    )  # fmt: skip

    db.session.expire_all()
    place = db.session.get(Registration, place.id)
    assert (answer.status_code, answer.location, place.link_version) == (303, own_page(place), 2)


def test_the_office_shows_the_link_once_to_who_has_no_address_and_the_trail_says_who_did(client, sign_in):
    place = register(make_event(), make_applicant(email=""))
    owner, old = make_member(place.event, TeamRole.OWNER), own_page(place)
    path = f"/manage/events/{place.event.slug}/registrations/{place.id}/slip"

    answer = sign_in(owner).post(path)

    db.session.expire_all()
    place = db.session.get(Registration, place.id)
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (answer.status_code, f"http://localhost{own_page(place)}" in answer.text) == (200, True)
    assert (entry.action, entry.actor_id, client.get(old).status_code) == ("link_shown", owner.id, 404)
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_office_is_not_shown_the_link_of_who_has_an_address(sign_in):
    place = register(make_event())
    path = f"/manage/events/{place.event.slug}/registrations/{place.id}/slip"

    answer = sign_in(make_member(place.event, TeamRole.OWNER)).post(path)

    assert (answer.status_code, answer.location) == (303, path.removesuffix("slip"))
    assert db.session.get(Registration, place.id).link_version == 1
