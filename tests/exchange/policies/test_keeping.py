"""Offices keep every policy, provinces their own; what contradicts itself is refused beside its field."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from sqlalchemy import select

from eventmgr.exchange.policies.models import Policy, PolicyLevel, PolicyState
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Level
from eventmgr.tools.log.queries import list_entries_about
from tests.exchange.policies.factories import make_policy, send
from tests.factories import make_admin, make_user

pytestmark = pytest.mark.usefixtures("frozen", "database")
NEW = "/manage/policies/new"
TYPED = {
    "title_zh": "样例补助办法",
    "level": "provincial",
    "province_code": "320000",
    "issuer_zh": "样例厅",
    "number": "样〔2026〕2号",
    "issued_on": "2026-03-01",
    "effective_on": "2026-04-01",
    "support": "subsidy",
    "rate": "20",
    "ceiling": "500",
    "summary_zh": "摘要",
}


def province(code="320000"):
    return make_user(level=Level.PROVINCIAL, unit_code=code)


def press(browser, policy, verb, **values):
    return browser.post(f"/manage/policies/{policy.id}/{verb}", data=values)


def again(policy):
    db.session.expire_all()
    return db.session.get(Policy, policy.id)


def test_an_office_enters_publishes_and_withdraws_and_the_trail_says_so(sign_in, client):
    browser = sign_in(make_admin())
    answer = send(browser, NEW, **TYPED)
    policy = db.session.scalars(select(Policy)).one()
    assert (answer.status_code, answer.location) == (303, f"/manage/policies/{policy.id}/")
    assert (policy.state, policy.rate, policy.ceiling) == (PolicyState.DRAFT, 20, 50000)
    assert client.get(f"/policies/{policy.id}/").status_code == 404
    press(browser, policy, "publish")
    assert "样例补助办法" in client.get("/policies/").text
    press(browser, policy, "withdraw")
    assert client.get(f"/policies/{policy.id}/").status_code == 404
    assert "样例补助办法" not in client.get("/policies/").text
    acts = [entry.action for entry in list_entries_about("policy", [policy.id])]
    assert sorted(acts) == ["created", "published", "withdrawn"]
    assert press(browser, policy, "delete").location == f"/manage/policies/{policy.id}/"
    assert again(policy) is not None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"window_from": "2026-06-02", "window_to": "2026-06-01"}, "window_to"),
        ({"valid_until": "2026-03-31"}, "valid_until"),
        ({"province_code": ""}, "province_code"),
        ({"level": "national"}, "province_code"),
        ({"rate": "101"}, "rate"),
        ({"ceiling": "x"}, "ceiling"),
        ({"issued_on": "gestern"}, "issued_on"),
        ({"sector_codes": "Z99"}, "sector_codes"),
        ({"tags": "x"}, "tags"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
        ({"supersedes_id": "4711"}, "supersedes_id"),
        ({"title_zh": ""}, "title"),
        ({"summary_zh": "字" * 1001}, "summary"),
        ({"issuer_zh": "字" * 100_000}, "issuer"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(sign_in, values, field):
    answer = send(sign_in(make_admin()), NEW, **(TYPED | values))
    assert answer.status_code in (409, 422)
    assert re.search(rf'id="{field}-error"', answer.text)
    assert 'value="样〔2026〕2号"' in answer.text
    assert db.session.scalars(select(Policy)).all() == []


def test_nothing_supersedes_itself_or_in_a_circle(sign_in):
    browser = sign_in(make_admin())
    first = make_policy()
    second = make_policy(supersedes_id=first.id)
    third = make_policy(supersedes_id=second.id)
    for other in (first, third):
        answer = send(browser, f"/manage/policies/{first.id}/edit", **TYPED, supersedes_id=str(other.id))
        assert (answer.status_code in (409, 422), 'id="supersedes_id-error"' in answer.text) == (True, True)
    assert again(first).supersedes_id is None


def test_what_is_superseded_ends_when_the_other_comes_into_force_and_a_repeal_can_be_taken_back(sign_in):
    browser = sign_in(make_admin())
    old = make_policy()
    new = make_policy(state=PolicyState.DRAFT, published_at=None, supersedes_id=old.id, effective_on=date(2026, 9, 1))
    press(browser, new, "publish")
    assert again(old).repealed_on == date(2026, 9, 1)
    press(browser, old, "reinstate")
    assert again(old).repealed_on is None
    early = press(browser, old, "repeal", repealed_on="2026-02-01")
    assert (early.status_code, 'id="repeal-repealed_on-error"' in early.text) == (409, True)
    assert press(browser, old, "repeal", repealed_on="2026-05-05").status_code == 303
    assert again(old).repealed_on == date(2026, 5, 5)


def test_a_province_keeps_its_own_alone(sign_in):
    own, foreign = make_policy(), make_policy(title={"zh": "别省的"}, province_code="340000")
    national = make_policy(title={"zh": "全国的"}, level=PolicyLevel.NATIONAL, province_code=None)
    browser = sign_in(province())
    page = browser.get("/manage/policies/").text
    assert (str(own.title["zh"]) in page, "别省的" in page, "全国的" in page) == (True, False, False)
    for policy in (foreign, national):
        for path in ("", "edit"):
            assert browser.get(f"/manage/policies/{policy.id}/{path}").status_code == 404
        for verb in ("publish", "withdraw", "repeal", "reinstate", "delete", "files"):
            assert press(browser, policy, verb).status_code == 404
    assert send(browser, NEW, **(TYPED | {"province_code": "340000"})).status_code == 422
    assert send(browser, NEW, **(TYPED | {"level": "national", "province_code": ""})).status_code == 422
    assert send(browser, NEW, **TYPED).status_code == 303
    assert send(browser, f"/manage/policies/{own.id}/edit", **TYPED).status_code == 303
    assert again(own).number == "样〔2026〕2号"


def test_an_account_of_an_organization_keeps_none(sign_in, client):
    assert client.get("/manage/policies/").status_code in (302, 303)
    assert sign_in(make_user()).get("/manage/policies/").status_code == 403


def test_two_at_one_form_are_shown_both_values(sign_in):
    policy, browser = make_policy(), sign_in(make_admin())
    path = f"/manage/policies/{policy.id}/edit"
    seen = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', browser.get(path).text))
    assert send(browser, path, **TYPED).status_code == 303
    late = browser.post(path, data=seen | TYPED | {"number": "另一个"})
    assert (late.status_code, "样〔2026〕2号" in late.text, again(policy).number) == (409, True, "样〔2026〕2号")


def test_a_file_is_what_its_bytes_say(sign_in, client):
    policy, browser = make_policy(), sign_in(make_admin())

    def upload(name, content):
        return browser.post(f"/manage/policies/{policy.id}/files", data={"file": (io.BytesIO(content), name)})

    assert upload("办法.pdf", b"%PDF-1.7\n%%EOF").status_code == 303
    assert upload("办法.pdf", b"MZ no document").status_code == 422
    assert upload("空.pdf", b"").status_code == 422
    key = again(policy).files[0].key
    found = client.get(f"/policies/{policy.id}/files/{key}")
    assert (found.status_code, found.data[:5]) == (200, b"%PDF-")
    assert client.get(f"/policies/{policy.id}/files/x").status_code == 404
    assert press(browser, policy, f"files/{key}/delete").status_code == 303
    assert client.get(f"/policies/{policy.id}/files/{key}").status_code == 404
