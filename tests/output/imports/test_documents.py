"""Numbers of identity documents in a sheet: checked, kept sealed, covered in the preview."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.identity.privacy.consents import IDENTITY
from eventmgr.identity.privacy.queries import list_consents
from tests.output.imports.sending import opened, take, work
from tests.tools.sheets.books import xlsx

pytestmark = pytest.mark.usefixtures("frozen")
NUMBER = "11010519491231002X"
HEADS = ["姓名", "单位", "手机", "省份", "证件类型", "身份证号"]


def row(name, mobile, kind, number):
    return [name, "甲公司", mobile, "湖南", kind, number]


@pytest.fixture
def asking(event):
    event.fields = {**event.fields, "id_number": "optional"}
    event.id_purpose = {"zh": "门岗登记"}
    db.session.commit()
    return event


def test_they_are_checked_covered_and_sealed(office, asking):
    sheet = xlsx(
        [
            HEADS,
            row("张三", "15400000101", "居民身份证", "110105 19491231 002x"),
            row("李四", "15400000102", None, NUMBER),
            row("王五", "15400000103", "护照", "E12345678"),
            row("赵六", "15400000104", "居民身份证", "110105194912310021"),
            row("钱七", "15400000105", "护照", 12345678901234567890),
            row("孙八", "15400000106", None, "E7654321"),
        ]
    )

    address = opened(office, asking, data=sheet)
    page = office.get(address).text
    stored = str(db.session.execute(text("SELECT * FROM import_batch")).all())
    take(office, address)
    work()

    assert [
        part in page for part in ("last character does not match", "shortened this number", "Choose which document")
    ] == [True] * 3
    assert (NUMBER in page, "E12345678" in page) == (False, False)
    assert (NUMBER in stored, "E12345678" in stored) == (False, False)
    rows = {one.name: one for one in db.session.scalars(select(Registration).order_by(Registration.id))}
    assert {name: one.id_document for name, one in rows.items()} == {
        "张三": {"id_kind": "resident", "id_number": NUMBER},
        "李四": {"id_kind": "resident", "id_number": NUMBER},
        "王五": {"id_kind": "passport", "id_number": "E12345678"},
    }
    assert IDENTITY in {one.purpose for one in list_consents(rows["张三"].id)}


def test_a_masked_number_says_nothing_and_a_sheet_for_an_event_that_does_not_ask_brings_none(office, asking, event):
    address = opened(office, asking, data=xlsx([HEADS, row("张三", "15400000101", "护照", "E12345678")]))
    take(office, address)
    work()
    masked = opened(office, asking, data=xlsx([HEADS, row("张三", "15400000101", "护照", "****78")]))
    page = office.get(masked).text
    event.fields = {**event.fields, "id_number": "off"}
    db.session.commit()
    other = opened(office, event, data=xlsx([HEADS, row("李四", "15400000102", "护照", "E7654321")]))
    take(office, other)
    work()

    rows = {one.name: one.id_document for one in db.session.scalars(select(Registration))}
    assert rows == {"张三": {"id_kind": "passport", "id_number": "E12345678"}, "李四": {}}
    assert ("no row that could be imported" in page or 'name="digest"' not in page, "E12345678" in page) == (
        True,
        False,
    )
