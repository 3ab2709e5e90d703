"""S6.9: an organization says that it has adopted a case, where, since when and in its own words; who keeps the case reviews it,
and everybody reads who adopted what."""

from __future__ import annotations

import pytest

from eventmgr.exchange.cases.laws import adoptions as broken_laws
from eventmgr.exchange.cases.models import AdoptionState, CaseAdoption, CaseState
from eventmgr.ground.db import db, transaction
from eventmgr.identity.accounts.models import Level
from eventmgr.matchmaking.listings.queries import find_profile
from eventmgr.matchmaking.organizations import services as organizations
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.log.services import SYSTEM, Act
from tests.conftest import client_of
from tests.exchange.cases.factories import keeper_link, make_adoption, make_case
from tests.factories import NOON, make_admin, make_organization, make_user
from tests.rows import letters, only

pytestmark = pytest.mark.usefixtures("frozen", "database")
TYPED = {
    "province_code": "420000",
    "since": "2026-02-01",
    "words_zh": "照此改造两条装配线，换型时间缩短四成。",
    "words_en": "",
    "consent": "y",
}
PUBLIC = "已借鉴 · 1 家"


def report(client, page, **values):
    return client.post(f"{page}cases/a/adoption/", data=TYPED | values)


def test_what_a_keeper_reports_is_reviewed_and_then_read_by_everybody(client, app, sign_in):
    case, adopter = make_case(slug="a"), make_organization("取经样例厂", province_code="420000")
    page = keeper_link(adopter, email="keeper@example.com")
    assert f"{page}cases/a/adoption/" in client.get(f"{page}cases/").text
    assert 'value="420000" selected' in client.get(f"{page}cases/a/adoption/").text
    assert report(client, page).status_code == 303
    assert (only(CaseAdoption).state, PUBLIC in client.get("/cases/a/").text) == (AdoptionState.REPORTED, False)
    assert "待审核" in client.get(f"{page}cases/").text

    office = sign_in(make_admin(), client_of(app))
    assert "1 项案例借鉴待审核" in office.get("/manage/").text
    assert adopter.name in office.get(f"/manage/cases/{case.id}/").text
    assert adopter.name in office.get("/manage/cases/adoptions/?state=reported").text
    address = f"/manage/cases/adoptions/{only(CaseAdoption).id}/"
    assert "换型时间缩短四成" in office.get(address).text
    assert office.post(f"{address}publish").status_code == 303

    public = client.get("/cases/a/").text
    for words in (PUBLIC, adopter.name, "湖北", "2026年2月1日", "换型时间缩短四成"):
        assert words in public
    assert letters() == [("cases.adoption_published", "keeper@example.com")]
    assert "1 项案例借鉴待审核" not in office.get("/manage/").text
    acts = {entry.action for entry in list_entries_about("case_study", [case.id])}
    assert acts == {"adoption_reported", "adoption_published"}


def test_one_that_is_declined_reads_why_and_sends_it_again(client, app, sign_in):
    make_case(slug="a")
    page = keeper_link(make_organization("取经样例厂"), email="keeper@example.com")
    report(client, page)
    office = sign_in(make_admin(), client_of(app))
    address = f"/manage/cases/adoptions/{only(CaseAdoption).id}/"
    assert office.post(f"{address}decline", data={"reason": ""}).status_code == 422
    assert office.post(f"{address}decline", data={"reason": "请写明成效数据。"}).status_code == 303
    assert letters() == [("cases.adoption_declined", "keeper@example.com")]
    assert "请写明成效数据。" in client.get(f"{page}cases/a/adoption/").text
    assert report(client, page, words_zh="节能一成。").status_code == 303
    assert (only(CaseAdoption).state, only(CaseAdoption).reason, only(CaseAdoption).decided_at) == (
        AdoptionState.REPORTED,
        "",
        None,
    )
    office.post(f"{address}publish")
    assert "节能一成。" in client.get("/cases/a/").text
    assert office.post(f"{address}publish").status_code == 303
    assert len(letters()) == 2


def test_what_is_corrected_is_not_shown_until_it_is_reviewed_again(client):
    adopter = make_organization("取经样例厂")
    make_adoption(make_case(slug="a"), adopter)
    page = keeper_link(adopter)
    assert PUBLIC in client.get("/cases/a/").text
    assert report(client, page).status_code == 303
    assert PUBLIC not in client.get("/cases/a/").text
    assert only(CaseAdoption).words == {"zh": TYPED["words_zh"]}


def test_the_organization_withdraws_and_nothing_stays(client):
    adopter = make_organization("取经样例厂")
    make_adoption(make_case(slug="a"), adopter)
    page = keeper_link(adopter)
    assert client.post(f"{page}cases/a/adoption/withdraw").status_code == 303
    assert PUBLIC not in client.get("/cases/a/").text
    assert db.session.query(CaseAdoption).count() == 0
    assert client.post(f"{page}cases/a/adoption/withdraw").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("since", "2026-04-02"),
        ("since", ""),
        ("since", "never"),
        ("words_zh", ""),
        ("consent", ""),
        ("province_code", "999999"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(client, field, value):
    make_case(slug="a")
    typed = {"words_zh": "照此改造。"} | ({field: value})
    answer = report(client, keeper_link(make_organization("取经样例厂")), **typed)
    name = "words" if field == "words_zh" else field
    assert (answer.status_code, f'id="{name}-error"' in answer.text) == (422 if value != "2026-04-02" else 409, True)
    assert field == "words_zh" or "照此改造。" in answer.text
    assert db.session.query(CaseAdoption).count() == 0


def test_nobody_adopts_the_own_case_or_one_that_is_not_published(client):
    own = make_organization("案例单位")
    make_case(own, slug="a")
    page = keeper_link(own)
    assert "本单位自己的案例" in client.get(f"{page}cases/a/adoption/").text
    assert f"{page}cases/a/adoption/" not in client.get(f"{page}cases/").text
    assert report(client, page).status_code == 409
    make_case(slug="b", state=CaseState.WITHDRAWN)
    assert client.get(f"{page}cases/b/adoption/").status_code == 404
    assert db.session.query(CaseAdoption).count() == 0


def test_an_organization_adopts_a_case_once(client):
    make_case(slug="a")
    page = keeper_link(make_organization("取经样例厂"))
    report(client, page)
    report(client, page, since="2026-01-01")
    assert only(CaseAdoption).since.isoformat() == "2026-01-01"


def test_a_withdrawn_case_shows_no_adoption_and_the_adopter_still_takes_it_back(client):
    adopter = make_organization("取经样例厂")
    make_adoption(make_case(slug="a", state=CaseState.WITHDRAWN), adopter)
    page = keeper_link(adopter)
    assert "缩短四成" not in client.get("/cases/learning/").text
    assert f"{page}cases/a/adoption/" in client.get(f"{page}cases/").text
    assert client.post(f"{page}cases/a/adoption/withdraw").status_code == 303


def test_a_province_reviews_what_was_reported_of_its_own_cases(client, app, sign_in):
    adoption = make_adoption(make_case(slug="a"), state=AdoptionState.REPORTED)
    others = sign_in(make_user(level=Level.PROVINCIAL, unit_code="330000"), client_of(app))
    address = f"/manage/cases/adoptions/{adoption.id}/"
    assert {others.get(address).status_code, others.post(f"{address}publish").status_code} == {404}
    assert "项案例借鉴待审核" not in others.get("/manage/").text
    own = sign_in(make_user(level=Level.PROVINCIAL, unit_code="320000"), client)
    assert own.post(f"{address}publish").status_code == 303
    assert PUBLIC in client_of(app).get("/cases/a/").text


def test_what_is_shown_is_taken_down_with_a_reason(client, app, sign_in):
    adoption = make_adoption(make_case(slug="a"))
    office = sign_in(make_admin(), client_of(app))
    office.post(f"/manage/cases/adoptions/{adoption.id}/decline", data={"reason": "数据有误。"})
    assert PUBLIC not in client.get("/cases/a/").text


def test_the_page_of_an_organization_says_what_it_has_adopted(client, app, sign_in):
    adopter = make_organization("取经样例厂")
    adoption = make_adoption(make_case(slug="a"), adopter, state=AdoptionState.REPORTED)
    profile_page = f"/organizations/{adopter.id}/"
    make_profile_of(adopter)
    assert "已借鉴的案例" not in client.get(profile_page).text
    sign_in(make_admin(), client_of(app)).post(f"/manage/cases/adoptions/{adoption.id}/publish")
    public = client.get(profile_page).text
    assert ("已借鉴的案例" in public, "/cases/a/" in public, "缩短四成" in public) == (True, True, True)


def make_profile_of(organization):
    keeper_link(organization)
    with transaction():
        find_profile(organization.id).in_directory = True


def test_adoptions_follow_a_merge_and_two_of_one_case_count_once(client):
    case = make_case(slug="a")
    stays, goes = make_organization("甲取经厂"), make_organization("乙取经厂")
    make_adoption(case, stays, words={"zh": "先借鉴。"})
    make_adoption(case, goes, words={"zh": "后借鉴。"})
    assert "已借鉴 · 2 家" in client.get("/cases/a/").text
    with transaction():
        organizations.merge(stays, goes, set(), seen=organizations.seen_of(stays, goes), act=Act(SYSTEM, NOON))
    db.session.expire_all()
    assert {one.organization_id for one in db.session.query(CaseAdoption)} == {stays.id}
    public = client.get("/cases/a/").text
    assert (PUBLIC in public, "后借鉴。" in public, "先借鉴。" in public) == (True, True, False)


def test_the_laws_know_adoptions_that_cannot_be(app):
    own = make_organization("案例单位")
    case = make_case(own)
    make_adoption(case)
    assert broken_laws() == []
    undated, mine = make_adoption(case, decided_at=None), make_adoption(case, own)
    assert broken_laws() == [
        f"case adoption {undated.id}: decided without a date, or a date without a decision",
        f"case adoption {mine.id}: an organization has adopted its own case",
    ]
