"""Offices keep every case, provinces their own; a metric without a unit is refused, and nothing is published without consent."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import select

from eventmgr.exchange.cases.models import Case, CaseMetric, CaseState
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Level
from eventmgr.matchmaking.listings.models import Side
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.metrics.models import MetricUnit
from tests.exchange.cases.factories import make_case, make_metric
from tests.factories import make_admin, make_event, make_listing, make_organization, make_user

pytestmark = pytest.mark.usefixtures("frozen", "database")
NEW = "/manage/cases/new"
TYPED = {
    "organization": "样例智造有限公司",
    "title_zh": "柔性装配线",
    "title_en": "A flexible line",
    "summary_zh": "摘要",
    "province_code": "320000",
    "sector_codes": "C36",
    "topic_ids": "mes",
}
METRIC = {
    "kind": "efficiency",
    "direction": "up",
    "amount": "30",
    "unit": "percent",
    "or_more": "y",
    "vouched_by": "own",
}


def province(code="320000"):
    return make_user(level=Level.PROVINCIAL, unit_code=code)


def send(browser, path, **values):
    page = browser.get(path)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    return browser.post(path, data=hidden | values)


def again(case):
    db.session.expire_all()
    return db.session.get(Case, case.id)


def test_an_office_enters_a_case_with_metrics_publishes_and_withdraws_it_and_the_trail_says_so(sign_in, client):
    """S4.2 from the form to the page: value, unit, “or more” and who agreed."""
    browser = sign_in(make_admin())
    answer = send(browser, NEW, **TYPED)
    case = db.session.scalars(select(Case)).one()
    at = f"/manage/cases/{case.id}/"
    assert (answer.status_code, answer.location, case.slug) == (303, at, "flexible-line")
    assert send(browser, f"{at}metrics/new", **METRIC).status_code == 303
    assert "提升 30% 以上" in browser.get(at).text
    refused = browser.post(f"{at}publish", follow_redirects=True)
    assert "须经案例单位同意" in refused.text
    assert client.get("/cases/flexible-line/").status_code == 404
    assert send(browser, f"{at}edit", **TYPED, consent_by="王强", consent_on="2026-03-01").status_code == 303
    browser.post(f"{at}publish")
    assert "生产效率提升 30% 以上" in client.get("/cases/").text
    browser.post(f"{at}withdraw")
    assert client.get("/cases/flexible-line/").status_code == 404
    acts = [entry.action for entry in list_entries_about("case_study", [case.id])]
    assert sorted(acts) == ["changed", "created", "metric_added", "published", "withdrawn"]
    browser.post(f"{at}delete")
    assert again(case).state is CaseState.WITHDRAWN


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"unit": ""}, "unit"),
        ({"unit": "other"}, "unit_name"),
        ({"kind": "other"}, "name"),
        ({"amount": "0"}, "amount"),
        ({"amount": "-3"}, "amount"),
        ({"amount": "viel"}, "amount"),
        ({"kind": "cost", "direction": "down", "amount": "101"}, "amount"),
        ({"direction": ""}, "direction"),
        ({"vouched_by": "nobody"}, "vouched_by"),
    ],
)
def test_a_metric_that_says_nothing_is_refused_beside_its_field(sign_in, values, field):
    case, browser = make_case(), sign_in(make_admin())
    page = send(browser, f"/manage/cases/{case.id}/metrics/new", **METRIC | values, evidence_zh="MES 报表")
    assert (page.status_code in (409, 422), "MES 报表" in page.text) == (True, True)
    assert re.search(
        rf'name="{field}(_zh)?"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*name="{field}(_zh)?"', page.text
    )
    assert again(case).metrics == []


def test_a_metric_is_changed_and_goes(sign_in):
    case, browser = make_case(), sign_in(make_admin())
    metric = make_metric(case)
    at = f"/manage/cases/{case.id}/metrics/{metric.id}"
    assert send(browser, at, **METRIC | {"unit": "other", "unit_name_zh": "台"}).status_code == 303
    assert [(one.unit, one.unit_name) for one in again(case).metrics] == [(MetricUnit.OTHER, {"zh": "台"})]
    other = make_case(make_organization("另一家"), slug="b")
    assert browser.post(f"/manage/cases/{other.id}/metrics/{metric.id}/delete").status_code == 404
    assert browser.post(f"{at}/delete").status_code == 303
    assert db.session.scalars(select(CaseMetric)).all() == []


def test_a_published_case_keeps_the_consent_of_its_own_organization(sign_in):
    case, browser = make_case(), sign_in(make_admin())
    at = f"/manage/cases/{case.id}/edit"
    typed = TYPED | {"organization": case.organization.name, "consent_by": "王强", "consent_on": "2026-03-01"}
    assert send(browser, at, **typed | {"consent_by": ""}).status_code == 409
    assert send(browser, at, **typed | {"organization": "另一家公司"}).status_code == 409
    assert send(browser, at, **typed | {"organization": "另一家公司", "consent_by": "李红"}).status_code == 303
    assert again(case).organization.name == "另一家公司"


def test_a_province_keeps_its_own_cases_alone(sign_in):
    own, other = make_case(slug="a"), make_case(make_organization("鄂厂"), slug="b", province_code="420000")
    browser = sign_in(province())
    listed = browser.get("/manage/cases/").text
    assert (f"/manage/cases/{own.id}/" in listed, f"/manage/cases/{other.id}/" in listed) == (True, False)
    assert browser.get(f"/manage/cases/{other.id}/").status_code == 404
    assert browser.post(f"/manage/cases/{other.id}/withdraw").status_code == 404
    assert send(browser, NEW, **TYPED | {"province_code": "420000"}).status_code == 422
    assert browser.post(f"/manage/cases/{own.id}/withdraw").status_code == 303
    assert sign_in(make_user(level=Level.ORGANIZATION)).get("/manage/cases/").status_code == 403


def test_what_is_near_in_another_province_is_shown_to_the_office_before_publication(sign_in):
    """S6.10: a case and a supply that say nearly the same, of other organizations; what has nothing to do with it is not."""
    words = {"zh": "总装线部署协作机器人与制造执行系统，换型由六小时缩短到四十分钟，工序数据实时上传并柔性排产。"}
    make_case(
        make_organization("鄂厂"), slug="b", province_code="420000", title={"zh": "总装线柔性排产"}, summary=words
    )
    far = make_case(
        make_organization("纸厂"), slug="c", title={"zh": "纸张色差在线检测"}, summary={"zh": "造纸机加装光谱仪。"}
    )
    offered = make_listing(
        make_event(), make_organization("商家"), side=Side.SUPPLY, title={"zh": "总装线柔性排产方案"}, text=words
    )
    case = make_case(slug="a", state=CaseState.DRAFT, title={"zh": "总装线柔性排产改造"}, summary=words)
    page = sign_in(make_admin()).get(f"/manage/cases/{case.id}/").text
    assert re.findall(r'data-figure="case_likeness">(\d+)%', page)
    assert ("总装线柔性排产</a>" in page, offered.title["zh"] in page, far.title["zh"] in page) == (True, True, False)
    mine = make_case(case.organization, slug="d", title={"zh": "总装线柔性排产改造"}, summary=words)
    assert f"/manage/cases/{mine.id}/" not in sign_in(make_admin()).get(f"/manage/cases/{case.id}/").text


def test_what_a_colleague_has_changed_meanwhile_is_shown(sign_in):
    case, browser = make_case(), sign_in(make_admin())
    path = f"/manage/cases/{case.id}/edit"
    seen = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', browser.get(path).text))
    typed = TYPED | {"organization": case.organization.name, "consent_by": "王强", "consent_on": "2026-03-01"}
    assert send(browser, path, **typed | {"months": "7"}).status_code == 303
    late = browser.post(path, data=seen | typed | {"months": "9"})
    assert (late.status_code, again(case).months) == (409, 7)


def test_a_file_is_what_its_bytes_say(sign_in, client):
    case, browser = make_case(slug="a"), sign_in(make_admin())

    def upload(name, content):
        return browser.post(f"/manage/cases/{case.id}/files", data={"file": (io.BytesIO(content), name)})

    assert upload("报告.pdf", b"%PDF-1.7\n%%EOF").status_code == 303
    assert upload("报告.pdf", b"MZ no document").status_code == 422
    assert upload("空.pdf", b"").status_code == 422
    [key] = [file.key for file in again(case).files]
    assert client.get(f"/cases/a/files/{key}").data[:5] == b"%PDF-"
    assert browser.post(f"/manage/cases/{case.id}/files/{key}/delete").status_code == 303
    assert client.get(f"/cases/a/files/{key}").status_code == 404
