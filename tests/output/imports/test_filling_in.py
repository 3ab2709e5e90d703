"""A known organization fills in sector and province of who is imported without them, as of who registers; the preview says it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.output.imports.models import BatchState
from eventmgr.tools.log.queries import list_entries_about
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import make_organization
from tests.output.imports.sending import batch, digest_of, opened, take, work

pytestmark = pytest.mark.usefixtures("frozen")
HEADS = "姓名\t单位\t手机\t省份\t行业\t国家\n"
FROM_THERE = "from the directory of organizations"


def codes(event) -> dict[str, tuple[str, str]]:
    db.session.expire_all()
    rows = db.session.scalars(select(Registration).where(Registration.event_id == event.id).order_by(Registration.id))
    return {row.name: (row.province_code, row.sector_code) for row in rows}


def test_what_a_sheet_leaves_open_comes_from_a_known_organization_and_is_shown_before(office, event):
    make_organization("甲样例有限公司", entered_by_office=True, sector_code="C34", province_code="430000")
    make_organization("乙样例有限公司", entered_by_office=False, sector_code="C36", province_code="430000")
    rows = (
        "张三\t甲样例有限公司\t15400000101\t\t\t\n"
        "李四\t甲样例有限公司\t15400000102\t上海\tC36\t\n"
        "王五\t乙样例有限公司\t15400000103\t\t\t\n"
        "赵六\t甲样例有限公司\t+81312345678\t\t\t日本\n"
        "钱七\t丙样例有限公司\t15400000105\t广东\tC38\t\n"
        "孙八\t丙样例有限公司\t15400000106\t\t\t\n"
    )
    address = opened(office, event, pasted=HEADS + rows)
    page = office.get(address).text
    assert page.count(FROM_THERE) == 5

    take(office, address)
    work()

    assert batch().state is BatchState.TAKEN and codes(event) == {
        "张三": ("430000", "C34"),
        "李四": ("310000", "C36"),
        "王五": ("", ""),
        "赵六": ("", "C34"),
        "钱七": ("440000", "C38"),
        "孙八": ("440000", "C38"),
    }
    people = {row.name: row.id for row in db.session.scalars(select(Registration))}
    entries = {name: list_entries_about("registration", [number]) for name, number in people.items()}
    assert [one.action for one in entries["张三"]] == ["registered", "filled_in"]
    assert entries["张三"][1].changes == {"province_code": [None, "430000"], "sector_code": [None, "C34"]}
    assert [one.action for one in entries["李四"]] == ["registered"]


def test_who_is_there_already_is_not_filled_in(office, event):
    make_organization("甲样例有限公司", entered_by_office=True, sector_code="C34", province_code="430000")
    applicant = make_applicant(
        name="张三", mobile="15400000101", organization="乙公司", sector="", province="", unit="", email=""
    )
    register(event, applicant)
    address = opened(office, event, pasted=HEADS + "张三\t甲样例有限公司\t15400000101\t\t\t\n")
    assert FROM_THERE not in office.get(address).text
    take(office, address)
    work()
    assert codes(event) == {"张三": ("", "")}


def test_the_word_holds_for_what_was_to_be_filled_in(office, event):
    known = make_organization("甲样例有限公司", entered_by_office=True, sector_code="C34", province_code="430000")
    address = opened(office, event, pasted=HEADS + "张三\t甲样例有限公司\t15400000101\t\t\t\n")
    digest = digest_of(office.get(address))
    known.sector_code = "C36"
    db.session.commit()
    refused = office.post(f"{address}take", data={"digest": digest, "telling": "now"})
    assert refused.status_code == 409 and "Something has changed since the rows were shown" in refused.text
