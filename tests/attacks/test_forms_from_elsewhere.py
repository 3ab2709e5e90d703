"""Another site has the registration form sent by the browsers of its visitors: a form that carries no token.

Tried with what browsers say of such posts, old ones and those behind a proxy included. All other forms ask for a token:
tests/crawl.
"""

from __future__ import annotations

import re

import pytest

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.web.requests.accepted import asks_for_token
from tests.conftest import client_of
from tests.event.registration.views import count, typed
from tests.factories import make_event, make_member, make_registration

pytestmark = [pytest.mark.usefixtures("frozen"), pytest.mark.one_engine]

_OF_A_RULE = re.compile(r"<(any\(([^)]*)\):|\w+:)?\w+>")
SITE, OWN = "https://events.example.org", "http://localhost"


@pytest.fixture
def guarded(make_app):
    """An application as it is installed: tokens are asked for, and it knows its own address."""
    return make_app(WTF_CSRF_ENABLED=True, BASE_URL=SITE, TRUSTED_HOSTS=["localhost"])


def sent(browser, event, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.post(f"/events/{event.slug}/register/", data=typed(), headers=named)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site", "Origin": "https://evil.example"},
        {"Sec_Fetch_Site": "cross-site", "Origin": OWN},
        {"Sec_Fetch_Site": "same-site", "Origin": "https://shop.example.org"},
        {"Sec_Fetch_Site": "", "Origin": OWN},
        {"Sec_Fetch_Site": "Same-Origin"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://localhost:1"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "https://evil.example/http://localhost"},
        {"Origin": "http://localhost@evil.example"},
        {"Origin": "http://[localhost"},
    ],
)
def test_a_post_from_elsewhere_is_refused_and_leaves_nothing(guarded, headers):
    answer = sent(client_of(guarded), make_event(), **headers)

    assert (answer.status_code, "其他网站" in answer.text, count()) == (403, True, 0)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "same-origin", "Origin": OWN},
        {"Sec_Fetch_Site": "none"},
        {"Origin": OWN},
        {"Origin": "HTTP://LOCALHOST"},
        {"Origin": SITE},
        {},
    ],
)
def test_a_post_of_our_own_page_is_taken_and_so_is_one_of_no_browser(guarded, headers):
    answer = sent(client_of(guarded), make_event(), **headers)

    assert (answer.status_code, count()) == (303, 1)


def test_being_signed_in_changes_nothing(guarded, sign_in):
    event = make_event()
    organizer = sign_in(make_member(event, TeamRole.OWNER), client_of(guarded))

    answers = [sent(organizer, event, Sec_Fetch_Site=site) for site in ("cross-site", "same-origin")]

    assert ([answer.status_code for answer in answers], count()) == ([403, 303], 1)


def test_every_address_refuses_a_post_without_a_token_unless_it_says_that_it_takes_none(guarded):
    """Whatever the address names: the token is asked for before anything is looked up."""
    browser, taken = client_of(guarded), {}
    for rule in guarded.url_map.iter_rules():
        if "POST" not in rule.methods or not asks_for_token(rule.endpoint):
            continue
        path = _OF_A_RULE.sub(lambda part: part[2].split(",")[0] if part[2] else "1", rule.rule)
        headers = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}
        answer = browser.post(path, headers=headers, bare=True)
        if (answer.status_code, answer.json.get("again")) != (400, True):
            taken[rule.rule] = answer.status_code

    assert taken == {}


def test_the_form_that_sends_the_link_again_asks_for_a_token_still(guarded):
    event = make_event()

    address = f"/events/{event.slug}/register/link"
    answer = client_of(guarded).post(address, data={"name": "a", "mobile": "1"}, bare=True)

    assert answer.status_code == 400


def test_an_own_page_is_not_changed_from_elsewhere(guarded):
    """Its address is a secret; even where another site knew it, a visitor's browser changes nothing there."""
    registration = make_registration(make_event())
    path = f"/my/{my_token(registration)}/edit"

    refused = client_of(guarded).post(path, data=typed(title="局长"), headers={"Sec-Fetch-Site": "cross-site"})
    own = client_of(guarded).post(path, data={}, headers={"Sec-Fetch-Site": "same-origin"})

    assert (refused.status_code, own.status_code) == (403, 422)
