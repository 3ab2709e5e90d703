"""Policies are found by whom they are for and read by everybody (S3.2: level, issuer, number, date, province, sector, validity, file)."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from eventmgr.exchange.policies import queries
from eventmgr.exchange.policies.filtering import PolicyFilter
from eventmgr.exchange.policies.models import PolicyLevel, PolicyState, SupportKind
from eventmgr.exchange.policies.validity import Validity, Window, validity_of, window_of
from tests.exchange.policies.factories import NATIONAL, make_policy

pytestmark = pytest.mark.usefixtures("frozen", "database")
BEFORE, AFTER = date(2026, 1, 31), date(2026, 12, 1)


def found(client, **asked):
    page = client.get("/policies/", query_string=asked)
    assert page.status_code == 200
    return sorted(re.findall(r"/policies/\d+/\">([^<]+)</a>", page.text))


def make(name, **values):
    return make_policy(title={"zh": name}, **values)


def test_the_list_is_narrowed_by_each_filter_and_by_several(client):
    make("国", **NATIONAL)
    make("苏", sector_codes=["C36"])
    make("皖", province_code="340000", sector_codes=["C"], support=SupportKind.TAX)
    make("市", level=PolicyLevel.CITY, sector_codes=["C38"])
    make("稿", state=PolicyState.DRAFT)
    make("撤", state=PolicyState.WITHDRAWN)
    assert found(client) == sorted("国苏皖市")
    assert found(client, province="320000") == sorted("苏市")
    assert found(client, level="city") == ["市"]
    assert found(client, support="tax") == ["皖"]
    assert found(client, sector="C36") == sorted("国苏皖")
    assert found(client, sector="C") == sorted("国苏皖市")
    assert found(client, q="皖") == ["皖"]
    assert found(client, province="320000", sector="C36") == ["苏"]


@pytest.mark.parametrize(
    ("values", "validity", "window"),
    [
        ({}, Validity.IN_FORCE, None),
        ({"effective_on": AFTER}, Validity.COMING, None),
        ({"valid_until": date(2026, 4, 30)}, Validity.ENDED, None),
        ({"repealed_on": BEFORE}, Validity.ENDED, None),
        ({"repealed_on": AFTER}, Validity.IN_FORCE, None),
        ({"window_from": BEFORE}, Validity.IN_FORCE, Window.OPEN),
        ({"window_from": AFTER}, Validity.IN_FORCE, Window.COMING),
        ({"window_from": BEFORE, "window_to": AFTER}, Validity.IN_FORCE, Window.OPEN),
        ({"window_to": BEFORE}, Validity.IN_FORCE, Window.CLOSED),
        ({"window_to": AFTER, "repealed_on": BEFORE}, Validity.ENDED, Window.CLOSED),
    ],
)
def test_whether_it_holds_and_takes_applications_is_said_by_its_dates_alike_in_lists_and_on_its_page(
    client, values, validity, window
):
    policy = make("甲", **({"effective_on": date(2026, 4, 1)} | values))
    day = date(2026, 5, 1)
    assert (validity_of(policy, day=day), window_of(policy, day=day)) == (validity, window)

    def listed(**asked):
        return len(queries.get_list_page(PolicyFilter(**asked), day=day).rows)

    assert [one for one in Validity if listed(validity=one)] == [validity]
    assert [one for one in Window if listed(window=one)] == ([window] if window else [])
    assert queries.count_by_validity(PolicyFilter(), day=day)[validity] == 1


def test_the_last_day_counts_and_the_day_of_the_repeal_does_not():
    last = date(2026, 6, 30)
    policy = make("甲", valid_until=last, window_from=last, window_to=last)
    assert (validity_of(policy, day=last), window_of(policy, day=last)) == (Validity.IN_FORCE, Window.OPEN)
    assert validity_of(make("乙", repealed_on=last), day=last) is Validity.ENDED


@pytest.mark.parametrize(
    "asked", ["level=x", "validity=x", "province=999999", "sector=Z99", "support=x", "window=x", "cursor=x"]
)
def test_an_unknown_value_is_refused_by_name(client, asked):
    page = client.get(f"/policies/?{asked}")
    assert (
        page.status_code,
        "“x”" in page.text or "“999999”" in page.text or "“Z99”" in page.text or "cursor" in page.text,
    ) == (400, True)


def test_a_page_says_all_of_it_what_it_supersedes_and_what_supersedes_it(client):
    old = make("旧办法")
    new = make("新办法", supersedes_id=old.id, text={"zh": "## 补助标准\n\n- 按 20% 补助"}, rate=20, ceiling=50000)
    page = client.get(f"/policies/{new.id}/").text
    for words in (
        "样例省工业和信息化厅",
        "样政发〔2026〕1号",
        "江苏省",
        "20%",
        "500 万元",
        "<h3>补助标准</h3>",
        "旧办法",
    ):
        assert words in page
    said = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    assert (said["@type"], said["legislationIdentifier"]) == ("Legislation", "样政发〔2026〕1号")
    assert "新办法" in client.get(f"/policies/{old.id}/").text
    assert "CNY 5,000,000" in client.get(f"/policies/{new.id}/?lang=en").text


def test_drafts_and_withdrawn_ones_are_nobodys(client):
    for state in (PolicyState.DRAFT, PolicyState.WITHDRAWN):
        assert client.get(f"/policies/{make('稿', state=state).id}/").status_code == 404
    assert client.get("/policies/99999999999/").status_code == 404
