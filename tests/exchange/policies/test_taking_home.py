"""A compendium is had for free and without a name (S8.1: choose filters, get one PDF with contents); lists and feeds by filter."""

from __future__ import annotations

import io
from datetime import timedelta
from xml.etree import ElementTree as ET

import icalendar
import openpyxl
import pypdf
import pytest

from eventmgr.exchange.policies import queries, services
from eventmgr.exchange.policies.models import Policy, PolicyState
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE
from tests.exchange.policies.factories import NATIONAL, make_policy
from tests.factories import NOON

pytestmark = pytest.mark.usefixtures("frozen", "database")
ATOM = "{http://www.w3.org/2005/Atom}"


def book(client, asked=""):
    answer = client.get(f"/policies/compendium.pdf{asked}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return pypdf.PdfReader(io.BytesIO(answer.data))


def words(reader):
    return "\n".join(page.extract_text() for page in reader.pages)


def test_the_book_has_a_cover_contents_and_source_and_date_of_each(client):
    for number in range(3):
        make_policy(
            title={"zh": f"第{number}号办法", "en": f"Rules {number}"},
            number=f"样〔2026〕{number}号",
            text={"zh": "## 一、总则\n\n- **重点**支持中小企业"},
            source_url="https://example.com/a",
        )
    make_policy(title={"zh": "全国办法"}, **NATIONAL)
    reader = book(client, "?province=320000")
    text = words(reader)
    for said in (
        "政策汇编",
        "目录",
        "第2号办法",
        "样〔2026〕2号",
        "2026年3月1日",
        "https://example.com/a",
        "重点支持中小企业",
        "江苏省",
    ):
        assert said in text
    assert "全国办法" not in text
    assert [entry.title for entry in reader.outline][:3] == ["政策汇编", "目录", "第2号办法"]
    assert "Rules 1" in words(book(client, "?lang=en"))


def test_those_that_are_ticked_and_no_others(client):
    ids = [make_policy(title={"zh": f"第{number}号办法"}).id for number in range(4)]
    text = words(book(client, f"?ticked=1&id={ids[0]}&id={ids[2]}"))
    assert [f"第{number}号办法" in text for number in range(4)] == [True, False, True, False]
    for asked in ("ticked=1", "id=x", "id=-1"):
        assert client.get(f"/policies/compendium.pdf?{asked}").status_code == 400
    draft = make_policy(state=PolicyState.DRAFT)
    assert client.get(f"/policies/compendium.pdf?id={draft.id}").status_code == 404


def test_a_book_of_too_many_is_refused_with_the_way_out(client, monkeypatch):
    monkeypatch.setattr(queries, "MOST_IN_BOOK", 2)
    for _number in range(3):
        make_policy()
    assert client.get("/policies/compendium.pdf").status_code == 400


def test_the_list_as_a_workbook(client):
    make_policy(rate=20, ceiling=12345, sector_codes=["C36"], sizes=["small"])
    make_policy(**NATIONAL)
    answer = client.get("/policies/policies.xlsx?province=320000")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True))
    row = dict(zip(rows[0], rows[1], strict=True))
    assert (len(rows), row["比例（%）"], row["最高额（万元）"], row["企业规模"]) == (2, 20, 123.45, "小型企业")


def events(client, asked=""):
    answer = client.get(f"/policies/policies.ics{asked}")
    assert answer.status_code == 200
    return {str(one["UID"]): one for one in icalendar.Calendar.from_ical(answer.data).walk("VEVENT")}


def change(verb, policy, *things):
    with transaction():
        policy = db.session.get(Policy, policy.id)
        services.hold(policy)
        verb(policy, *things, act=Act(OFFICE, NOON + timedelta(hours=1)))


def test_days_of_applications_are_in_a_calendar_and_gone_ones_are_told(client):
    today = NOON.date()
    policy = make_policy(window_from=today + timedelta(days=3), window_to=today + timedelta(days=9))
    make_policy(window_to=today + timedelta(days=5), **NATIONAL)
    make_policy(window_to=today + timedelta(days=5), state=PolicyState.DRAFT, published_at=None)
    assert (len(events(client)), len(events(client, "?province=320000"))) == (3, 2)
    first = events(client, "?province=320000")
    assert {str(one["STATUS"]) for one in first.values()} == {"CONFIRMED"}
    change(services.withdraw, policy)
    after = events(client, "?province=320000")
    assert {uid: str(one["STATUS"]) for uid, one in after.items()} == dict.fromkeys(first, "CANCELLED")
    assert all(after[uid]["SEQUENCE"] > one["SEQUENCE"] for uid, one in first.items())
    assert all(str(policy.title["zh"]) not in str(one["SUMMARY"]) for one in after.values())
    assert client.get("/policies/policies.ics?x=1").status_code == 400


def test_what_is_new_is_an_atom_feed(client):
    make_policy(title={"zh": "甲 <办法>"})
    make_policy(**NATIONAL)
    answer = client.get("/policies/policies.atom?province=320000")
    root = ET.fromstring(answer.data)
    assert [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")] == ["甲 <办法>"]
    assert client.get("/policies/policies.atom?x=1").status_code == 400
