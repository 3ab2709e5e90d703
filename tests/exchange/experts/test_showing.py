"""Where experts stand who agreed: in the list and its feed, on the page of their organization, at the desk."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventmgr.exchange.desk.models import DeskRequest
from eventmgr.exchange.experts.fitting import fitting
from eventmgr.exchange.experts.letters import LINK
from eventmgr.exchange.experts.models import ExpertState
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Level
from eventmgr.matchmaking.listings.models import OrganizationProfile
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import client_of
from tests.exchange.desk.requests import make_request
from tests.exchange.experts.factories import ALL_PARTS, make_agreed, make_expert
from tests.factories import NOON, keep, make_organization, make_user

pytestmark = pytest.mark.usefixtures("frozen", "database")


@pytest.fixture
def jiangsu(client, sign_in):
    user = make_user("jiangsu@example.com", level=Level.PROVINCIAL, unit_code="320000")
    return sign_in(user, client_of(client.application))


def found(client, **asked):
    page = client.get("/experts/", query_string=asked)
    assert page.status_code == 200
    return re.findall(r'event-title">([^<]+)<', page.text)


def test_the_list_holds_whoever_agreed_and_is_narrowed_by_each_filter(client):
    make_agreed("甲样例", shown=ALL_PARTS)
    make_agreed(
        "乙样例",
        province_code="310000",
        sector_codes=["C36"],
        topic_ids=["mes"],
        shown=ALL_PARTS,
        text={"zh": "生产管理。"},
    )
    for state in (ExpertState.INVITED, ExpertState.DECLINED, ExpertState.WITHDRAWN):
        make_expert("丙样例", state=state, shown=ALL_PARTS)

    assert found(client) == ["甲样例", "乙样例"]
    assert found(client, province="310000") == ["乙样例"]
    assert found(client, sector="C34") == ["甲样例"]
    assert found(client, sector="C") == ["甲样例", "乙样例"]
    assert found(client, theme="automotive") == ["乙样例"]
    assert found(client, topic="mes") == ["乙样例"]
    assert found(client, q="生产管理") == ["乙样例"]
    assert found(client, q="甲", sector="C34", province="420000") == ["甲样例"]
    assert found(client, q="甲", province="310000") == []


def test_what_is_not_shown_is_not_found_by_either(client):
    make_agreed("甲样例")

    assert (found(client), found(client, province="420000")) == (["甲样例"], [])
    assert [found(client, q=words) for words in ("工程师", "研究院", "焊接")] == [[], [], []]


@pytest.mark.parametrize("asked", ["province=999999", "sector=X9", "theme=moon", "topic=none", "cursor=x"])
def test_a_filter_that_is_not_known_is_refused_by_name(client, asked):
    answer = client.get(f"/experts/?{asked}&lang=en")

    assert answer.status_code == 400
    assert asked.partition("=")[2] in answer.text or "cursor" in asked


def test_the_list_is_read_page_by_page_in_few_statements(client, count_statements):
    for number in range(25):
        make_agreed(f"样例{number:02}", shown=ALL_PARTS)
    with count_statements() as statements:
        first = client.get("/experts/").text
    following = re.search(r'href="([^"]*cursor=[^"]*)"', first)[1].replace("&amp;", "&")

    assert first.count("data-row") == 20
    assert client.get(following).text.count("data-row") == 5
    assert len(statements) <= 4
    db.session.rollback()


def test_a_long_page_is_small_and_answers_304(make_app):
    for number in range(25):
        make_agreed(f"样例{number:02}", shown=ALL_PARTS, text={"zh": f"智能制造第{number}问，" * 20})
    client = make_app(PAGE_CACHE=True).test_client()
    first = client.get("/experts/", headers={"Accept-Encoding": "gzip"})

    assert len(first.data) <= 20 * 1024
    headers = {"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
    assert client.get("/experts/", headers=headers).status_code == 304


def test_its_feed_has_what_the_filters_leave_and_only_what_is_shown(client):
    make_agreed("甲样例", shown=["text"])
    make_agreed("乙样例", province_code="310000", shown=["province_code"])
    make_expert("丙样例")

    whole, narrowed = (client.get(f"/experts/feed.atom{asked}").text for asked in ("", "?province=310000"))

    assert [word in whole for word in ("甲样例", "乙样例", "丙样例", "焊接机器人选型", "工程师", "@example.com")] == [
        True, True, False, True, False, False,
    ]  # fmt: skip
    assert [word in narrowed for word in ("甲样例", "乙样例", "上海")] == [False, True, True]
    assert client.get("/experts/feed.atom?provinz=1").status_code == 400


def test_the_page_of_an_organization_has_its_experts_who_show_it_at_once(make_app):
    organization = make_organization("样例智造研究院")
    keep(OrganizationProfile(organization=organization, in_directory=True, created_at=NOON, updated_at=NOON))
    make_agreed("甲样例", shown=["organization"])
    make_agreed("乙样例")
    make_expert("丙样例", shown=["organization"])
    late = make_expert("丁样例")
    client = make_app(PAGE_CACHE=True).test_client()
    address = f"/organizations/{organization.id}/"
    before = client.get(address).text
    typed = {
        "name_zh": "丁样例",
        "organization": "样例智造研究院",
        "province_code": "420000",
        "sector_codes": ["C34"],
        "shown": ["organization"],
    }
    client_of(client.application).post(f"/experts/own/{LINK.token(late)}/", data=typed)
    after = client.get(address).text

    assert [name in before for name in ("甲样例", "乙样例", "丙样例", "丁样例")] == [True, False, False, False]
    assert "丁样例" in after


def test_a_request_is_handed_to_an_expert_who_fits_by_picking(client, jiangsu):
    fits = make_agreed("甲样例", email="jia@example.com")
    make_agreed("乙样例", topic_ids=["green"], sector_codes=["C15"])
    make_expert("丙样例")
    request = make_request(text="焊接机器人怎么选？")
    page = jiangsu.get(f"/manage/desk/{request.id}/").text
    assert [name in page for name in ("甲样例", "乙样例", "丙样例", "jia@example.com")] == [True, False, False, False]

    answer = jiangsu.post(f"/manage/desk/{request.id}/hand-over", data={"expert": str(fits.id), "note": "请您答复"})

    db.session.expire_all()
    one = db.session.get(DeskRequest, request.id)
    assert (answer.status_code, one.expert_name, one.expert_email) == (303, "甲样例", "jia@example.com")
    assert db.session.scalars(select(OutboxLetter)).one().to_address == "jia@example.com"


def test_who_withdrew_is_not_offered_and_cannot_be_picked(client, jiangsu):
    gone = make_agreed("甲样例")
    request = make_request(text="焊接机器人怎么选？")
    client.post(f"/experts/own/{LINK.token(gone)}/withdraw")

    assert "甲样例" not in jiangsu.get(f"/manage/desk/{request.id}/").text
    answer = jiangsu.post(f"/manage/desk/{request.id}/hand-over", data={"expert": str(gone.id)})
    assert (answer.status_code, db.session.scalars(select(OutboxLetter)).all()) == (422, [])


def test_an_expert_and_another_target_are_one_too_many(jiangsu):
    expert = make_agreed("甲样例")
    request = make_request(text="焊接机器人怎么选？")
    both = {"expert": str(expert.id), "province": "310000"}

    assert jiangsu.post(f"/manage/desk/{request.id}/hand-over", data=both).status_code == 422


def test_who_is_of_the_field_comes_before_who_is_of_the_province_and_shows_it(database):
    field = make_agreed("甲样例")
    near = make_agreed("乙样例", sector_codes=["C15"], topic_ids=[], province_code="320000", shown=["province_code"])
    make_agreed("丙样例", sector_codes=["C15"], topic_ids=[], province_code="320000")
    both = make_agreed("丁样例", province_code="320000", shown=["province_code"])
    everybody = [near, field, both]

    assert [one.name["zh"] for one in fitting(everybody, "320000", "焊接机器人怎么选？")] == [
        "丁样例",
        "甲样例",
        "乙样例",
    ]
    assert fitting([field], "", "食堂几点开？") == []


def test_switched_off_it_is_nowhere(make_app, sign_in):
    organization = make_organization("样例智造研究院")
    keep(OrganizationProfile(organization=organization, in_directory=True, created_at=NOON, updated_at=NOON))
    expert = make_agreed("甲样例", shown=ALL_PARTS)
    request = make_request(text="焊接机器人怎么选？")
    app = make_app(FEATURES_OFF=["experts"])
    client = app.test_client()
    office = sign_in(make_user("office@example.com", level=Level.NATIONAL), client_of(app))

    assert [
        client.get(path).status_code
        for path in ("/experts/", "/experts/feed.atom", f"/experts/own/{LINK.token(expert)}/")
    ] == [404] * 3
    assert office.get("/manage/experts/").status_code == 404
    pages = [
        client.get("/"),
        client.get(f"/organizations/{organization.id}/"),
        client.get("/privacy"),
        client.get("/sitemap/site.xml"),
    ]
    pages.append(office.get(f"/manage/desk/{request.id}/"))
    assert not any("甲样例" in page.text or "/experts/" in page.text for page in pages)


def test_the_directory_leads_to_the_list_and_without_it_there_is_none(client, app):
    assert 'href="/experts/">专家</a>' in client.get("/organizations/").text
    assert 'href="/organizations/"' in client.get("/experts/").text

    app.config["FEATURES_OFF"] = ("directory",)

    fresh = client.get("/experts/?province=320000")  # an address that nobody has kept yet
    assert fresh.status_code == 404
