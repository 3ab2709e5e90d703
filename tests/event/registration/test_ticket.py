"""The own page is a ticket: what one needs on the way comes first, then what one may do, data last."""

import re

import pytest

from eventmgr.event.events.models import Venue
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import db
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import keep, make_event
from tests.tools.web.filled_forms import Page

pytestmark = pytest.mark.usefixtures("app", "frozen")


def place_with_venue(**values):
    event = make_event(
        title={"zh": "样例研讨会", "en": "Sample seminar"},
        city={"zh": "上海", "en": "Shanghai"},
        contact={"name": "王敏", "phone": "021 5555 0000", "email": "office@example.com"},
    )
    keep(
        Venue(
            event_id=event.id,
            name={"zh": "样例会议中心", "en": "Sample Centre"},
            address={"zh": "浦东新区样例路1号", "en": "1 Sample Road, Pudong"},
            directions={"zh": "地铁2号线", "en": "Metro line 2"},
        )
    )
    return register(event, make_applicant(**values))


def own(client, place, rest=""):
    return client.get(f"/my/{my_token(place)}/{rest}")


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("zh", ("样例研讨会", "上海", "样例会议中心", "浦东新区样例路1号", "地铁2号线", "王敏")),
        ("en", ("Sample seminar", "Shanghai", "Sample Centre", "1 Sample Road, Pudong", "Metro line 2", "王敏")),
    ],
)
def test_title_time_place_route_contact_and_code_come_before_acts_and_data(client, lang, shown):
    place = place_with_venue()

    page = own(client, place, f"?lang={lang}").text

    ticket = re.search(r"<article.*?</article>", page, re.DOTALL)[0]
    assert [words for words in shown if words not in ticket] == []
    assert ('href="tel:02155550000"' in ticket, "/qr.svg" in ticket, "uri.amap.com" in ticket) == (True, True, True)
    order = [
        page.index(part) for part in ("</article>", "new-feed", '/edit"', "colleague=1", '/withdraw"', "data.json")
    ]
    assert order == sorted(order)


def test_everything_but_the_ticket_stays_off_the_paper(client):
    page = own(client, place_with_venue()).text

    rest = page[page.index("</article>") :]
    assert rest.index('<div class="noprint">') < rest.index("data.json")


@pytest.mark.parametrize(("pattern", "link"), [("", None), ("https://maps.example.org/?q={place}", "maps.example.org")])
def test_the_map_is_the_installations_own_choice(app, client, monkeypatch, pattern, link):
    monkeypatch.setitem(app.config, "MAP_URL", pattern)

    page = own(client, place_with_venue()).text

    assert ("uri.amap.com" in page, link is not None and link in page) == (False, link is not None)


def test_for_a_colleague_only_the_persons_own_fields_are_empty(client):
    place = place_with_venue(name="张三", mobile="13900000001", organization="样例电气有限公司")

    page = own(client, place, "edit?colleague=1").text

    assert ("张三" in page, "13900000001" in page) == (False, False)
    assert ('value="样例电气有限公司"' in page, 'value="310000" selected' in page) == (True, True)
    assert ("张三" in own(client, place, "edit").text) is True


def test_gender_and_room_of_whoever_passes_a_place_on_are_not_the_colleagues(client):
    place = place_with_venue(answers={"gender": "male", "lodging": "single"})
    place.event.fields = place.event.fields | {"gender": "optional", "lodging": "optional"}
    db.session.commit()

    before, page = own(client, place, "edit").text, own(client, place, "edit?colleague=1").text

    assert re.search(r'value="male"[^>]*(checked|selected)', before)
    assert not re.search(r'value="(male|single)"[^>]*(checked|selected)', page)


def test_what_is_typed_for_a_colleague_is_taken_although_the_form_came_without_the_person(client):
    place = place_with_venue(name="张三", mobile="13900000001", email="zhang@example.com")
    form = Page(own(client, place, "edit?colleague=1").text)
    address = f"/my/{my_token(place)}/edit?colleague=1"

    client.post(address, data=form.typed(name="李达", mobile="13900000002", email="li@example.com", title="主任"))

    db.session.expire_all()
    assert (place.name, place.mobile, place.email) == ("李达", "13900000002", "li@example.com")


def test_a_place_that_is_not_held_has_no_code_and_one_given_up_no_acts(client):
    event = make_event(capacity=1)
    register(event)
    waiting = register(event)

    page = own(client, waiting).text

    assert ("qr.svg" in page, "colleague=1" in page) == (False, True)
