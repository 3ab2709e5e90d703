"""Liaisons from a sheet: seen row by row, corrected, taken by the worker, undone; a file of them says "no change"."""

from __future__ import annotations

import io

import openpyxl
import pytest

from eventmgr.event.delegations.models import Liaison, Place
from eventmgr.event.delegations.services import invite
from eventmgr.event.events.models import InvitedUnit
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.jobs import services as jobs
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.imports.models import BatchState, ImportedRow
from eventmgr.tools.log.services import SYSTEM, Act
from tests.conftest import client_of
from tests.event.delegations.acting import letters, liaisons
from tests.factories import make_event, make_liaison, make_member
from tests.output.imports.sending import batch, digest_of, in_english, take, work
from tests.tools.sheets.books import xlsx

pytestmark = pytest.mark.usefixtures("frozen", "database")
TRAP = xlsx(
    [
        ["某某对接活动各代表团联络员名单"],
        [],
        ["序号", "省份", "联络员", None, "联系方式", None],
        [None, None, "姓名", "工作单位", "手机", "邮箱"],
        [1, "湖北", "张　三", "省工业和信息化厅", 15400000101.0, "zhang@example.com"],
        [2, "湖北省", "李四", "省工业和信息化厅", "１５４ 0000 0102", "li@example.com"],
        [3, "湖北", "王五", None, "15400000103", None],
        [4, "新疆生产建设兵团", "艾力·买买提", "科技局", "+86 15400000104", None],
        [5, "北京", "赵六", None, "15400000105", None],
        [6, "火星", "钱七", None, "123", "qian@"],
        [7, "湖南", "孙八", None, None, None],
        ["合计", "7人"],
    ],
    merged=["A1:F1", "C3:D3", "E3:F3"],
)
"""Titles, two rows of heads, a total; a unit three times, one that is not invited, one that is none, nobody to reach."""


@pytest.fixture
def event():
    return make_event(units=[InvitedUnit(unit_code=code, quota=3) for code in ("420000", "430000", "XPCC")])


@pytest.fixture
def office(sign_in, event):
    return in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))


def opened(office, event, pasted="", data=b""):
    form = {"pasted": pasted} | ({"file": (io.BytesIO(data), "联络员.xlsx")} if data else {})
    address = f"/manage/events/{event.slug}/delegations/import/"
    answer = office.post(address, data=form, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return answer.location


def test_the_trap_sheet_is_shown_corrected_taken_and_undone(event, office):
    assert (
        f"/manage/events/{event.slug}/delegations/import/"
        in office.get(f"/manage/events/{event.slug}/delegations/").text
    )
    address = opened(office, event, data=TRAP)
    page = office.get(address).text
    assert "New: 3" in page and "With errors: 4" in page
    assert "Row 6 already names the second of them" in page and "is not invited to this event" in page
    assert "“火星” is not a delegation" in page and "better both" in page
    assert liaisons(event) == {} and letters() == []

    office.post(f"{address}correct", data={"c_11_mobile": "15400000107", "d_10": "skip"})
    assert "4 rows will be imported" in office.get(address).text
    take(office, address)
    assert liaisons(event) == {}
    work()
    there = {
        ("420000", "liaison"): ("张三", "15400000101", "zhang@example.com"),
        ("420000", "deputy"): ("李四", "15400000102", "li@example.com"),
        ("430000", "liaison"): ("孙八", "15400000107", ""),
        ("XPCC", "liaison"): ("艾力·买买提", "15400000104", ""),
    }
    assert liaisons(event) == there and batch().numbers["new"] == 4 and letters() == []
    log = office.get(f"/manage/events/{event.slug}/history/").text
    assert "New liaisons" in log

    assert office.post(f"{address}undo").status_code == 303
    work()
    assert liaisons(event) == {} and batch().state is BatchState.UNDONE


def test_what_the_file_of_liaisons_says_is_no_change_when_it_comes_back(event, office):
    make_liaison(event, "420000", title="处长")
    make_liaison(event, "420000", place=Place.DEPUTY, name="副手", mobile="", email="d@example.com")
    make_liaison(event, "XPCC", name="艾力·买买提", mobile="+85251234567", email="")
    for lang in ("zh", "en"):
        office.set_cookie("lang", lang)
        answer = office.post(
            f"/manage/events/{event.slug}/delegations/liaisons/export", data={"why": "contact", "recipient": "会务组"}
        )
        page = in_english(office).get(opened(office, event, data=answer.data)).text
        assert "No change: 3" in page and "New: " not in page and "Changed: " not in page


def test_changes_are_shown_masked_and_undone_as_long_as_nothing_came_later(event, office):
    one = make_liaison(event, "420000", mobile="15400000001", email="a@example.com")
    sheet = (
        "代表团\t类别\t姓名\t手机\t邮箱\n湖北\t联络员\t李敏\t15400000009\t\n湖南\t\t新人\t15400000010\tn@example.com\n"
    )
    address = opened(office, event, sheet)
    page = office.get(address).text
    assert "154****0001" in page and "15400000001" not in page and "Changed: 1" in page
    take(office, address)
    work()
    assert liaisons(event)["420000", "liaison"] == ("李敏", "15400000009", "a@example.com")

    write(lambda: invite(event, act=Act(SYSTEM, clock.now())))
    assert "Row 2:" in office.get(address).text and office.post(f"{address}undo").status_code == 409
    for liaison in db.session.query(Liaison):
        liaison.invited_at = None
    db.session.commit()
    office.post(f"{address}undo")
    work()
    assert liaisons(event) == {("420000", "liaison"): ("李敏", "15400000001", "a@example.com")} and one is not None


def test_a_deputy_named_without_a_place_stays_the_deputy(event, office):
    make_liaison(event, "420000", name="甲", email="a@example.com")
    make_liaison(event, "420000", name="乙", place=Place.DEPUTY, email="b@example.com")
    address = opened(office, event, "代表团\t姓名\t手机\n湖北\t乙\t15400000055\n")
    take(office, address)
    work()
    assert liaisons(event)["420000", "deputy"][1] == "15400000055" and liaisons(event)["420000", "liaison"][0] == "甲"


def test_a_worker_that_dies_in_the_middle_leaves_nothing_and_the_next_takes_all(event, office, monkeypatch):
    from eventmgr.event.delegations import services

    address = opened(office, event, "代表团\t姓名\t手机\n湖北\t甲\t15400000001\n湖南\t乙\t15400000002\n")
    take(office, address)
    put, written = services.put, []

    def dies(*args, **kwargs):
        if written:
            raise KeyboardInterrupt
        written.append(put(*args, **kwargs))
        return written[0]

    monkeypatch.setattr(services, "put", dies)
    job = write(lambda: jobs.lease_due("dying", at=clock.now(), seconds=60, limit=1))[0]
    with pytest.raises(KeyboardInterrupt):
        write(lambda: jobs.run(job, at=clock.now()))
    db.session.rollback()
    assert len(written) == 1 and liaisons(event) == {} and db.session.query(ImportedRow).count() == 0
    monkeypatch.setattr(services, "put", put)


def test_after_the_lease_of_a_dead_worker_the_next_one_takes_the_sheet(event, office, frozen):
    address = opened(office, event, "代表团\t姓名\t手机\n湖北\t甲\t15400000001\n湖南\t乙\t15400000002\n")
    take(office, address)
    write(lambda: jobs.lease_due("dead", at=clock.now(), seconds=60, limit=1))
    assert work() == 0
    frozen.shift(61)
    work()
    assert len(liaisons(event)) == 2 and batch().state is BatchState.TAKEN


def test_the_template_is_recognized_and_nobody_else_gets_here(event, office, sign_in, app):
    base = f"/manage/events/{event.slug}/delegations/import/"
    book = openpyxl.load_workbook(io.BytesIO(office.get(f"{base}template.xlsx").data))
    heads = [cell.value for row in book.active.iter_rows() for cell in row if cell.value]
    assert {"Delegation", "Liaison or deputy", "Name", "Office or department"} <= {
        str(head).rstrip("*").strip() for head in heads
    }
    address = opened(office, event, "代表团\t姓名\t手机\n湖北\t甲\t15400000001\n")
    other = in_english(sign_in(make_member(event, TeamRole.VIEWER), client_of(app)))
    assert other.get(address).status_code == 403 and digest_of(office.get(address))


def test_what_is_deleted_of_a_liaison_goes_from_the_import_too(event, office):
    make_liaison(event, "420000", mobile="15400000001", email="a@example.com")
    address = opened(office, event, "代表团\t姓名\t手机\n湖北\t李敏\t15400000009\n")
    take(office, address)
    work()
    assert db.session.query(ImportedRow).one().before["said"]["mobile"] == "15400000001"
    office.post(f"/manage/events/{event.slug}/delegations/units/420000/liaison/remove")
    db.session.expire_all()
    assert not db.session.query(ImportedRow).one().before and office.post(f"{address}undo").status_code == 409
