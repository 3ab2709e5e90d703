"""A new kind of what stays between the events: a folder of its own and one line in the list. It is everywhere it should be."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from eventmgr import app as assembling
from eventmgr.identity.accounts.models import Level
from tests.access_table import ADMINISTRATORS, BY_LIAISON, BY_LINK, CREATORS, EDITORS, EVERYBODY, SIGNED_IN, TEAM
from tests.conftest import Client
from tests.exchange.cases.factories import keeper_link
from tests.exchange.patents import access
from tests.exchange.patents.feature import FEATURE
from tests.factories import make_organization, make_user
from tests.public.sitemap.reading import pages


@pytest.fixture
def house(make_app: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """The application with patents: a line in the list of `app.py`."""
    monkeypatch.setattr(assembling, "FEATURES", (*assembling.FEATURES, FEATURE))

    def build(**settings: Any) -> Any:
        app = make_app(PAGE_CACHE=True, **settings)
        app.test_client_class = Client
        return app

    return build


@pytest.fixture
def enter(sign_in) -> Callable[..., Any]:
    """A browser of an account of that level."""

    def browser(app: Any, level: Level, **values: Any) -> Any:
        client = app.test_client()
        sign_in(make_user(level=level, **values), client)
        return client

    return browser


def text(client: Any, path: str) -> str:
    answer = client.get(f"{path}{'&' if '?' in path else '?'}lang=en")
    assert answer.status_code == 200, (path, answer.status_code)
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def test_it_stands_in_the_menu_of_the_site_on_the_page_about_it_and_where_contacts_and_privacy_are_told(house):
    client = house().test_client()

    assert re.search(r'<a[^>]* href="/patents/"', client.get("/").text)
    assert "Patents" in text(client, "/about")
    assert "Office of patents It answers questions about patents." in text(client, "/contact")
    assert "Enquiries about patents" in text(client, "/privacy")


def test_the_account_of_an_office_has_it_in_its_menu_and_is_told_what_waits_and_that_of_an_organization_is_not(
    house, enter
):
    app = house()
    seen = {
        level: enter(app, level, **values).get("/manage/?lang=en").text
        for level, values in (
            (Level.NATIONAL, {}),
            (Level.PROVINCIAL, {"unit_code": "320000"}),
            (Level.ORGANIZATION, {}),
        )
    }

    assert [re.search(r'<a[^>]* href="/manage/patents/"', html) is not None for html in seen.values()] == [
        True,
        True,
        False,
    ]
    assert ["1 patent awaits a word" in html for html in seen.values()] == [True, True, False]


def test_a_page_that_is_kept_its_feed_and_the_sitemap_know_it_as_soon_as_it_is_offered(house, enter):
    app = house()
    client, editor = app.test_client(), enter(app, Level.NATIONAL)
    before = [client.get(path).text for path in ("/patents/", "/patents/feed.atom")]

    assert editor.post("/manage/patents/").status_code == 303
    after = [client.get(path).text for path in ("/patents/", "/patents/feed.atom")]
    named = pages(client)

    assert ["A gripper" in page for page in (*before, *after)] == [False, False, True, True]
    assert {"/patents/", "/patents/1/"} <= named
    assert 'href="/patents/feed.atom"' in after[0]


def test_the_foot_of_its_pages_leads_to_the_guide_that_it_names(house, enter):
    app = house()

    assert 'href="/guide/company"' in app.test_client().get("/patents/").text
    assert 'href="/guide/company"' in enter(app, Level.NATIONAL).get("/manage/patents/").text


def test_search_engines_are_told_which_of_its_pages_are_nobodys_finding(house):
    client = house().test_client()
    marked = [
        client.get(path).headers.get("X-Robots-Tag") for path in ("/patents/", "/patents/own/abc/", "/manage/patents/")
    ]

    assert "Disallow: /patents/own/" in client.get("/robots.txt").text.splitlines()
    assert marked == [None, "noindex", "noindex"]


def test_an_organization_finds_it_on_its_own_page(house):
    link = keeper_link(make_organization())

    assert "Patents of this organization" in text(house().test_client(), link)


def test_its_acts_have_words_and_its_law_is_held(house, enter):
    app = house()
    editor = enter(app, Level.NATIONAL)
    for _patent in range(3):
        editor.post("/manage/patents/")

    with app.app_context():
        told = app.test_cli_runner().invoke(args=["check"]).output

    assert "broken  patents\n        3 patents, 2 at most" in told


def test_who_reads_its_pages_is_asked_of_it_and_nobody_else_does(house, enter):
    app = house()
    known = {*EVERYBODY, *BY_LINK, *BY_LIAISON, *SIGNED_IN, *CREATORS, *EDITORS, *ADMINISTRATORS, *TEAM}
    own = {*access.EVERYBODY, *access.BY_LINK, *access.OF_EDITORS}
    office, organization = enter(app, Level.PROVINCIAL, unit_code="320000"), enter(app, Level.ORGANIZATION)

    rules = app.url_map.iter_rules()
    routes = {(method, rule.rule) for rule in rules for method in rule.methods - {"OPTIONS", "HEAD"}}
    assert routes - known == own
    for method, rule in access.OF_EDITORS:
        assert office.open(rule, method=method).status_code in (200, 303)
        assert organization.open(rule, method=method).status_code == 403
        assert app.test_client().open(rule, method=method, follow_redirects=False).status_code in (303, 401)


@pytest.mark.parametrize("off", [True, False])
def test_where_the_site_switches_it_off_it_is_nowhere(house, enter, off):
    app = house(FEATURES_OFF=["patents"] if off else [])
    client, editor = app.test_client(), enter(app, Level.NATIONAL)
    shown = {path: client.get(f"{path}?lang=en").text for path in ("/", "/about", "/contact", "/privacy")}
    shown["/manage/"] = editor.get("/manage/?lang=en").text
    answers = [client.get(path).status_code for path in ("/patents/", "/patents/feed.atom")]
    answers.append(editor.get("/manage/patents/").status_code)
    named = pages(client)

    assert [path for path, html in shown.items() if "atents" in html] == ([] if off else [*shown])
    assert answers == ([404] * 3 if off else [200] * 3)
    assert ("/patents/" in named) is not off


def test_without_its_line_it_is_nowhere(client):
    assert client.get("/patents/").status_code == 404
    assert "Patents" not in client.get("/about?lang=en").text
