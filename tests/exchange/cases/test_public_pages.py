"""Cases are found by province, sector, topic, track, theme, size and metric, and read by everybody (S4.1, S4.2, S3.5)."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from eventmgr.event.agenda.models import ItemKind
from eventmgr.exchange.cases import queries
from eventmgr.exchange.cases.filtering import CaseFilter
from eventmgr.exchange.cases.models import CaseState, CaseTrack
from eventmgr.tools.metrics.models import Direction, MetricKind, MetricUnit, Voucher
from eventmgr.tools.taxonomy.sizes import SizeClass
from tests.exchange.cases.factories import make_case, make_metric
from tests.factories import NOON, make_event, make_item, make_organization

pytestmark = pytest.mark.usefixtures("frozen", "database")


def found(client, **asked):
    page = client.get("/cases/", query_string=asked)
    assert page.status_code == 200
    return sorted(re.findall(r"/cases/[\w-]+/\">([^<]+)</a></h2>", page.text))


def make(name, **values):
    organization = values.pop("organization", None) or make_organization(f"{name}样例有限公司")
    return make_case(organization, title={"zh": name}, **values)


def test_the_list_is_narrowed_by_each_filter_and_by_several(client):
    small = make_organization("小样例厂", size_class=SizeClass.SMALL)
    make("苏", track=CaseTrack.TRANSFORMATION)
    make("皖", province_code="340000", sector_codes=["C38"], topic_ids=["imodel"], is_demonstration=True)
    make("小", organization=small, province_code="420000", sector_codes=["C"], topic_ids=[])
    make("稿", state=CaseState.DRAFT)
    make("撤", state=CaseState.WITHDRAWN)
    assert found(client) == sorted("苏皖小")
    assert found(client, province="340000") == ["皖"]
    assert found(client, sector="C36") == ["苏"]
    assert found(client, sector="C") == sorted("苏皖小")
    assert found(client, theme="automotive") == ["苏"]
    assert found(client, topic="imodel") == ["皖"]
    assert found(client, track="transformation") == ["苏"]
    assert found(client, size="small") == ["小"]
    assert found(client, demonstration="1") == ["皖"]
    assert found(client, q="皖样例") == ["皖"]
    assert found(client, province="340000", topic="mes") == []


def test_a_filter_asks_for_a_metric_of_at_least_so_many_per_cent_in_the_better_direction(client):
    """S4.2: 效率提升 30 % 以上 is a filter; a fall of efficiency, another unit or another metric is not it."""
    for name, values in {
        "甲": {},
        "乙": {"amount": 2900},
        "丙": {"direction": Direction.DOWN},
        "丁": {"unit": MetricUnit.TIMES, "amount": 30000},
        "戊": {"kind": MetricKind.ENERGY, "direction": Direction.DOWN, "amount": 1500},
    }.items():
        make_metric(make(name), **values)
    assert found(client, metric="efficiency", least="30") == ["甲"]
    assert found(client, metric="efficiency") == sorted("甲乙丙丁")
    assert found(client, metric="energy", least="15") == ["戊"]
    assert "生产效率提升 30% 以上" in client.get("/cases/?metric=efficiency&least=30").text


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("province=999999", "“999999”"),
        ("sector=Z99", "“Z99”"),
        ("theme=x", "“x”"),
        ("topic=x", "“x”"),
        ("track=x", "“x”"),
        ("size=x", "“x”"),
        ("metric=x", "“x”"),
        ("metric=efficiency&least=x", "“x”"),
        ("metric=efficiency&least=0", "“0”"),
        ("metric=other&least=5", "least"),
        ("least=30", "least"),
        ("demonstration=x", "“x”"),
        ("cursor=x", "cursor"),
    ],
)
def test_an_unknown_value_is_refused_by_name(client, asked, named):
    page = client.get(f"/cases/?{asked}&lang=en")
    assert (page.status_code, named in page.text) == (400, True)


def test_a_page_says_what_was_done_its_metrics_with_their_basis_and_where_it_was_told(client):
    """S6.6: a case is linked to the session where it was told, and to the stop at which it is shown."""
    event = make_event(slug="yantao")
    talk = make_item(event, title={"zh": "装配线改造经验"})
    stop = make_item(
        event,
        title={"zh": "参观样例工厂"},
        kind=ItemKind.VISIT,
        starts_at=talk.ends_at,
        ends_at=talk.ends_at + timedelta(hours=1),
    )
    case = make_case(
        slug="robots", session_id=talk.id, stop_id=stop.id, situation={"zh": "换型慢"}, measures={"zh": "上机器人"}
    )
    make_metric(case, evidence={"zh": "MES 报表"}, vouched_by=Voucher.AUDITOR)
    make_metric(case, kind=MetricKind.COST, direction=Direction.DOWN, amount=12050, unit=MetricUnit.CNY10K)
    page = client.get("/cases/robots/").text
    for words in (
        "临港精密机床有限公司",
        "江苏省",
        "换型慢",
        "上机器人",
        "装配线改造经验",
        "参观样例工厂",
        "生产效率提升 30% 以上",
        "2023 年均值",
        "2025 年",
        "MES 报表",
        "120.5 万元",
    ):
        assert words in page, words
    assert "不求平均" in page
    assert "王强" not in page
    said = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert (said["@type"], said["about"]["name"]) == ("Article", "临港精密机床有限公司")
    english = client.get("/cases/robots/?lang=en").text
    assert "Production efficiency up by 30% or more" in english


def test_ratios_stand_before_counts_and_sums(client):
    """S1.3 on cases: what says how much of what was there before comes first, whenever it was entered."""
    case = make_case(slug="a")
    make_metric(case, kind=MetricKind.EFFICIENCY, amount=50000, unit=MetricUnit.PIECES)
    make_metric(case, kind=MetricKind.VALUE_ADDED, amount=800, unit=MetricUnit.PERCENT)
    page = client.get("/cases/a/").text
    assert page.index("8%") < page.index("500 件")


def test_drafts_and_withdrawn_ones_are_nobodys(client):
    for state in (CaseState.DRAFT, CaseState.WITHDRAWN):
        assert client.get(f"/cases/{make(state.value, state=state).slug}/").status_code == 404
    assert client.get("/cases/none/").status_code == 404


def test_the_feed_has_what_was_published_last_narrowed_as_the_list(client):
    make_metric(make("苏"))
    make("皖", province_code="340000", published_at=NOON + timedelta(hours=1))
    feed = ET.fromstring(client.get("/cases/feed.atom?lang=zh").data)
    names = [entry.findtext("{*}title") for entry in feed.iterfind("{*}entry")]
    assert names == ["皖", "苏"]
    narrowed = client.get("/cases/feed.atom?province=340000")
    assert "苏样例" not in narrowed.text
    assert client.get("/cases/feed.atom?provinz=1").status_code == 400


def test_a_page_of_the_list_costs_as_many_statements_for_thirty_as_for_one(client, count_statements):
    make_metric(make("一"))
    with count_statements() as first:
        queries.get_list_page(CaseFilter())
    for number in range(10):
        make_metric(make(f"第{number}"))
    with count_statements() as more:
        assert len([case.metrics for case in queries.get_list_page(CaseFilter()).rows]) == 11
    assert len(more) == len(first)
