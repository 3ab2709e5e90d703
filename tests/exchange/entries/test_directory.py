"""Organizations are found by everybody if they agreed to it, by province and sector (S6.1)."""

from __future__ import annotations

import json
import re

import pytest

from eventmgr.ground.db import db, write
from eventmgr.matchmaking.listings.models import ChainStage, ListingState, OrganizationProfile
from eventmgr.matchmaking.listings.services import change_profile, facts_of, hold_profile
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.taxonomy.sizes import SizeClass
from tests.factories import NOON, keep, make_event, make_listing, make_organization

pytestmark = pytest.mark.usefixtures("frozen", "database")
ACT = Act(SYSTEM, NOON)


def make(name, *, agreed=True, size=None, province="320000", **values):
    organization = make_organization(name, province_code=province)
    organization.size_class = size
    profile = OrganizationProfile(
        organization=organization, in_directory=agreed, created_at=NOON, updated_at=NOON, **values
    )
    return keep(profile)


def found(client, **asked):
    page = client.get("/organizations/", query_string=asked)
    assert page.status_code == 200
    return re.findall(r"/organizations/\d+/\">([^<]+)</a>", page.text)


def test_the_directory_holds_whoever_agreed_and_is_narrowed_by_each_filter(client):
    make("甲厂", sector_codes=["C36"], topic_ids=["i2m"], size=SizeClass.SMALL, summary={"zh": "做汽车零部件。"})
    make("乙厂", province="420000", sector_codes=["C38"], chain_stage=ChainStage.UPSTREAM)
    make("丙厂", agreed=False)

    assert sorted(found(client)) == ["乙厂", "甲厂"]
    assert found(client, province="420000") == ["乙厂"]
    assert found(client, sector="C36") == ["甲厂"]
    assert sorted(found(client, sector="C")) == ["乙厂", "甲厂"]
    assert found(client, size="small") == ["甲厂"]
    assert found(client, stage="upstream") == ["乙厂"]
    assert found(client, topic="i2m") == ["甲厂"]
    assert found(client, q="乙") == ["乙厂"]
    assert found(client, q="丙") == []


@pytest.mark.parametrize("asked", ["province=999999", "sector=X9", "size=huge", "stage=moon", "topic=none", "cursor=x"])
def test_a_filter_that_is_not_known_is_refused_by_name(client, asked):
    answer = client.get(f"/organizations/?{asked}&lang=en")

    assert answer.status_code == 400
    assert asked.partition("=")[2] in answer.text or "cursor" in asked


def test_the_page_of_an_organization_has_what_it_says_and_its_published_listings(client):
    profile = make(
        "甲厂", summary={"zh": "做汽车零部件。", "en": "Makes car parts."}, website="https://www.example.com"
    )
    event = make_event(slug="fair")
    make_listing(
        event, profile.organization, title={"zh": "公开的供给"}, state=ListingState.PUBLISHED, published_at=NOON
    )
    make_listing(event, profile.organization, title={"zh": "未审核的需求"}, state=ListingState.SUBMITTED)
    page = client.get(f"/organizations/{profile.organization_id}/?lang=en").text
    data = json.loads(re.search(r"ld\+json\">(.*?)</script>", page, re.DOTALL)[1])

    assert ("Makes car parts." in page, "公开的供给" in page, "未审核的需求" in page) == (True, True, False)
    assert (data["@type"], data["name"], data["description"]) == ("Organization", "甲厂", "Makes car parts.")


def test_whoever_did_not_agree_has_no_page(client):
    profile = make("丙厂", agreed=False)

    assert client.get(f"/organizations/{profile.organization_id}/").status_code == 404
    assert client.get("/organizations/9999999999999999999/").status_code == 404


def test_the_page_is_gone_as_soon_as_its_keeper_does_not_agree_any_more(make_app):
    profile = make("甲厂")
    address = f"/organizations/{profile.organization_id}/"
    client = make_app(PAGE_CACHE=True).test_client()
    before = client.get(address).status_code

    def withdraw():
        held = hold_profile(profile.organization_id)
        facts = facts_of(held)
        change_profile(held, type(facts)(**{**vars(facts), "in_directory": False}), act=ACT, waits=False)

    write(withdraw)

    assert (before, client.get(address).status_code) == (200, 404)


def test_the_list_is_read_page_by_page_in_few_statements(client, count_statements):
    for number in range(35):
        make(f"厂{number:02}")
    with count_statements() as statements:
        first = client.get("/organizations/").text
    following = re.search(r'href="([^"]*cursor=[^"]*)"', first)[1].replace("&amp;", "&")

    assert first.count("data-row") == 30
    assert client.get(following).text.count("data-row") == 5
    assert len(statements) <= 4
    db.session.rollback()


def test_its_feed_has_what_the_filters_of_the_list_leave_and_nobody_who_did_not_agree(client):
    make("甲厂", sector_codes=["C36"], summary={"zh": "做汽车零部件。"})
    make("乙厂", province="420000")
    make("丙厂", agreed=False)

    whole, narrowed = (client.get(f"/organizations/feed.atom{asked}").text for asked in ("", "?province=420000"))

    assert [name in whole for name in ("甲厂", "乙厂", "丙厂")] == [True, True, False]
    assert [name in narrowed for name in ("甲厂", "乙厂", "湖北")] == [False, True, True]
    assert "做汽车零部件。" in whole
    assert client.get("/organizations/feed.atom?provinz=1").status_code == 400
    assert "/organizations/feed.atom?" in client.get("/organizations/?province=420000").text
