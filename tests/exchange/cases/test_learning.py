"""S6.9: who learned from whom across provinces, as a picture, as pairs, and as what was adopted in the adopters' own words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.exchange.cases.models import AdoptionState, Case, CaseMark
from eventmgr.exchange.cases.services import EDITED, fill_case
from tests.exchange.cases.factories import make_adoption, make_case
from tests.factories import NOON, keep, make_organization

pytestmark = pytest.mark.usefixtures("frozen", "database")


def want(case, province):
    learner = make_organization(f"取经{province}样例厂", province_code=province)
    return keep(CaseMark(case_id=case.id, organization_id=learner.id, created_at=NOON))


def cells(page):
    """The table of pairs, without its head, as lists of texts."""
    rows = page.split("<tbody>")[1].split("</tbody>")[0].split("<tr")[1:]
    return [[cell_text(cell) for cell in row.split("<td")[1:]] for row in rows]


def cell_text(cell):
    bare, text = False, ""
    for sign in "<td" + cell:
        bare = {"<": True, ">": False}.get(sign, bare)
        text += "" if bare or sign == ">" else sign
    return text.split("：")[-1].strip().strip("→ ")


def test_pairs_of_provinces_stand_in_a_picture_and_a_table(client):
    case = make_case(slug="a", title={"zh": "江苏案例"})
    make_adoption(case, province_code="310000")
    make_adoption(case, province_code="310000")
    make_adoption(case, province_code="420000")
    make_adoption(case, province_code="440000", state=AdoptionState.REPORTED)
    want(case, "420000")
    want(case, "510000")
    page = client.get("/cases/learning/").text
    assert cells(page) == [["江苏", "上海", "2", "—"], ["江苏", "湖北", "1", "1"], ["江苏", "四川", "—", "1"]]
    assert "/cases/learning/chart.svg?mark=adopted" in page
    adopted = client.get("/cases/learning/chart.svg").text
    assert ("江苏 · 上海: 2" in adopted, "江苏 · 湖北: 1" in adopted, "四川" in adopted) == (True, True, False)
    assert "江苏 · 四川: 1" in client.get("/cases/learning/chart.svg?mark=wanted").text


def test_below_it_stands_what_was_adopted_the_latest_first_as_the_filters_have_it(client):
    case = make_case(slug="a", title={"zh": "江苏案例"})
    make_adoption(case, province_code="310000", words={"zh": "先借鉴。"})
    make_adoption(case, province_code="420000", words={"zh": "后借鉴。"}, decided_at=NOON + timedelta(hours=1))
    page = client.get("/cases/learning/").text
    assert -1 < page.index("后借鉴。") < page.index("先借鉴。")
    narrowed = client.get("/cases/learning/?source=320000&learner=310000").text
    assert ("先借鉴。" in narrowed, "后借鉴。" in narrowed, len(cells(narrowed))) == (True, False, 1)
    assert "这些地区之间暂无借鉴" in client.get("/cases/learning/?source=110000").text


@pytest.mark.parametrize("asked", ["mark=seen", "source=999999", "learner=abc", "cursor=nonsense"])
def test_what_the_address_cannot_mean_is_refused_in_words(client, asked):
    answer = client.get(f"/cases/learning/?{asked}")
    assert answer.status_code == 400


def test_a_long_list_goes_on_over_pages_and_each_stays_small(client):
    case = make_case(slug="a")
    for number in range(25):
        make_adoption(case, words={"zh": f"第{number}家借鉴。"}, decided_at=NOON + timedelta(minutes=number))
    page = client.get("/cases/learning/").text
    assert ("第24家借鉴。" in page, "第4家借鉴。" in page, "共 25 项借鉴" in page) == (True, False, True)
    assert len(page.encode()) <= 20 * 1024
    further = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "第4家借鉴。" in client.get(further).text
    shown = client.get("/cases/a/").text
    assert ("已借鉴 · 25 家" in shown, "/cases/learning/?source=320000" in shown) == (True, True)


def test_the_list_of_cases_leads_there_once_there_is_something_to_see(client):
    case = make_case(slug="a")
    assert "/cases/learning/" not in client.get("/cases/").text
    assert "暂无单位借鉴案例" in client.get("/cases/learning/").text
    want(case, "420000")
    assert "/cases/learning/" in client.get("/cases/?q=MES").text


def test_it_is_kept_and_answers_304_and_is_nowhere_while_cases_are_off(client, make_app):
    make_adoption(make_case(slug="a"))
    first = client.get("/cases/learning/")
    again = client.get("/cases/learning/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    off = make_app(FEATURES_OFF=["cases"]).test_client()
    assert off.get("/cases/learning/").status_code == 404


def test_no_case_gets_the_address_of_that_page(app):
    draft = {name: {"en": "Learning"} if name == "title" else {} for name in EDITED}
    case = fill_case(Case(), make_organization(), draft, at=NOON)
    assert case.slug not in {"", "learning"}
