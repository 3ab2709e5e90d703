"""Sensitive answers on pages and lists, with their key and without it."""

import json
from dataclasses import replace

import pytest

from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor
from tests.conftest import client_of, settle
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, make_event, make_member

pytestmark = pytest.mark.usefixtures("frozen")
ANSWERS = {"diet": "halal", "diet_note": "花生过敏", "lodging": "single", "arrival": "G7次"}
FIELDS = dict.fromkeys(("diet", "lodging", "arrival", "departure"), "optional")
OTHER = "a data key that has sealed nothing so far"


@pytest.fixture
def place(app):
    return register(make_event(fields=FIELDS), make_applicant(answers=ANSWERS | {"remarks": "无"}))


def pages_of(browser, place):
    """The own page and, for who is signed in, the office's page and lists with every sensitive column."""
    office, columns = f"/manage/events/{place.event.slug}/registrations/", "cols=lodging,arrival,diet,diet_note"
    return {
        "own": browser.get(f"/my/{my_token(place)}/"),
        "form": browser.get(f"/my/{my_token(place)}/edit"),
        "data": browser.get(f"/my/{my_token(place)}/data.json"),
        "office": browser.get(f"{office}{place.id}/"),
        "list": browser.get(f"{office}?{columns}"),
        "reveal": browser.post(f"{office}{place.id}/reveal", data={"field": "diet_note", "why": "service"}),
        "export": browser.post(
            f"{office}export/?{columns}", data={"kind": "csv", "why": "service", "recipient": "会务组"}
        ),
    }


def test_the_own_pages_and_those_with_a_reason_show_them_and_other_pages_do_not(client, sign_in, place):
    sign_in(make_member(place.event, TeamRole.OWNER))

    pages = pages_of(client, place)

    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200)
    assert pages.keys() - {name for name, page in pages.items() if "花生过敏" in page.text} == {"office", "list"}
    assert "单间" in pages["export"].text


def test_without_the_key_every_page_says_so_and_none_breaks(make_app, sign_in, place):
    browser = client_of(make_app(DATA_KEY=OTHER))
    sign_in(make_member(place.event, TeamRole.OWNER), browser)

    pages = pages_of(browser, place)

    assert pages.pop("reveal").status_code == 404
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200)
    assert {name for name, page in pages.items() if "无法读取" in page.text} == {"own", "office", "list", "export"}
    assert json.loads(pages["data"].data)["answers_that_cannot_be_read"] is True
    assert {name for name, page in pages.items() if "花生过敏" in page.text} == set()


def test_a_change_without_the_key_keeps_what_it_cannot_read(app, make_app, place):
    applicant = make_applicant(name=place.name, mobile=place.mobile)
    with make_app(DATA_KEY=OTHER).app_context():
        settle()
        row = db.session.get(Registration, place.id)
        with transaction():
            by = Actor(ActorKind.PARTICIPANT, row.id, row.name)
            edit(row.event, row, replace(applicant, title="处长"), act=Act(by, NOON))
    db.session.expire_all()

    assert (place.title, place.sensitive) == ("处长", ANSWERS)
