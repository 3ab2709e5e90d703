"""Five answers without an account say what an organization can apply for, and by which fields."""

from __future__ import annotations

import re
from datetime import date

import pytest

from eventmgr.exchange.policies.eligibility import Answers, Fit, Verdict, check
from eventmgr.exchange.policies.models import ApplicantKind, ApplicantTag, PolicyState
from eventmgr.matchmaking.listings.letters import company_token
from eventmgr.tools.taxonomy.sizes import SizeClass
from tests.exchange.policies.factories import NATIONAL, make_policy
from tests.factories import make_event, make_keeper, make_organization, make_profile

pytestmark = pytest.mark.usefixtures("frozen", "database")
DAY = date(2026, 5, 1)
FULL = Answers(
    "320000", "C36", ApplicantKind.COMPANY, SizeClass.SMALL, [ApplicantTag.HIGH_TECH], has_answered_tags=False
)


@pytest.mark.parametrize(
    ("values", "answers", "verdict", "wrong"),
    [
        ({}, Answers("320000"), Verdict.NOW, []),
        ({}, FULL, Verdict.NOW, []),
        ({"sector_codes": ["C36"]}, FULL, Verdict.NOW, []),
        ({"sector_codes": ["C"]}, FULL, Verdict.NOW, []),
        ({"sector_codes": ["C38", "D"]}, FULL, Verdict.SHORT, ["Sectors concerned"]),
        ({"sector_codes": ["C36"]}, Answers("320000"), Verdict.OPEN, []),
        ({"sector_codes": ["C36"]}, Answers("320000", "C"), Verdict.OPEN, []),
        ({"kinds": ["institute"]}, FULL, Verdict.SHORT, ["Kinds of organizations"]),
        ({"sizes": ["small", "micro"]}, FULL, Verdict.NOW, []),
        ({"sizes": ["large"]}, FULL, Verdict.SHORT, ["Sizes of enterprises"]),
        (
            {"sizes": ["large"]},
            Answers("320000", kind=ApplicantKind.INSTITUTE),
            Verdict.SHORT,
            ["Sizes of enterprises"],
        ),
        ({"tags": ["high_tech", "champion"]}, FULL, Verdict.NOW, []),
        ({"tags": ["champion"]}, FULL, Verdict.SHORT, ["Recognized as"]),
        ({"tags": ["champion"]}, Answers("320000"), Verdict.OPEN, []),
        ({"tags": ["champion"]}, Answers("320000", has_answered_tags=True), Verdict.SHORT, ["Recognized as"]),
        ({"window_from": date(2026, 6, 1)}, FULL, Verdict.LATER, []),
        ({"window_to": date(2026, 4, 30)}, FULL, Verdict.SHORT, ["Applications"]),
        ({"window_to": DAY}, FULL, Verdict.NOW, []),
        ({"effective_on": date(2026, 6, 1)}, FULL, Verdict.LATER, []),
    ],
)
def test_each_field_says_whether_it_fits(app, values, answers, verdict, wrong):
    with app.test_request_context("/?lang=en"):
        checked = check(make_policy(**values), answers, day=DAY)
        assert (checked.verdict, [str(one.label) for one in checked.conditions if one.fit is Fit.NO]) == (
            verdict,
            wrong,
        )


def test_the_page_needs_a_province_and_names_the_fields(client):
    make_policy(title={"zh": "本省的"}, sizes=["small"])
    make_policy(title={"zh": "全国的"}, tags=["champion"], **NATIONAL)
    make_policy(title={"zh": "别省的"}, province_code="340000")
    make_policy(title={"zh": "已废止的"}, repealed_on=date(2020, 1, 1))
    make_policy(title={"zh": "草稿"}, state=PolicyState.DRAFT)
    assert "data-row" not in client.get("/policies/eligible/").text
    page = client.get("/policies/eligible/?province=320000&size=small&tag=none").text
    assert re.findall(r"/policies/\d+/\">([^<]+)</a>", page) == ["本省的", "全国的"]
    assert [page.index("verdict-now") < page.index("本省的"), page.index("verdict-short") < page.index("全国的")] == [
        True,
        True,
    ]
    two = client.get("/policies/eligible/?province=320000&tag=champion&tag=high_tech").text
    assert two.index("全国的") < two.index("verdict-open")


def test_the_page_of_an_organization_leads_there_with_its_answers(client):
    event = make_event()
    organization = make_organization(sector_code="C34", province_code="320000", size_class=SizeClass.SMALL)
    profile = make_profile(organization, capability_tags=["高新技术企业", "两化融合贯标"])
    page = client.get(f"/companies/{company_token(make_keeper(profile, event), profile)}/").text
    way = re.search(r'href="(/policies/eligible/[^"]+)"', page)[1].replace("&amp;", "&")
    assert way == "/policies/eligible/?province=320000&sector=C34&kind=company&size=small&tag=high_tech"
    assert client.get(way).status_code == 200


def test_where_policies_are_switched_off_nothing_of_them_is_there(make_app):
    client = make_app(FEATURES_OFF=["policies"]).test_client()
    assert [
        client.get(path).status_code for path in ("/policies/", "/policies/eligible/", "/policies/policies.atom")
    ] == [404] * 3
    assert "/policies/" not in client.get("/").text


@pytest.mark.parametrize("asked", ["province=1", "province=320000&tag=x", "size=x", "kind=x", "sector=x"])
def test_an_unknown_answer_is_refused_by_name(client, asked):
    assert client.get(f"/policies/eligible/?{asked}").status_code == 400
