"""Pages of deals: recorded by a form, found by filters, brought further, every number linked."""

import io
import re
from datetime import date, timedelta
from functools import partial

import openpyxl
import pytest
from sqlalchemy import text

from eventmgr.event.events.models import Event, Series
from eventmgr.event.events.services import clone
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.outcomes.deals import queries, services
from eventmgr.matchmaking.outcomes.deals.drafts import AmountDraft
from eventmgr.matchmaking.outcomes.deals.services import Plan
from eventmgr.matchmaking.outcomes.models import AmountKind, DealType, Stage
from tests.factories import NOON, make_admin, make_event, make_member
from tests.matchmaking.outcomes.deal_pages import FORM
from tests.matchmaking.outcomes.deals import ACT, make_deal, make_step
from tests.output.papers.samples import text_of


@pytest.fixture
def event(database, frozen, sign_in):
    found = make_event()
    sign_in(make_member(found, TeamRole.EDITOR))
    return found


def base(event):
    return f"/manage/events/{event.slug}/outcomes/"


def test_a_deal_is_recorded_by_the_form_and_stands_in_the_list(client, event):
    answer = client.post(f"{base(event)}new", data=FORM)
    assert answer.status_code == 303
    deal = next(queries.iterate_deals(event.id, queries.Filter()))
    assert (deal.stage, deal.amount, [side.province_code for side in deal.parties]) == (
        Stage.AGREEMENT, 12_000_000_000, ["310000", "420000"],
    )  # fmt: skip
    assert deal.parties[0].contact_email == "wang@example.com"
    page = client.get(base(event)).text
    assert "轴承智能产线改造" in page
    assert "1.2 亿元" in page
    shown = client.get(answer.headers["Location"])
    assert shown.status_code == 200
    assert "样例武汉轴承制造有限公司" in shown.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"sides-1-name": ""}, "合作项目有两方"),
        ({"amounts-0-amount": "-5"}, "不是金额"),
        ({"amounts-0-currency": "USD"}, "汇率"),
        ({"on_date": "2026-04-02"}, "日期在将来"),
        ({"sides-0-contact_email": "wang"}, "邮箱"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(client, event, wrong, said):
    answer = client.post(f"{base(event)}new", data=FORM | wrong)
    assert answer.status_code in (409, 422)
    assert said in answer.text
    assert "轴承智能产线改造" in answer.text
    assert queries.count_deals(event.id, queries.Filter()) == (0, 0)


def test_all_pages_of_deals_open(client, event):
    one = make_deal(event, wan=500)
    two = make_deal(event, "轴承智能产线改造", wan=500, stems_from_id=None)
    make_step(event, one, Stage.CONTRACT)
    for path in (
        "", "new", "settings", "figures/", "duplicates/", f"{one.id}/", f"{one.id}/edit", f"{one.id}/remove",
        f"duplicates/{one.id}/{two.id}/", "?stage=contract", "?province=310000&band=1000000",
    ):  # fmt: skip
        answer = client.get(base(event) + path)
        assert answer.status_code == 200, path
        assert client.get(base(event) + path + ("&" if "?" in path else "?") + "lang=en").status_code == 200


def test_a_deal_comes_further_ends_and_goes_on_by_its_page(client, event):
    deal = make_deal(event)
    here = f"{base(event)}{deal.id}/"
    assert client.post(f"{here}advance", data={"stage": "contract", "on_date": "2026-04-01"}).status_code == 303
    assert client.post(f"{here}advance", data={"stage": "agreement", "on_date": "2026-04-01"}).status_code == 422
    assert client.post(f"{here}end", data={"on_date": "2026-04-01", "reason": ""}).status_code == 422
    assert client.post(f"{here}end", data={"on_date": "2026-04-01", "reason": "资金未到位"}).status_code == 303
    assert "资金未到位" in client.get(here).text
    assert client.post(f"{here}reopen", data={"on_date": "2026-04-01"}).status_code == 303
    assert client.post(f"{here}step-back").status_code == 303
    found = queries.get_deal(event, deal.id)
    assert (found.stage, found.reached, found.end_reason) == (Stage.ENDED, Stage.CONTRACT, "资金未到位")
    assert [step.on_date for step in queries.list_stage_changes(deal.id)] == [date(2026, 4, 1)] * 3


def test_every_number_of_the_figures_opens_exactly_its_rows(client, event):
    one = make_deal(event, wan=500)
    make_deal(event, "刀具供应", wan=30, type=DealType.PURCHASE, stems_from_id=one.id)
    make_step(event, one, Stage.STARTED)
    page = client.get(base(event) + "figures/").text
    links = re.findall(r'<a href="([^"]+)" data-figure="deals">(\d+)</a>', page)
    assert len(links) > 15
    for address, number in links:
        rows = client.get(address.replace("&amp;", "&")).text
        assert rows.count("data-row") == int(number), address


def test_a_page_of_deals_takes_the_same_statements_however_many_there_are(client, event, count_statements):
    counts = []
    for _again in range(2):
        for number in range(5):
            make_deal(event, f"项目{number}", wan=100 + number)
        with count_statements() as statements:
            client.get(base(event))
            client.get(base(event) + "figures/")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_long_lists_are_turned_by_keyset_pages_in_both_orders(client, event):
    for number in range(60):
        make_deal(event, f"项目{number}", wan=number + 1)
    for sort in ("-recorded", "amount"):
        first = client.get(f"{base(event)}?sort={sort}").text
        following = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
        assert first.count("data-row") == 50
        assert (
            client.get(following if following.startswith("/") else base(event) + following).text.count("data-row") == 10
        )


def sheets_of(answer):
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.data))


def test_the_list_as_a_workbook_has_numbers_as_numbers_and_contacts_for_editors_alone(client, event, sign_in):
    deal = make_deal(event, wan=12_345)
    with transaction():
        usd = AmountDraft(AmountKind.CONTRACT, 1_000_050, "USD", 7_123_400, date(2026, 3, 31))
        services.set_amount(event, deal, usd, act=ACT)
    head, row = list(sheets_of(client.get(base(event) + "export.xlsx")).active.iter_rows(values_only=True))
    cells = dict(zip(head, row, strict=True))
    assert cells["计划总投资（元）"] == 123_450_000
    assert cells["合同金额（元）"] == 71_237.56
    assert cells["登记日期"].date() == date(2026, 4, 1)
    assert "wang@example.com" in row
    sign_in(make_member(event, TeamRole.VIEWER))
    _head, row = list(sheets_of(client.get(base(event) + "export.xlsx")).active.iter_rows(values_only=True))
    assert "wang@example.com" not in row
    assert "wang@example.com" not in client.get(f"{base(event)}{deal.id}/").text


def test_the_figures_as_a_workbook_are_numbers_and_say_their_base(client, event):
    make_step(event, make_deal(event, wan=500), Stage.STARTED)
    make_deal(event, "刀具供应", wan=30, type=DealType.PURCHASE)
    book = sheets_of(client.get(base(event) + "figures.xlsx"))
    funnel, ratios = ([list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets[:2])
    assert funnel[1:3] == [["意向", 2, 5_300_000, 0, 1], ["框架协议", 1, 5_000_000, 0, 0]]
    assert ratios[1] == ["开工率", 1, 1, 100]
    assert any("投资" in str(row[0]) and "口径" in str(row[0]) for row in ratios)
    assert "样例上海" not in str([list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets])


def test_evidence_is_judged_by_its_bytes_kept_sealed_and_given_back(client, event):
    deal = make_deal(event)
    here = f"{base(event)}{deal.id}/"
    bad = {"stage": "contract", "file": (io.BytesIO(b"MZ\x90\x00" * 20), "合同.pdf")}
    assert client.post(f"{here}evidence", data=bad).status_code in (409, 422)
    good = {"stage": "contract", "file": (io.BytesIO(b"%PDF-1.7\n1 0 obj\n"), "签约合同.pdf")}
    assert client.post(f"{here}evidence", data=good).status_code == 303
    (file,) = queries.list_evidence([deal.id])
    stored = db.session.execute(text("SELECT content FROM deal_evidence")).scalar_one()
    assert b"%PDF" not in bytes(stored)
    assert client.get(f"{here}evidence/{file.id}").data == b"%PDF-1.7\n1 0 obj\n"
    assert client.post(f"{here}evidence/{file.id}/remove").status_code == 303
    assert queries.list_evidence([deal.id]) == []


def test_the_last_edition_stands_beside_this_one_for_those_who_may_read_it(client, event, sign_in):
    series = db.session.merge(Series(slug="matchmaking", name={"zh": "对接会"}))
    db.session.commit()
    earlier = make_event(
        series_id=series.id,
        title={"zh": "上届对接会"},
        starts_at=NOON - timedelta(days=400),
        ends_at=NOON - timedelta(days=399),
    )
    with transaction():
        db.session.get_one(Event, event.id).series_id = series.id
    make_deal(earlier, wan=900)
    make_deal(event, wan=100)
    assert "上届对接会" not in client.get(base(event) + "figures/").text
    user = make_member(event, TeamRole.EDITOR)
    make_member(earlier, TeamRole.VIEWER, user)
    sign_in(user)
    assert "上届对接会" in client.get(base(event) + "figures/").text
    book = sheets_of(client.get(base(event) + "figures.xlsx"))
    assert [list(row)[:3] for row in book.worksheets[-1].iter_rows(values_only=True)][2] == [
        "金额（元）",
        1_000_000,
        9_000_000,
    ]
    assert "上届对接会" in text_of(client.get(f"/manage/events/{event.slug}/reports/summary.pdf").data)


def test_statistics_and_summary_say_the_funnel(client, event):
    make_step(event, make_deal(event, wan=500), Stage.STARTED)
    page = client.get(f"/manage/events/{event.slug}/insights/").text
    assert 'id="h-outcomes"' in page
    paper = text_of(client.get(f"/manage/events/{event.slug}/reports/summary.pdf").data)
    for said in ("成果", "开工率", "100.00%", "500 万元", "湖北"):
        assert said in paper, said


def test_settings_decide_whom_ratios_count_and_when_sides_are_asked(client, event):
    make_step(event, make_deal(event, type=DealType.PURCHASE), Stage.CONTRACT)
    assert "购销" not in re.search(r"统计口径[^<]+", client.get(base(event) + "figures/").text)[0]
    form = {"months": ["6"], "counted_types": ["investment", "purchase"]}
    assert client.post(base(event) + "settings", data=form).status_code == 303
    assert services.plan_of(event.id) == Plan(
        (6,), confirms=False, counted_types=(DealType.INVESTMENT, DealType.PURCHASE)
    )
    assert "购销" in re.search(r"统计口径[^<]+", client.get(base(event) + "figures/").text)[0]
    assert (
        client.post(base(event) + "settings", data={"months": ["5"], "counted_types": ["investment"]}).status_code
        == 422
    )


def test_a_copy_of_the_event_asks_and_confirms_as_it_did_and_has_no_deals(event):
    make_deal(event)
    plan = Plan(months=(3, 12), confirms=False, counted_types=(DealType.PURCHASE,))
    with transaction():
        services.set_plan(event, plan, act=ACT)
        copy = clone(event, make_admin(), days=364, act=ACT)
    assert services.plan_of(copy.id) == plan
    assert list(queries.iterate_deals(copy.id, queries.Filter())) == []


@pytest.mark.parametrize("sort", ["amount", "-amount", "recorded", "-recorded"])
def test_the_list_of_deals_is_turned_to_its_end_whatever_the_largest_amount(client, event, monkeypatch, sort):
    monkeypatch.setattr(queries, "get_page", partial(queries.get_page, size=2))
    titles = [make_deal(event, f"项目{number}", wan=2**31 // 10**4 * 10**number).title["zh"] for number in range(5)]
    seen, cursor = [], ""
    for _page in titles:
        answer = client.get(base(event), query_string={"sort": sort, **({"cursor": cursor} if cursor else {})})
        assert answer.status_code == 200
        seen += dict.fromkeys(re.findall(r"项目\d", answer.text))
        following = re.search(r'cursor=([\w-]+)[^>]*rel="next"|rel="next"[^>]*cursor=([\w-]+)', answer.text)
        if following is None:
            break
        cursor = following[1] or following[2]

    assert sorted(seen) == titles
