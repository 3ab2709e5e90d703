"""Up to four cases side by side; like values stand in one line, and none is averaged (S4.3, S2.5, S4.4)."""

from __future__ import annotations

import io

import openpyxl
import pytest

from eventmgr.exchange.cases.comparing import compare
from eventmgr.exchange.cases.queries import list_compared
from eventmgr.tools.metrics.models import Direction, MetricKind, MetricUnit
from tests.exchange.cases.factories import make_case, make_metric
from tests.factories import make_organization

pytestmark = pytest.mark.usefixtures("frozen", "database")
TWO = "case=a&case=b"


def two():
    """Case a has defects −20% and energy −15%; case b defects −25% over another period, costs in yuan, and value added."""
    first = make_case(make_organization("甲厂"), slug="a", title={"zh": "甲例"}, months=8)
    second = make_case(make_organization("乙厂"), slug="b", title={"zh": "乙例"})
    down = {"direction": Direction.DOWN, "or_more": False}
    make_metric(first, kind=MetricKind.DEFECTS, amount=2000, **down)
    make_metric(first, kind=MetricKind.ENERGY, amount=1500, **down)
    make_metric(second, kind=MetricKind.COST, amount=30000, unit=MetricUnit.CNY10K, **down)
    make_metric(second, kind=MetricKind.DEFECTS, amount=2500, period={"zh": "2024 年"}, **down)
    make_metric(second, kind=MetricKind.VALUE_ADDED, amount=1000)


def test_each_metric_has_a_line_ratios_first_and_what_differs_beside_the_value_is_said():
    two()
    table = compare(list_compared(["a", "b"]))
    assert [(line.label, line.cells) for line in table.metrics.ratios] == [
        ("产品不良率（降低）", ("20%", "25%")),
        ("能耗（降低）", ("15%", "")),
        ("附加值（提升）", ("", "10% 以上")),
    ]
    assert [line.cells for line in table.metrics.amounts] == [("", "300 万元")]
    assert [line.warning for line in table.metrics.ratios] == ["统计期间不同", "", ""]
    assert ("实施周期（月）", ("8", "")) in [(str(line.label), line.cells) for line in table.conditions]


def test_other_units_and_directions_stand_in_lines_of_their_own():
    first, second = make_case(slug="a"), make_case(make_organization("乙厂"), slug="b")
    make_metric(first)
    make_metric(second, unit=MetricUnit.TIMES)
    make_metric(second, direction=Direction.DOWN)
    assert [line.cells for line in compare(list_compared(["a", "b"])).metrics.ratios] == [
        ("30% 以上", ""),
        ("", "30 倍 以上"),
        ("", "30% 以上"),
    ]


def test_the_page_the_pdf_and_the_workbook_say_the_same_and_no_average(client):
    two()
    page = client.get(f"/cases/compare/?{TWO}").text
    for words in ("甲例", "乙例", "20%", "25%", "300 万元", "统计期间不同", "不列平均值"):
        assert words in page
    assert "22.5" not in page
    paper = client.get(f"/cases/compare.pdf?{TWO}")
    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"/cases/compare.xlsx?{TWO}").data)).active
    cells = [str(cell.value or "") for row in sheet.iter_rows() for cell in row]
    assert any(cell.startswith("25%") for cell in cells)
    assert any("不列平均值" in cell for cell in cells)
    assert not any("22.5" in cell for cell in cells)


@pytest.mark.parametrize("asked", ["case=a", "case=a&case=a", "case=a&case=none", "case=a&case=b&case=c&case=d&case=e"])
@pytest.mark.parametrize("kind", ["compare/", "compare.pdf", "compare.xlsx"])
def test_fewer_than_two_more_than_four_and_unknown_ones_are_refused(client, asked, kind):
    make_case(slug="a")
    assert client.get(f"/cases/{kind}?{asked}").status_code == 400


def test_nothing_ticked_leads_back_to_the_list_and_makes_no_paper(client):
    page = client.get("/cases/compare/?lang=en")

    assert (page.status_code, "Tick two to" in page.text, 'href="/cases/"' in page.text) == (200, True, True)
    assert client.get("/cases/compare.pdf").status_code == 400
