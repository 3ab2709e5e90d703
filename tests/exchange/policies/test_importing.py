"""Policies come in from a sheet as drafts, all or none; what was exported can be imported again."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import select

from eventmgr.exchange.policies.models import Policy, PolicyState
from eventmgr.exchange.policies.services import EDITED
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Level
from tests.exchange.policies.factories import NATIONAL, make_policy, send
from tests.factories import make_admin, make_user

pytestmark = pytest.mark.usefixtures("frozen", "database")
IMPORT = "/manage/policies/import"
HEADS = (
    "标题（中文）",
    "级别",
    "省（区、市）",
    "发布单位（中文）",
    "发布日期",
    "生效日期",
    "支持方式",
    "摘要（中文）",
    "申报开始",
    "申报截止",
)
ROW = ("样例办法", "省级", "江苏", "样例厅", "2026-03-01", "2026-04-01", "补助", "摘要", "2026-05-01", "2026-06-30")


def pasted(*rows, heads=HEADS):
    return "\n".join("\t".join(row) for row in (heads, *rows))


def changed(**values):
    return tuple(values.get(head, cell) for head, cell in zip(HEADS, ROW, strict=True))


def stored():
    db.session.expire_all()
    return list(db.session.scalars(select(Policy).order_by(Policy.id)))


def test_what_was_exported_comes_in_again_as_drafts_in_either_language(sign_in):
    make_policy(
        sector_codes=["C36", "C38"], sizes=["small"], tags=["high_tech"], kinds=["company"], rate=20, ceiling=12345
    )
    make_policy(text={"zh": "## 一\n\n第二行"}, source_url="https://example.com/", contact={"zh": "样例处"}, **NATIONAL)
    browser = sign_in(make_admin())
    for lang in ("zh", "en"):
        before = stored()[:2]
        said = [{name: getattr(policy, name) for name in EDITED} for policy in reversed(before)]
        content = browser.get(f"/manage/policies/policies.xlsx?state=published&lang={lang}").data
        answer = browser.post(IMPORT, data={"file": (io.BytesIO(content), "政策.xlsx"), "form_id": ""})
        assert answer.status_code == 303
        new = stored()[-2:]
        assert [{name: getattr(policy, name) for name in EDITED} for policy in new] == said
        assert {policy.state for policy in new} == {PolicyState.DRAFT}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"级别": "乡级"}, "乡级"),
        ({"省（区、市）": "火星"}, "火星"),
        ({"发布日期": "昨天"}, "昨天"),
        ({"申报截止": "2026-04-30"}, "早于"),
        ({"支持方式": ""}, "支持方式"),
        ({"标题（中文）": ""}, "标题"),
        ({"省（区、市）": "全国"}, "省（区、市）"),
        ({"摘要（中文）": "字" * 1001}, "个字，最多"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_comes_in(sign_in, wrong, words):
    text = pasted(ROW, changed(**wrong))
    answer = send(sign_in(make_admin()), IMPORT, pasted=text)
    assert (answer.status_code, words in answer.text, stored()) == (422, True, [])
    assert "样例办法" in answer.text


@pytest.mark.parametrize("values", [{}, {"pasted": "一"}, {"file": (io.BytesIO(b"%PDF-1.7"), "a.xlsx")}])
def test_what_is_no_sheet_is_refused_in_words(sign_in, values):
    answer = send(sign_in(make_admin()), IMPORT, **values)
    assert (answer.status_code, stored()) in ((422, []), (409, []))


def test_a_province_imports_its_own_alone(sign_in):
    browser = sign_in(make_user(level=Level.PROVINCIAL, unit_code="340000"))
    assert send(browser, IMPORT, pasted=pasted(ROW)).status_code == 422
    assert send(browser, IMPORT, pasted=pasted(changed(**{"省（区、市）": "安徽"}))).status_code == 303
    assert [policy.province_code for policy in stored()] == ["340000"]
