"""The list of standards: what state each is in, who is wanted for the drafting, and its feed (S7.5)."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from eventmgr.ground.db import db
from eventmgr.ground.text import folded
from eventmgr.matchmaking.listings.models import ListingKind, Side
from tests.factories import make_event, make_listing

pytestmark = pytest.mark.usefixtures("frozen")


def make_standard(event, title, side=Side.SUPPLY, **details):
    return make_listing(
        event, kind=ListingKind.STANDARD, side=side, title={"zh": title}, details=details, search_text=folded(title)
    )


@pytest.fixture
def event():
    return make_event()


def test_standards_of_all_events_say_state_part_and_organization(client, event):
    make_standard(event, "机器人精度保持性", number="T/SAMPLE 018", status="drafting", role="参编、验证")
    make_listing(event, kind=ListingKind.PRODUCT, title={"zh": "减速器"})
    page = client.get("/standards/?lang=zh").text

    for words in ("机器人精度保持性", "T/SAMPLE 018", "起草中", "参编、验证", "样例"):
        assert words in page
    assert "减速器" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=drafting", {"甲"}),
        ("status=published", {"乙"}),
        ("wanted=1", {"甲"}),
        ("side=demand", {"丙"}),
        ("q=甲", {"甲"}),
        ("status=planned", set()),
    ],
)
def test_filters_narrow_the_list_and_its_feed_alike(client, event, query, found):
    make_standard(event, "标准甲", status="drafting", role="参编")
    make_standard(event, "标准乙", status="published", role="宣贯")
    make_standard(event, "标准丙", Side.DEMAND)
    page, feed = (client.get(f"/standards/{name}?{query}&lang=zh") for name in ("", "feed.atom"))
    titles = " ".join(ET.fromstring(feed.data).itertext())

    assert {one for one in "甲乙丙" if f"标准{one}" in page.text} == found
    assert {one for one in "甲乙丙" if f"标准{one}" in titles} == found


@pytest.mark.parametrize("query", ["status=lost", "wanted=2", "sector=X99", "side=both"])
def test_an_unknown_value_is_refused_in_words(client, query):
    answer = client.get(f"/standards/?{query}&lang=en")
    assert (answer.status_code, "Available" in answer.text or "not a valid" in answer.text) == (400, True)


def test_the_way_there_stands_beside_supply_and_demand_once_there_is_one(client, event, make_app):
    assert "/standards/" not in client.get("/listings/").text
    make_standard(event, "标准甲")
    browser = make_app().test_client()

    assert 'href="/standards/"' in browser.get("/listings/").text
    assert "/standards/" in browser.get("/sitemap/lists.xml").text
    off = make_app(FEATURES_OFF=["listings"]).test_client()
    assert off.get("/standards/").status_code == 404


def test_what_an_event_has_switched_off_is_on_no_list_of_all_events(client, event):
    listing = make_standard(event, "标准甲", status="drafting")
    event.features = [name for name in event.features if name != "listings"]
    db.session.commit()

    for address in ("/standards/", "/listings/", "/standards/feed.atom"):
        assert "标准甲" not in client.get(address).text
    assert client.get(f"/events/{event.slug}/listings/{listing.id}/").status_code == 404
