"""Deals report what they have improved as cases do; figures show the range of like values, and no average (S1.3)."""

from __future__ import annotations

import io

import openpyxl
import pytest

from eventmgr.ground.db import transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.outcomes.deals import queries
from eventmgr.matchmaking.outcomes.deals.services import delete
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.metrics.models import Direction, MetricKind, MetricUnit
from tests.factories import make_event, make_member
from tests.matchmaking.outcomes.deals import ACT, make_deal, make_metric
from tests.output.papers.samples import text_of

FORM = {
    "kind": "efficiency", "direction": "up", "amount": "18.5", "unit": "percent", "or_more": "y", "baseline_zh": "2024 年均值",
    "period_zh": "2025 年", "evidence_zh": "双方阶段报告", "vouched_by": "customer",
}  # fmt: skip


@pytest.fixture
def event(database, frozen, sign_in):
    found = make_event()
    sign_in(make_member(found, TeamRole.EDITOR))
    return found


def base(event):
    return f"/manage/events/{event.slug}/outcomes/"


def test_a_metric_is_added_changed_and_deleted_and_the_change_log_says_so(client, event):
    deal = make_deal(event)
    page = f"{base(event)}{deal.id}/"
    assert client.post(f"{page}metrics/new", data=FORM).status_code == 303
    shown = client.get(page).text
    assert [words in shown for words in ("生产效率提升 18.5% 以上", "2024 年均值", "双方阶段报告", "客户")] == [
        True
    ] * 4
    [metric] = queries.list_metrics([deal.id])

    client.post(f"{page}metrics/{metric.id}", data=FORM | {"amount": "20"})
    assert "生产效率提升 20% 以上" in client.get(page).text
    client.post(f"{page}metrics/{metric.id}/delete")

    assert queries.list_metrics([deal.id]) == []
    entries = list_entries(event.id, object_type="deal", object_id=deal.id)
    assert [entry.action for entry in entries][:3] == ["metric_removed", "metric_changed", "metric_added"]
    assert "指标已删除" in client.get(page).text or "删除指标" in client.get(page).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"amount": "0"}, "大于 0"),
        ({"kind": "other"}, "自定义指标"),
        ({"unit": "other"}, "单位"),
        ({"direction": "down", "amount": "120"}, "100%"),
        ({"amount": "viel"}, "数"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(client, event, wrong, said):
    deal = make_deal(event)
    answer = client.post(f"{base(event)}{deal.id}/metrics/new", data=FORM | wrong)
    assert answer.status_code in (409, 422)
    assert said in answer.text
    assert "双方阶段报告" in answer.text
    assert queries.list_metrics([deal.id]) == []


def test_a_metric_of_another_deal_is_not_found(client, event):
    first, second = make_deal(event), make_deal(event, "另一项目")
    metric = make_metric(second)
    assert client.get(f"{base(event)}{first.id}/metrics/{metric.id}").status_code == 404
    assert client.post(f"{base(event)}{first.id}/metrics/{metric.id}/delete").status_code == 404


def test_a_deal_takes_its_metrics_along_when_it_is_deleted(event):
    deal = make_deal(event)
    make_metric(deal)
    with transaction():
        delete(event, queries.get_deal(event, deal.id), act=ACT)
    assert queries.list_metrics([deal.id]) == []


def several(event):
    """Efficiency of two deals over different periods, a sum of one, and a metric of an entry that was merged into another."""
    first, second, told_twice = (make_deal(event, title) for title in ("甲项目", "乙项目", "丙项目"))
    make_metric(first, amount=1800)
    make_metric(
        first, kind=MetricKind.COST, direction=Direction.DOWN, unit=MetricUnit.CNY10K, amount=26000, or_more=False
    )
    make_metric(second, amount=3100, period={"zh": "2024 年"})
    make_metric(told_twice, amount=9900)
    with transaction():
        told_twice.merged_into_id = first.id
    return first


def test_figures_show_ranges_ratios_first_and_say_why_nothing_is_averaged(client, event):
    several(event)
    page = client.get(f"{base(event)}figures/").text
    words = ("生产效率（提升）", "18% 以上", "31% 以上", "运营成本（降低）", "260 万元", "统计期间不同", "不列平均值")
    assert [word for word in words if word not in page] == []
    assert page.index("生产效率（提升）") < page.index("运营成本（降低）")
    assert "99%" not in page
    assert "24.5" not in page


def test_the_workbooks_and_the_summary_say_the_same(client, event):
    several(event)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{base(event)[:-1]}/figures.xlsx").data))
    lines = [[cell.value for cell in row] for row in book["指标"].iter_rows()]
    assert ["生产效率（提升）", 2, "18% 以上", "31% 以上", "统计期间不同"] in [line[:5] for line in lines]
    listed = openpyxl.load_workbook(io.BytesIO(client.get(f"{base(event)}export.xlsx").data)).active
    cells = [str(cell.value or "") for row in listed.iter_rows() for cell in row]
    assert "生产效率提升 18% 以上\n运营成本降低 260 万元" in cells
    paper = text_of(client.get(f"/manage/events/{event.slug}/reports/summary.pdf").data).replace("\n", "")
    assert [word in paper for word in ("18% 以上", "31% 以上", "不列平均值")] == [True] * 3


def test_what_a_merged_entry_has_told_stands_on_the_page_and_is_changed_nowhere(client, event):
    first = several(event)
    page = client.get(f"{base(event)}{first.id}/").text
    assert "99%" in page
    assert page.count("/metrics/") - page.count("/metrics/new") == 4
