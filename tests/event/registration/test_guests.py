"""Guests: people from abroad, experts, companies of other provinces register without a delegation, unless that is shut."""

import re

import pytest
from sqlalchemy import select

from eventmgr.event.events import services as event_services
from eventmgr.event.events.models import InvitedUnit
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.models import Consent
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, keep, make_admin, make_event, make_member

pytestmark = pytest.mark.usefixtures("app", "frozen")
SENT = {"name": "张三", "organization": "样例电气有限公司", "mobile": "13900000001", "consent": "y"}
ABROAD = SENT | {"name": "Jürgen Müller", "mobile": "+49 151 23456789", "country": "DE"}


def inviting(**values):
    """An event that invites Shanghai and Anhui."""
    event = make_event(**values)
    for code in ("310000", "340000"):
        keep(InvitedUnit(event_id=event.id, unit_code=code))
    db.session.expire_all()
    return event


def send(client, event, **fields):
    return client.post(f"/events/{event.slug}/register/", data=fields)


def only_place():
    db.session.expire_all()
    return db.session.scalars(select(Registration)).one()


def offered(page, field):
    """Codes that the select of `field` offers."""
    select_html = re.search(rf'<select[^>]*name="{field}".*?</select>', page.text, re.DOTALL)[0]
    return re.findall(r'value="([^"]*)"', select_html)


@pytest.mark.parametrize("make", [make_event, inviting])
def test_a_guest_from_abroad_registers_with_country_and_no_province(client, make):
    event = make()
    unit = "guest" if make is inviting else ""

    answer = send(client, event, **ABROAD, unit=unit)

    place = only_place()
    assert (answer.status_code, answer.location) == (303, f"/my/{my_token(place)}/")
    assert (place.unit_code, place.province_code, place.country_code, place.mobile) == ("", "", "DE", "+4915123456789")


def test_an_expert_of_another_province_registers_where_units_are_invited(client):
    answer = send(client, inviting(), **SENT, unit="guest", province="440000")

    place = only_place()
    assert (answer.status_code, place.unit_code, place.province_code) == (303, "", "440000")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_form_offers_guests_and_every_country_but_no_province_twice(client, lang):
    page = client.get(f"/events/{inviting().slug}/register/?lang={lang}")

    assert offered(page, "unit") == ["", "310000", "340000", "guest"]
    assert len(offered(page, "country")) == 1 + 245
    assert not {"CN", "HK", "MO", "TW"} & set(offered(page, "country"))


def test_organizers_shut_it_and_a_guest_is_refused_in_words(client, sign_in):
    event = inviting()
    owner = sign_in(make_member(event, TeamRole.OWNER))
    sent = {"invited": ["310000"], "quota_mode": "warn"}
    assert owner.post(f"/manage/events/{event.slug}/settings/units/", data=sent).status_code == 303

    form = client.get(f"/events/{event.slug}/register/")
    answer = send(client, event, **ABROAD, unit="guest")

    assert "guest" not in offered(form, "unit")
    assert (answer.status_code, "Jürgen Müller" in answer.text) == (422, True)
    assert db.session.scalars(select(Registration)).all() == []


def test_where_no_unit_is_invited_shutting_guests_asks_everybody_for_a_unit(client):
    event = make_event(takes_guests=False)

    refused = send(client, event, **SENT, unit="", province="310000")
    taken = send(client, event, **SENT, unit="310000")

    assert (refused.status_code, taken.status_code) == (422, 303)


def test_a_copied_event_is_as_shut_as_the_one_it_was_made_from():
    event, admin = make_event(takes_guests=False), make_admin()
    with transaction():
        copy = event_services.clone(event, admin, days=364, act=Act(OFFICE, NOON))

    assert copy.takes_guests is False


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"unit": "guest"}, "province"),
        ({"unit": "guest", "province": "310000", "country": "DE"}, "country"),
        ({"unit": "guest", "country": "XX"}, "country"),
        ({"unit": "guest", "country": "CN"}, "country"),
        ({"unit": "guest", "country": "JP", "name": "山田太郎", "mobile": "+81 90 1234 5678"}, "name_latin"),
        ({"unit": "guest", "country": "JP", "name_latin": "山田", "mobile": "+81 90 1234 5678"}, "name_latin"),
        ({"unit": "guest", "country": "DE", "mobile": "0151 23456789"}, "mobile"),
        ({"unit": "guest", "country": "US", "mobile": "138 1234 5678"}, "mobile"),
        ({"unit": "310000", "mobile": "0151 23456789"}, "mobile"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field_and_changes_nothing(client, fields, field):
    answer = send(client, inviting(), **SENT | fields)

    assert (answer.status_code, f'href="#{field}"' in answer.text) == (422, True)
    assert 'value="样例电气有限公司"' in answer.text
    assert db.session.scalars(select(Consent)).all() == []


def test_a_delegate_is_of_the_delegations_province_whatever_hidden_fields_say(client):
    send(client, inviting(), **SENT, unit="340000", province="310000", country="DE")

    place = only_place()
    assert (place.unit_code, place.province_code, place.country_code) == ("340000", "340000", "")


def test_guests_count_for_no_unit_and_those_from_abroad_for_no_province(client):
    event = inviting()
    register(event, make_applicant(unit="310000", province="310000"))
    register(event, make_applicant(unit="", province="440000"))
    register(event, make_applicant(unit="", province="", country="DE"))

    people = count_people([event.id])

    assert (people["provinces"].number, people["delegations"].number) == (2, 1)
    assert people["countries"].by("country") == {"DE": 1}


def test_a_guest_changes_their_registration_and_stays_a_guest_even_after_it_was_shut(client):
    event = inviting(takes_guests=False)
    place = register(
        event, make_applicant(name="Anna Schmidt", mobile="+4915123456789", unit="", province="", country="DE")
    )
    path = f"/my/{my_token(place)}/edit"

    page = client.get(path)
    sent = {name: value for name, value in ABROAD.items() if name != "consent"} | {"name": "Anna Schmidt"}
    seen = re.search(r'name="seen" value="([^"]*)"', page.text)[1]
    token = re.search(r'name="csrf_token" value="([^"]*)"', page.text)[1]
    answer = client.post(
        path, data=sent | {"unit": "guest", "organization": "新公司", "seen": seen, "csrf_token": token}
    )

    assert ("guest" in offered(page, "unit"), 'value="DE" selected' in page.text) == (True, True)
    assert (answer.status_code, only_place().organization_name, only_place().country_code) == (303, "新公司", "DE")


def test_own_page_list_and_history_name_the_country(client, sign_in):
    event = inviting()
    place = register(
        event, make_applicant(name="山田太郎", name_latin="Yamada Taro", unit="", province="", country="JP")
    )
    owner = sign_in(make_member(event, TeamRole.OWNER))

    own = client.get(f"/my/{my_token(place)}/?lang=en").text
    listed = owner.get(f"/manage/events/{event.slug}/registrations/?cols=country,name_latin").text

    assert ("Yamada Taro" in own, "Japan" in own) == (True, True)
    assert ("Yamada Taro" in listed, "Japan" in listed) == (True, True)


def guests_from_abroad(event, **numbers):
    for country, number in numbers.items():
        for n in range(number):
            mobile = f"+49151{ord(country[0])}{ord(country[1])}{n:04d}"
            register(event, make_applicant(mobile=mobile, unit="", province="", country=country))


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"DE": 4, "JP": 3}, {"Germany": "4", "Japan": "3"}),
        ({"DE": 4, "FR": 2, "JP": 1}, {"Germany": "4", "other countries and regions": "3"}),
        ({"DE": 4, "FR": 3, "JP": 1}, {"Germany": "4", "other countries and regions": "4"}),
        ({"DE": 2}, {}),
    ],
)
def test_the_public_page_names_countries_but_no_number_that_points_at_somebody(client, frozen, numbers, said):
    event = make_event()
    guests_from_abroad(event, **numbers)

    page = client.get(f"/events/{event.slug}/participants/?lang=en").text
    found = page.partition("Guests from abroad")[2].partition("</p>")[0]

    assert (
        dict(re.findall(r'([A-Z][a-z]+|other countries and regions) <span class="num"><span[^>]*>(\d+)<', found))
        == said
    )


def test_each_number_of_a_country_opens_its_rows(client, frozen, sign_in):
    event = make_event()
    guests_from_abroad(event, DE=2, JP=1)
    register(event, make_applicant(unit="310000"))
    sign_in(make_admin())

    page = client.get(f"/manage/events/{event.slug}/insights/?lang=en").text
    links = re.findall(
        r'href="([^"]*\?held=1&amp;participants=1&amp;country=(\w\w))" data-figure="expected">(\d+)<', page
    )

    assert [(code, number) for _address, code, number in links] == [("DE", "2"), ("JP", "1")]
    for address, _code, number in links:
        rows = client.get(address.replace("&amp;", "&")).text
        assert rows.count('name="ids"') == int(number)


@pytest.mark.one_engine
def test_a_country_that_is_none_is_named_and_the_list_says_which_is_asked(client, frozen, sign_in):
    event = make_event()
    sign_in(make_admin())
    path = f"/manage/events/{event.slug}/registrations/?lang=en&country="

    wrong, asked = client.get(f"{path}XX"), client.get(f"{path}DE")

    assert (wrong.status_code, "XX" in wrong.text) == (400, True)
    assert '<option value="DE" selected>Germany<' in asked.text


def test_an_export_without_chosen_columns_names_the_country(client, frozen, sign_in):
    event = make_event()
    guests_from_abroad(event, DE=1)
    sign_in(make_admin())

    lines = client.get(f"/manage/events/{event.slug}/registrations/export.csv?lang=en").text.splitlines()

    assert ("Country or region" in lines[0], "Germany" in lines[1]) == (True, True)
