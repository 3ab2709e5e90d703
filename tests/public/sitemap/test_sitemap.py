"""The sitemap: what search engines should know, as each room tells it (S6.2, S8.4)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from eventmgr.event.events.models import EventStatus
from eventmgr.event.events.statements import raise_site_revision
from eventmgr.exchange.cases.models import CaseState
from eventmgr.ground.db import db, write
from eventmgr.public.sitemap import views
from tests.exchange.cases.factories import make_adoption, make_case
from tests.exchange.policies.factories import make_policy
from tests.factories import NOON, make_event, make_listing, make_organization
from tests.public.sitemap.reading import locations, pages

pytestmark = pytest.mark.usefixtures("frozen")


def test_what_everybody_may_read_is_named_and_what_is_not_public_is_not(client):
    event, draft = make_event(), make_event(status=EventStatus.DRAFT)
    case, hidden = (
        make_case(slug="seen"),
        make_case(make_organization("第二样例"), slug="hidden", state=CaseState.DRAFT),
    )
    policy = make_policy()
    named = pages(client)

    assert {"/", "/cases/", "/policies/", f"/events/{event.slug}/", f"/cases/{case.slug}/"} <= named
    assert f"/policies/{policy.id}/" in named
    assert not {f"/events/{draft.slug}/", f"/cases/{hidden.slug}/"} & named
    assert all(client.get(page).status_code == 200 for page in named)


def test_who_learned_from_whom_is_named_once_somebody_has(client, make_app):
    case = make_case(slug="seen")
    assert "/cases/learning/" not in pages(make_app().test_client())
    make_adoption(case)
    assert "/cases/learning/" in pages(client)
    assert "/cases/learning/" not in pages(make_app(FEATURES_OFF=["cases"]).test_client())


def test_a_listing_is_named_as_long_as_everybody_may_read_it(client):
    event = make_event()
    valid = make_listing(event, event_id=None, valid_until=NOON.date())
    over = make_listing(event, event_id=None, valid_until=NOON.date() - timedelta(days=1))
    named = pages(client)

    assert (f"/listings/{valid.id}/" in named, f"/listings/{over.id}/" in named) == (True, False)
    assert all(client.get(page).status_code == 200 for page in named)


def test_a_listing_at_an_event_is_named_where_its_event_shows_it(client):
    shown, draft, without = make_event(), make_event(status=EventStatus.DRAFT), make_event()
    listing, hidden, off = (make_listing(event) for event in (shown, draft, without))
    without.features = [name for name in without.features if name != "listings"]
    db.session.commit()
    named = pages(client)

    assert f"/events/{shown.slug}/listings/{listing.id}/" in named
    assert not {f"/events/{draft.slug}/listings/{hidden.id}/", f"/events/{without.slug}/listings/{off.id}/"} & named
    assert all(client.get(page).status_code == 200 for page in named)


def test_each_page_is_named_in_both_languages(client):
    event = make_event()
    [part] = [one for one in locations(client, "/sitemap.xml") if "events-" in one]
    text = client.get(part).text

    assert re.findall(r'hreflang="([\w-]+)" href="[^"]*(/events/[^"]*)"', text) == [
        ("zh-CN", f"/events/{event.slug}/?lang=zh"),
        ("en", f"/events/{event.slug}/?lang=en"),
    ]


def test_parts_begin_where_the_one_before_ended(client, monkeypatch):
    monkeypatch.setattr(views, "MOST", 2)
    slugs = [make_event().slug for _number in range(5)]
    parts = [one for one in locations(client, "/sitemap.xml") if "events-" in one]

    assert [len(locations(client, one)) for one in parts] == [2, 2, 1]
    assert [page for one in parts for page in locations(client, one)] == [f"/events/{slug}/" for slug in slugs]


def test_it_is_kept_by_who_reads_it_and_made_anew_when_something_changes(client):
    event = make_event()
    tag = client.get("/sitemap.xml").headers["ETag"]
    assert client.get("/sitemap.xml", headers={"If-None-Match": tag}).status_code == 304
    [part] = [one for one in locations(client, "/sitemap.xml") if "events-" in one]
    assert f"/events/{event.slug}/" in locations(client, part)
    later = make_event()
    write(lambda: raise_site_revision("site"))
    assert locations(client, part) == [f"/events/{one.slug}/" for one in (event, later)]


def test_each_year_with_public_events_is_named(client):
    make_event(starts_at=NOON.replace(year=2024), ends_at=NOON.replace(year=2024) + timedelta(hours=3))
    make_event(
        starts_at=NOON.replace(year=2030),
        ends_at=NOON.replace(year=2030) + timedelta(hours=3),
        status=EventStatus.DRAFT,
    )
    make_event()
    years = {page for page in pages(client) if page.startswith("/calendar/")}

    assert years == {f"/calendar/{year}/" for year in range(2024, NOON.year + 1)}


def test_what_is_switched_off_is_in_no_part(make_app):
    case = make_case(slug="seen")
    browser = make_app(FEATURES_OFF=["cases"]).test_client()

    assert not {f"/cases/{case.slug}/", "/cases/"} & pages(browser)
    assert browser.get(f"/sitemap/cases-{case.id}.xml").status_code == 404


@pytest.mark.parametrize(
    "name", ["events-99999.xml", "nothing-1.xml", "events-99999999999999999999.xml", "events-x.xml"]
)
def test_a_part_that_is_none_is_not_found(client, name):
    make_event()
    assert client.get(f"/sitemap/{name}").status_code == 404


def test_robots_are_told_where_it_is(client):
    assert re.search(r"^Sitemap: https?://\S+/sitemap\.xml$", client.get("/robots.txt").text, re.MULTILINE)
