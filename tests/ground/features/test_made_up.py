"""A feature in a folder of its own and one line in the list: nothing else is edited, and it is everywhere it should be."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from eventmgr import app as assembling
from eventmgr.event.events.models import Event
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from tests.conftest import Client
from tests.factories import make_event, make_member, make_registration
from tests.ground.features.banquet.feature import FEATURE


@pytest.fixture
def event(database) -> Event:
    return make_event(features=["banquet"])


@pytest.fixture
def banquet(make_app: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    """The application with the feature: a line in the list of `app.py`."""
    monkeypatch.setattr(assembling, "FEATURES", (*assembling.FEATURES, FEATURE))
    app = make_app(PAGE_CACHE=True)
    app.test_client_class = Client
    return app


@pytest.fixture
def browser(banquet, sign_in) -> Callable[..., Any]:
    """A browser of somebody with a role in the team."""

    def begin(event: Event, role: TeamRole) -> Any:
        client = banquet.test_client()
        sign_in(make_member(event, role), client)
        return client

    return begin


def page(client: Any, path: str) -> str:
    answer = client.get(f"{path}?lang=en")
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def test_it_has_an_entry_in_the_menu_for_those_who_hold_its_permission(browser, event):
    owner, editor = (browser(event, role) for role in (TeamRole.OWNER, TeamRole.EDITOR))
    link = f'<a href="/manage/events/{event.slug}/banquet/">接待</a>'

    seen = [client.get(f"/manage/events/{event.slug}/").get_data(as_text=True) for client in (owner, editor)]

    assert [link in html for html in seen] == [True, False]
    assert "Documents Hospitality Statistics" in page(owner, f"/manage/events/{event.slug}/team/")


@pytest.mark.parametrize("features", [[], ["checkin"]])
def test_where_it_is_off_it_is_nowhere_and_is_back_with_a_press(browser, event, features):
    owner, base = browser(event, TeamRole.OWNER), f"/manage/events/{event.slug}"
    owner.post(f"{base}/banquet/")
    page(owner, f"{base}/team/")
    there = [page(owner, f"{base}/"), page(owner, f"{base}/reports/")]

    event.features = features
    db.session.commit()
    gone = [page(owner, f"{base}/"), page(owner, f"{base}/reports/")]
    answers = [owner.get(path).status_code for path in (f"{base}/banquet/", f"{base}/reports/banquet.pdf")]
    public = [owner.get(f"/events/{event.slug}/banquet/").status_code]
    form = re.search(r'name="csrf_token" value="([^"]+)"', owner.get(f"{base}/settings/features/").text)
    owner.post(f"{base}/settings/features/", data={"features": [*features, "banquet"], "csrf_token": form and form[1]})
    page(owner, f"{base}/team/")

    assert [("Banquet" in text, "Table plan" in text) for text in there] == [(True, False), (False, True)]
    assert [("Banquet" in text, "Table plan" in text) for text in gone] == [(False, False)] * 2
    assert answers + public == [404, 404, 404]
    assert "Table plan" in page(owner, f"{base}/reports/")
    assert owner.get(f"/events/{event.slug}/banquet/").status_code == 200


def test_its_permission_guards_its_page_and_its_state_has_a_dot(browser, event):
    path = f"/manage/events/{event.slug}/banquet/"

    answers = [browser(event, role).get(path) for role in (TeamRole.OWNER, TeamRole.EDITOR)]

    assert [answer.status_code for answer in answers] == [200, 403]
    assert '<span class="state ok">White linen</span>' in answers[0].get_data(as_text=True)


def test_its_panel_and_its_words_in_the_trail_are_shown(browser, event):
    owner, start = browser(event, TeamRole.OWNER), f"/manage/events/{event.slug}/"
    before = page(owner, start)

    assert owner.post(f"{start}banquet/").status_code == 303

    assert ("Banquet: 0 tables laid" in before, "Banquet: 1 tables laid" in page(owner, start)) == (True, True)
    assert "Table of the banquet: laid for the guests Table Cloth : White linen" in page(owner, f"{start}history/")


def test_its_public_page_is_kept_until_its_own_stamp_rises(browser, event, monkeypatch):
    owner, path = browser(event, TeamRole.OWNER), f"/events/{event.slug}/banquet/"
    made, minute = [], SimpleNamespace(time=lambda: 0.0, monotonic=lambda: 0.0)
    monkeypatch.setattr("eventmgr.tools.web.responses.cache.time", minute)  # a page ends with its minute
    count = "tests.ground.features.banquet.views.count_tables"
    monkeypatch.setattr(count, lambda: made.append(1) or len(made))

    page(owner, path)
    made.clear()

    kept = [page(owner, path) for _time in range(3)]
    owner.post(f"/manage/events/{event.slug}/banquet/")
    made.clear()
    anew = [page(owner, path) for _time in range(2)]

    assert (len(set(kept)), "1 tables are laid." in kept[0]) == (1, True)
    assert ("1 tables are laid." in anew[0], len(made), anew[0] == anew[1]) == (True, 1, True)


def test_its_law_is_held_by_the_command(browser, banquet, event):
    owner = browser(event, TeamRole.OWNER)
    check = banquet.test_cli_runner()
    with banquet.app_context():
        holds = check.invoke(args=["check"]).output

    for _table in range(3):
        owner.post(f"/manage/events/{event.slug}/banquet/")

    with banquet.app_context():
        broken = check.invoke(args=["check"])
    assert "holds   tables of the banquet" in holds
    assert "broken  tables of the banquet\n        3 tables laid, 2 fit in" in broken.output
    assert broken.exit_code == 1


def test_its_paper_is_in_the_list_and_is_printed(browser, event):
    owner, base = browser(event, TeamRole.OWNER), f"/manage/events/{event.slug}/reports/"

    listed = page(owner, base)
    printed = owner.get(f"{base}banquet.pdf?lang=en")

    assert "Event summary Basic facts, statistics" in listed
    assert "Table plan Who lays which table. 中文 English" in listed
    assert (printed.mimetype, printed.data.decode()) == ("application/pdf", f"%PDF {event.slug} en [] 0 tables")


def test_what_it_holds_of_a_person_is_in_the_persons_own_copy(banquet, event):
    registration = make_registration(event)
    with banquet.test_request_context():
        link = f"/my/{my_token(registration)}/"
    client = banquet.test_client()

    data, table = client.get(f"{link}data.json").json, client.get(f"{link}data.csv?lang=en").data.decode("utf-8-sig")

    assert data["held"]["banquet_seats"] == [{"table": f"No. {registration.id}", "since": "2026-04-01T04:00:00+00:00"}]
    assert f"Seat at the banquet,Table,No. {registration.id}\r\nSeat at the banquet,Since," in table


def test_without_its_line_it_is_nowhere(app, client, sign_in, event):
    sign_in(make_member(event, TeamRole.OWNER))

    assert "Banquet" not in client.get(f"/manage/events/{event.slug}/").get_data(as_text=True)
    assert client.get(f"/events/{event.slug}/banquet/").status_code == 404
    assert client.get(f"/manage/events/{event.slug}/reports/banquet.pdf").status_code == 404
