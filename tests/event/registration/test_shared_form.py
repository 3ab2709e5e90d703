"""The form's page is the same bytes for everybody; what is sent twice is one registration all the same."""

import re
from datetime import timedelta

import pytest

from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.web.responses.cache import GRACE
from eventmgr.tools.web.responses.stamps import SETTLE
from tests.conftest import client_of
from tests.event.registration.views import count, only_registration, post, typed
from tests.factories import make_event, make_member, make_registration

pytestmark = pytest.mark.usefixtures("frozen")


def path_of(event):
    return f"/events/{event.slug}/register/"


def send(browser, event, *, agent="a browser", address="203.0.113.5", **values):
    return browser.post(
        path_of(event),
        data=typed(**{"form_id": ""} | values),
        headers={"User-Agent": agent},
        environ_base={"REMOTE_ADDR": address},
    )


def test_everybody_gets_the_same_page_and_no_cookie(app, sign_in):
    event = make_event()
    visitor, other = client_of(app), client_of(app)
    organizer = sign_in(make_member(event, TeamRole.OWNER), client_of(app))

    pages = [browser.get(path_of(event)) for browser in (visitor, other, organizer)]

    assert len({page.data for page in pages}) == 1
    assert [(page.headers.get("Set-Cookie"), page.headers["Cache-Control"]) for page in pages] == [
        (None, "no-cache")
    ] * 3
    assert ("csrf_token" in pages[0].text, 'name="form_id" value=""' in pages[0].text) == (False, True)


def test_what_was_typed_is_on_a_page_that_nobody_keeps(client):
    event = make_event()

    answer = post(client, event, name="")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (422, "private, no-store")
    assert "湖北样例019号汽车部件有限公司" not in client.get(path_of(event)).text


def test_a_link_may_choose_the_delegation(client):
    event = make_event()

    chosen = client.get(f"{path_of(event)}?unit=420000").text

    assert re.findall(r'value="([^"]*)" selected', chosen)[0] == "420000"
    assert "420000" not in re.findall(r'value="([^"]*)" selected', client.get(path_of(event)).text)


def test_the_page_is_made_anew_when_the_last_place_is_taken(client, frozen):
    event = make_event(capacity=1)
    before = client.get(path_of(event)).text
    post(client, event)
    frozen.shift(SETTLE + GRACE)

    after = client.get(path_of(event)).text

    assert ("alert-warning" in before, "alert-warning" in after) == (False, True)


def test_a_form_without_an_id_that_is_sent_twice_is_one_registration(app, client, frozen):
    event = make_event()

    first = send(client, event)
    frozen.shift(290)
    second = send(client_of(app), event)

    assert (first.status_code, second.status_code, first.location == second.location, count()) == (303, 303, True, 1)


@pytest.mark.parametrize("other", [{"address": "203.0.113.6"}, {"agent": "another browser"}, {"title": "总经理"}])
def test_whoever_types_the_same_elsewhere_gets_no_link(app, client, other):
    event = make_event()
    send(client, event)

    answer = send(client_of(app), event, **other)

    assert (answer.status_code, answer.location, count()) == (409, None, 1)


def test_nor_does_who_types_the_same_later(client, frozen):
    event = make_event()
    send(client, event)
    frozen.shift(601)

    assert send(client, event).status_code == 409


def test_who_has_withdrawn_registers_anew(client):
    event = make_event()
    first = send(client, event)
    with transaction():
        withdraw(event, only_registration(), act=Act(SYSTEM, clock.now() + timedelta(seconds=1)))

    second = send(client, event)

    assert (second.status_code, second.location == first.location, count()) == (303, False, 2)


def test_the_id_of_such_a_form_cannot_be_worked_out_without_the_key(app, make_app, client):
    event = make_event()
    send(client, event)
    with_another_key = client_of(make_app(SECRET_KEY="another key for tests, long enough"))

    assert send(with_another_key, event).status_code == 409


def test_an_id_made_by_the_script_stays_in_a_form_that_came_back(client):
    own = "0b0e7a3e64a54a5e9d0a5d3f6c0d9a11"
    event = make_event()

    refused = send(client, event, name="", form_id=own)
    answers = [send(client, event, form_id=own, agent=agent).location for agent in ("one", "two")]

    assert 'name="form_id" value="0b0e7a3e-64a5-4a5e-9d0a-5d3f6c0d9a11"' in refused.text
    assert (len(set(answers)), count()) == (1, 1)


def test_without_scripts_a_button_changes_the_language_and_keeps_what_was_typed(client):
    event = make_event()
    sent = {"name": "张样例", "organization": "", "mobile": "1", "consent": "yes", "switch": "en", "form_id": ""}

    answer = client.post(f"/events/{event.slug}/register/?lang=en", data=sent)

    assert (answer.status_code, '<html lang="en">' in answer.text) == (200, True)
    assert ('value="张样例"' in answer.text, 'id="errors"' in answer.text) == (True, False)
    assert re.search(r'<input checked[^>]*name="consent"', answer.text)
    assert db.session.query(Registration).count() == 0


def test_the_form_of_an_own_page_never_grows_too_old_but_is_refused_from_elsewhere(client):
    place = make_registration(make_event())
    path = f"/my/{my_token(place)}/edit"
    page = client.get(path, headers={"Sec-Fetch-Site": "cross-site"})
    seen = re.search(r'name="seen" value="([^"]*)"', page.text)[1]
    sent = {
        "name": "李样例",
        "organization": "样例电气有限公司",
        "unit": "310000",
        "mobile": "13812345678",
        "seen": seen,
    }

    old = client.post(path, data={**sent, "csrf_token": "of a session that is over", "mobile": "1"})
    elsewhere = client.post(path, data=sent, headers={"Sec-Fetch-Site": "cross-site"})
    saved = client.post(path, data={**sent, "csrf_token": "of a session that is over"})

    assert (page.status_code, old.status_code, elsewhere.status_code, saved.status_code) == (200, 422, 403, 303)
    assert 'value="李样例"' in old.text


@pytest.mark.one_engine
def test_the_form_says_what_stays_on_the_device_and_names_what_never_does(client):
    page = client.get(f"/events/{make_event().slug}/register/?lang=en").text

    assert "What you type is kept on this device until you send it, for three days at most." in page
    assert 'data-draft-never="consent id_"' in page  # what the names of such fields begin with
    assert " data-typed" not in page
