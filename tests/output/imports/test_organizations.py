"""Organizations from a sheet into the directory of the site: seen row by row, corrected, taken by the worker, undone."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import select

from eventmgr.ground.db import db, transaction
from eventmgr.identity.directory import periods
from eventmgr.identity.directory.models import NameKind, Organization
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.organizations.models import TwoOrganizations
from eventmgr.output.imports.models import BatchState
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.queries import list_entries_about
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, make_admin, make_event, make_member, make_organization, make_user
from tests.output.imports.organization_sheets import BASE, HEADS, code, exported, opened, rows, take
from tests.output.imports.sending import batch, digest_of, in_english, letters, work

pytestmark = pytest.mark.usefixtures("frozen", "database")


@pytest.fixture
def admin(sign_in):
    return in_english(sign_in(make_admin()))


def make_named(name, kind, owner):
    return make_organization(name, stands_for_id=owner.id, name_kind=kind, province_code=None, sector_code=None)


def test_the_list_of_organizations_leads_here_and_nobody_else_gets_here(admin, sign_in, app):
    assert f'href="{BASE}"' in admin.get("/manage/organizations/").text
    address = opened(admin, HEADS + "甲样例有限公司\n")
    for user in (make_user(), make_member(make_event(), TeamRole.OWNER)):
        other = in_english(sign_in(user, app.test_client()))
        assert BASE not in other.get("/manage/organizations/").text
        for path in (BASE, address, f"{BASE}template.xlsx", f"{address}undo", "/manage/organizations/export.csv"):
            assert other.get(path).status_code == 403, path
        for rest in ("columns", "correct", "take", "reopen", "discard", "undo"):
            assert other.post(f"{address}{rest}").status_code == 403, rest
    assert batch().state is BatchState.OPEN


def test_a_sheet_is_shown_row_by_row_taken_by_the_worker_and_told_in_the_change_log_of_the_site(admin):
    there = make_organization("乙样例有限公司", credit_code=code(2), sector_code=None)
    address = opened(
        admin,
        "序号\t单位名称\t简称\t统一社会信用代码\t省份\t所属行业\t企业规模\n"
        f"1\t甲样例(集团)有限公司\t甲样例；甲集团\t{code(1).lower()}\t湖南\t通用设备制造业\t大型\n"
        f"2\t乙样例股份公司\t\t{code(2)}\t广西省\tC34\t小型企业\n"
        "3\t乙样例有限公司\t\t\t\t\t\n"
        "4\t\t\t123\t北京\t种菜\t巨大\n"
        "合计\t4家\n",
    )
    page = admin.get(address).text

    assert "New: 1" in page and "Changed: 1" in page and "With errors: 2" in page
    assert "<del>乙样例有限公司</del> → <ins>乙样例股份公司</ins>" in page and "→ <ins>Small enterprise</ins>" in page
    assert "The same as row 3 of this sheet" in page and "this one has 3" in page
    assert "“种菜” is not a sector" in page and "“巨大”" in page and "This is required" in page
    assert set(rows()) == {"乙样例有限公司"}

    assert take(admin, address).status_code == 303
    assert "Being imported" in admin.get(address).text and set(rows()) == {"乙样例有限公司"}
    work()

    assert rows() == {
        "甲样例（集团）有限公司": (
            *("", code(1), "430000", "C34", "large", True),
            [("short", "甲样例"), ("short", "甲集团")],
        ),
        "乙样例股份公司": ("", code(2), "450000", "C34", "small", True, [("former", "乙样例有限公司")]),
    }
    assert batch().numbers == {"new": 1, "changed": 1, "same": 0, "left_out": 2} and letters() == 0
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "imported")).one()
    assert entry.event_id is None and entry.changes["new_organizations"] == [None, 1]
    log = admin.get("/manage/changes/").text
    assert "Name of the organization, Short names, Unified social credit code" in log and "New organizations" in log
    assert [one.action for one in list_entries_about("organization", [there.id])] == ["changed"]
    assert "entered from a sheet" in log and "Rows left out" in admin.get(address).text


def test_the_credit_code_says_more_than_the_name_and_a_known_name_renames_nobody(admin):
    one = make_organization("甲样例有限公司", credit_code=code(1))
    other = make_organization("乙样例有限公司", credit_code=code(2))
    make_named("甲", NameKind.SHORT, one)
    merged = make_named("甲旧样例有限公司", NameKind.MERGED, one)
    sheet = HEADS + "".join(
        f"{name}\t{english}\t{short}\t\t{number}\t\t\t\n"
        for name, english, short, number in (
            ("甲", "First", "", ""),
            (merged.name, "", "", code(1)),
            ("乙样例有限公司", "", "", code(1)),
            ("甲样例有限公司", "", "", code(3)),
            ("丙样例有限公司", "", "乙样例有限公司", ""),
            ("丁样例有限公司", "", "丁", code(4)),
            ("戊样例有限公司", "", "丁", code(4)),
        )
    )
    page = admin.get(opened(admin, sheet)).text

    assert "Changed: 1" in page and "→ <ins>First</ins>" in page and "<del>甲样例有限公司</del>" not in page
    assert "The same as row 2" in page and "“乙样例有限公司” is a name of “乙样例有限公司”. If the two are one" in page
    assert f"“甲样例有限公司” has another code: {code(1)}" in page
    assert page.count("The same as row 7") == 2
    assert "New: 1" in page and "With errors: 5" in page
    assert rows()["乙样例有限公司"][1] == other.credit_code


def test_names_of_a_sheet_are_added_and_none_is_taken_away(admin):
    one = make_organization("甲样例有限公司")
    make_named("甲；乙", NameKind.SHORT, one)
    make_named("老甲", NameKind.FORMER, one)
    address = opened(
        admin, HEADS + "甲样例有限公司\t\t甲；乙、甲样、老甲；甲样例有限公司\t更老的甲\n甲样例有限公司\t\t甲\t\n"
    )
    assert "<del>甲；乙</del> → <ins>甲；乙；甲样</ins>" in admin.get(address).text
    admin.post(f"{address}correct", data={"d_3": "skip"})
    take(admin, address)
    work()

    names = [("former", "更老的甲"), ("former", "老甲"), ("short", "甲样"), ("short", "甲；乙")]
    assert rows()["甲样例有限公司"][-1] == sorted(names)
    place = register(make_event(), make_applicant(organization="甲样"))
    assert place.organization_id == one.id


@pytest.mark.parametrize("decision", ["", "new", "same"])
def test_what_is_similar_is_decided_about(admin, decision):
    one = make_organization("上海临港机床有限公司", credit_code=None, sector_code="C34", province_code="310000")
    make_organization("上海临港机床有限责任公司", credit_code=code(9), sector_code=None, province_code=None)
    address = opened(admin, HEADS + f"上海臨港機床股份有限公司\t\t\t\t{code(1)}\t\t\t大型\n")
    page = admin.get(address).text
    assert "Possibly known already: 1" in page and f"/manage/organizations/{one.id}/" in page and code(9) not in page
    if decision:
        admin.post(f"{address}correct", data={"d_2": str(one.id) if decision == "same" else decision})
    take(admin, address)
    work()

    said = rows()
    assert said["上海臨港機床股份有限公司"][1] == code(1) and said["上海臨港機床股份有限公司"][4] == "large"
    if decision == "same":
        assert "上海临港机床有限公司" not in said
        assert said["上海臨港機床股份有限公司"][-1] == [("former", "上海临港机床有限公司")]
    else:
        assert "上海临港机床有限公司" in said
    assert db.session.query(TwoOrganizations).count() == (decision == "new")
    admin.post(f"{address}undo")
    work()
    assert set(rows()) == {"上海临港机床有限公司", "上海临港机床有限责任公司"} and batch().state is BatchState.UNDONE


def test_a_decision_for_what_is_not_similar_decides_nothing(admin):
    strange = make_organization("广州样例电气有限公司")
    address = opened(admin, HEADS + "上海临港机床有限公司\n")
    admin.post(f"{address}correct", data={"d_2": str(strange.id)})
    assert "New: 1" in admin.get(address).text


def test_wrong_rows_are_corrected_in_the_preview_or_in_the_sheet_that_is_given_back(admin):
    sheet = HEADS + "甲样例有限公司\t\t\t\t123\t火星\t\t\n乙样例有限公司\t\t\t\t\t\t\t\n"
    address = opened(admin, sheet)
    given_back = openpyxl.load_workbook(io.BytesIO(admin.get(f"{address}problems.xlsx").data)).active
    marked = [cell.value for row in given_back.iter_rows() for cell in row if cell.value]
    assert any("“火星” is not a province" in str(value) for value in marked)

    admin.post(f"{address}correct", data={"c_2_credit_code": code(1), "c_2_province": "湖北省武汉市"})
    assert "2 rows will be imported." in admin.get(address).text
    take(admin, address)
    work()
    assert rows()["甲样例有限公司"][1:3] == (code(1), "420000")


def test_columns_are_chosen_and_remembered(admin):
    pasted = "谁\t号\n甲样例有限公司\t" + code(1)
    address = opened(admin, pasted)
    assert "Not recognized: Name of the organization" in admin.get(address).text
    admin.post(f"{address}columns", data={"k_0": "name", "k_1": "credit_code"})
    assert "1 row will be imported." in admin.get(address).text
    assert "1 row will be imported." in admin.get(opened(admin, pasted)).text


def test_an_import_is_undone_as_long_as_nothing_stands_on_it_and_the_rows_are_named(admin):
    one = make_organization("甲样例有限公司", credit_code=code(1), sector_code=None, entered_by_office=False)
    make_named("甲", NameKind.SHORT, one)
    before = rows()
    address = opened(
        admin,
        HEADS
        + f"甲新样例有限公司\tFirst\t甲新\t\t{code(1)}\t湖南\tC34\t大型\n乙样例有限公司\t\t乙\t\t\t\t\t\n丙样例有限公司\n",
    )
    take(admin, address)
    work()
    after = rows()
    assert set(after) == {"甲新样例有限公司", "乙样例有限公司", "丙样例有限公司"}

    place = register(make_event(), make_applicant(organization="乙"))
    page = admin.get(address).text
    assert "Row 3:" in page and "乙样例有限公司" in page and "Undo this import" not in page
    assert admin.post(f"{address}undo").status_code == 409 and rows() == after
    place.organization_id = place.person.organization_id = None
    db.session.commit()

    assert admin.get(f"{address}undo").status_code == 200
    assert admin.post(f"{address}undo").status_code == 303
    work()
    assert rows() == before and batch().state is BatchState.UNDONE
    actions = [entry.action for entry in list_entries_about("organization", [one.id])]
    assert actions == ["changed", "restored"]
    log = admin.get("/manage/changes/").text
    assert "former content restored" in log
    assert admin.post(f"{address}undo").status_code == 409


def test_a_later_change_and_a_later_merge_stand_on_an_import(admin):
    address = opened(admin, HEADS + "甲样例有限公司\n乙样例有限公司\n丙样例有限公司\n")
    take(admin, address)
    work()
    found = {row.name: row.id for row in db.session.scalars(select(Organization))}
    admin.post(f"/manage/organizations/{found['甲样例有限公司']}/names", data={"other_name": "甲", "kind": "short"})
    with transaction():
        db.session.delete(db.session.get_one(Organization, found["丙样例有限公司"]))
    page = admin.get(address).text
    assert "Row 2:" in page and "Row 3:" not in page and "丙样例有限公司 (no longer there)" in page
    assert "row 2 (甲样例有限公司) was changed afterwards" in admin.post(f"{address}undo").text


def test_what_changes_before_the_worker_comes_opens_the_import_again(admin):
    address = opened(admin, HEADS + "甲样例有限公司\t\t\t\t\t\t\t小型\n")
    digest = digest_of(admin.get(address))
    make_organization("甲样例有限公司")
    refused = admin.post(f"{address}take", data={"digest": digest})
    assert refused.status_code == 409 and "Something has changed since the rows were shown" in refused.text

    second = opened(admin, HEADS + "乙样例有限公司\t\t\t\t\t\t\t大型\n")
    take(admin, second)
    make_organization("乙样例有限公司")
    work()
    assert batch().state is BatchState.OPEN and rows()["乙样例有限公司"][4] == ""


def test_an_organization_that_came_with_a_sheet_stays_though_nobody_comes_from_there(admin):
    address = opened(admin, HEADS + "甲样例有限公司\t\t甲\n")
    take(admin, address)
    work()
    make_organization("没有人的公司")
    for _time in range(3):
        with transaction():
            periods._delete(NOON + timedelta(days=40), 100)
    assert set(rows()) == {"甲样例有限公司"}


def test_the_template_names_every_column_and_is_read_again(admin):
    body = admin.get(f"{BASE}template.xlsx?lang=zh").data
    book = openpyxl.load_workbook(io.BytesIO(body))
    heads = {cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value}
    assert {"统一社会信用代码", "简称", "曾用名"} <= {str(head).rstrip("*＊ ") for head in heads}
    assert (
        "There is no row" in admin.get(opened(admin, data=body)).text
        or "0 rows will be imported" in admin.get(opened(admin, data=body)).text
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_what_is_exported_comes_back_without_a_change(admin, suffix, lang):
    one = make_organization("=甲样例有限公司", credit_code=code(1), name_en='+First, "Ltd"')
    make_named("甲;=乙", NameKind.SHORT, one)
    make_named("甲旧", NameKind.FORMER, one)
    make_named("甲并", NameKind.MERGED, one)
    make_organization("乙样例有限公司", sector_code=None, province_code=None)
    columns = [
        "name_en",
        "short_names",
        "former_names",
        "credit_code",
        "province",
        "sector",
        "size_class",
        "merged_names",
    ]
    body = exported(admin, suffix, lang, cols=[*columns, "from_there", "nonsense"])

    page = admin.get(opened(admin, data=body, name=f"a.{suffix}") + "?lang=en").text
    assert "No change: 2" in page and "0 rows will be imported." in page
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "organizations_exported")).one()
    assert entry.changes["rows"] == [None, 2] and entry.changes["organization_format"] == [None, suffix]
    assert "English name, Short names" in admin.get("/manage/changes/?lang=en").text


def test_the_file_has_the_chosen_columns_and_rows_with_numbers_as_numbers(admin):
    one = make_organization("甲样例有限公司", credit_code=code(1))
    make_organization("乙样例有限公司")
    register(make_event(), make_applicant(organization="甲样例有限公司"))
    book = openpyxl.load_workbook(io.BytesIO(exported(admin, q="甲样例", cols=["from_there", "credit_code"])))
    sheet = book.active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["单位名称", "统一社会信用代码", "报名人次"],
        ["甲样例有限公司", one.credit_code, 1],
    ]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
