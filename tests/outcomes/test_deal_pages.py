"""Pages of deals: recorded by a form, found by filters, brought further, every number linked."""

from datetime import date

import pytest

from eventmgr.outcomes.deals import queries
from eventmgr.outcomes.models import Stage
from eventmgr.team.roles import TeamRole
from tests.factories import make_event, make_member
from tests.outcomes.deals import make_deal, make_step

FORM = {
    "title_zh": "轴承智能产线改造", "type": "investment", "stage": "agreement", "on_date": "2026-03-20",
    "sides-0-name": "样例上海精密机床有限公司", "sides-0-province": "310000", "sides-0-sector": "C34",
    "sides-0-contact_email": "Wang@example.com", "sides-0-language": "zh",
    "sides-1-name": "样例武汉轴承制造有限公司", "sides-1-province": "420000", "sides-1-language": "zh",
    "amounts-0-kind": "planned_investment", "amounts-0-amount": "1.2亿", "amounts-0-unit": "wan",
    "amounts-0-currency": "CNY",
}  # fmt: skip


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
