"""A sheet of registrations from the file to the list: seen row by row, corrected, taken by a worker, undone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import InvitedUnit, QuotaMode
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.quotas.models import Status, Tally
from eventmgr.event.registration.models import Registration, Source
from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.imports.models import BatchState
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import OutboxLetter
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import keep, make_event, make_member
from tests.output.imports.sending import (
    TRAP,
    base,
    batch,
    digest_of,
    in_english,
    letters,
    names,
    opened,
    send,
    take,
    work,
)

pytestmark = pytest.mark.usefixtures("frozen")


def test_the_list_of_registrations_leads_here(office, event):
    page = office.get(f"/manage/events/{event.slug}/registrations/")

    assert f'href="{base(event)}"' in page.text


def test_a_sheet_of_an_office_is_shown_row_by_row_and_nothing_is_written(office, event):
    page = office.get(opened(office, event, data=TRAP))

    assert page.status_code == 200
    assert "张三" in page.text and "联系方式 / 手机" in page.text
    assert "This number has 3 digits" in page.text
    assert "“wang@” is not a complete e-mail address" in page.text
    assert "2 rows will be imported." in page.text and "1 row still has errors" in page.text
    assert names(event) == {} and letters() == 0


def test_every_trap_of_the_sheet_is_understood_or_told_politely(office, event):
    asked = [
        ("in", QuestionKind.DATE, "到会日期"),
        ("out", QuestionKind.DATE, "离会日期"),
        ("with", QuestionKind.NUMBER, "随行工作人员"),
    ]
    for position, (key, kind, label) in enumerate(asked):
        keep(Question(event_id=event.id, key=key, kind=kind, label={"zh": label}, position=position))
    address = opened(office, event, data=TRAP)
    page = office.get(address).text

    assert "This number has 3 digits" in page and "“9/3” is not a date" in page and "“两位” is not a number" in page
    assert "“2026-02-30”" in page and "2 rows will be imported." in page

    right = {
        "q_in": "2026-09-03",
        "q_out": "9月30日",
        "q_with": "0",
        "mobile": "15400000103",
        "email": "",
        "organization": "丙公司",
    }
    office.post(f"{address}correct", data={f"c_7_{key}": value for key, value in right.items()})
    assert "“9月30日” is not a date" in office.get(address).text
    office.post(f"{address}correct", data={"c_7_q_out": "2026/9/6"})
    take(office, address)
    work()

    assert names(event)["张三"] == ("15400000101", "湖南某某机械有限公司", "430000")
    assert names(event)["李四"] == ("15400000102", "某某（集团）公司", "450000")
    rows = db.session.scalars(select(Registration).order_by(Registration.id))
    assert [[row.answers.get(f"q_{key}") for key, _kind, _label in asked] for row in rows] == [
        ["2026-09-03", "2026-09-06", 2],
        ["2026-09-03", "2026-09-06", 3],
        ["2026-09-03", "2026-09-06", 0],
    ]


def test_what_is_taken_is_said_first_who_is_written_to_and_a_worker_does_it(office, event):
    address = opened(office, event, data=TRAP)

    asking = take(office, address, telling="")
    assert "1 person would get an e-mail" in asking.text and "张三" in asking.text
    assert "1 person has no e-mail address" in asking.text
    assert names(event) == {} and batch().state is BatchState.OPEN

    assert take(office, address).status_code == 303
    assert "Being imported" in office.get(address).text and names(event) == {} and letters() == 0
    assert office.get(address).headers["Refresh"] == "3"
    work()

    assert names(event) == {
        "张三": ("15400000101", "湖南某某机械有限公司", "430000"),
        "李四": ("15400000102", "某某（集团）公司", "450000"),
    }
    assert {row.source for row in db.session.scalars(select(Registration))} == {Source.IMPORT}
    assert letters() == 1
    done = office.get(address)
    assert "This number has 3 digits" in done.text
    assert batch().numbers == {"new": 2, "changed": 0, "same": 0, "left_out": 1}
    assert batch().content == {}
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "imported")).one()
    assert entry.changes["new"] == [None, 2]


def test_reasons_are_in_the_language_of_whoever_imported(office, event):
    address = opened(office, event, data=TRAP)
    office.set_cookie("lang", "zh")
    take(office, address)
    work()

    page = office.get(address).text
    assert "此项必填，但没有填写。" in page and "“wang@”不是完整的电子邮箱" in page
    assert "This is required" not in page


def test_nobody_is_told_where_that_is_chosen(office, event):
    address = opened(office, event, data=TRAP)
    take(office, address, telling="nobody")
    work()

    assert len(names(event)) == 2 and letters() == 0


@pytest.mark.parametrize(
    ("choice", "said"),
    [("now", "1 e-mail will be sent at"), ("collect", "1 e-mail about changes has not"), ("nobody", "")],
)
def test_pages_speak_of_e_mails_of_an_import_where_some_wait_and_nowhere_else(
    office, event, app, monkeypatch, choice, said
):
    monkeypatch.setitem(app.config, "TAKE_BACK_MINUTES", 3)
    address, overview = opened(office, event, data=TRAP), f"/manage/events/{event.slug}/"

    take(office, address, telling=choice)
    at_once = office.get(overview).text
    work()
    done = office.get(overview).text

    assert said in done and (letters() > 0) == bool(said)
    office.post(f"{address}undo", data={"telling": choice})
    if choice == "nobody":
        for page in (at_once, done, office.get(overview).text):
            assert (
                "e-mail will be sent at" not in page
                and "e-mails will be sent at" not in page
                and "not been sent" not in page
            )


def test_e_mails_of_an_import_can_be_told_later(office, event):
    address = opened(office, event, data=TRAP)
    take(office, address, telling="collect")
    work()

    assert [letter.state.value for letter in db.session.scalars(select(OutboxLetter))] == ["collected"]


def test_wrong_cells_are_corrected_in_the_preview(office, event):
    address = opened(office, event, data=TRAP)

    answer = office.post(
        f"{address}correct?show=wrong",
        data={"c_7_mobile": "15400000103", "c_7_email": "wang@example.com", "c_7_organization": "丙公司"},
    )

    assert answer.location.endswith("?show=wrong")
    assert "3 rows will be imported." in office.get(address).text
    take(office, address)
    work()
    assert names(event)["王五"] == ("15400000103", "丙公司", "")


def test_a_row_is_left_out_where_somebody_says_so(office, event):
    address = opened(office, event, data=TRAP)
    office.post(f"{address}correct", data={"d_7": "skip"})

    page = office.get(address)
    assert "You left out 1 row: 7." in page.text
    assert "still has errors" not in page.text


def test_columns_are_chosen_and_remembered_for_the_next_sheet(office, event):
    pasted = "谁\t哪里\t号\n张三\t甲公司\t15400000101"
    address = opened(office, event, pasted=pasted)
    assert "Not recognized: Name" in office.get(address).text

    office.post(f"{address}columns", data={"k_0": "name", "k_1": "organization", "k_2": "mobile"})

    assert "1 row will be imported." in office.get(address).text
    again = opened(office, event, pasted=pasted.replace("张三", "李四"))
    assert "1 row will be imported." in office.get(again).text


def test_who_is_there_already_is_changed_and_shown_from_what_to_what(office, event):
    there = register(event, make_applicant(name="张三", mobile="15400000101", title="科长", email=""))
    same = register(event, make_applicant(name="李四", mobile="15400000102", organization="乙公司"))
    address = opened(
        office, event, pasted="姓名\t单位\t手机\t职务\n张三\t\t15400000101\t处长\n李四\t乙公司\t15400000102\t\n"
    )

    page = office.get(address)
    assert "<del>科长</del> → <ins>处长</ins>" in page.text
    assert "Changed: 1" in page.text and "No change: 1" in page.text
    take(office, address)
    work()
    db.session.refresh(there)
    db.session.refresh(same)
    assert (there.title, there.organization_name) == ("处长", "上海样例001号电气有限公司")
    assert batch().numbers == {"new": 0, "changed": 1, "same": 1, "left_out": 0}


def test_somebody_alike_is_decided_about(office, event):
    there = register(event, make_applicant(name="张三", mobile="15400000101", organization="甲公司", email=""))
    address = opened(office, event, pasted="姓名\t单位\t手机\n张三\t甲公司\t15400000999")

    assert "Possibly registered already: 1" in office.get(address).text
    office.post(f"{address}correct", data={"d_2": str(there.id)})
    assert "<del>154****0101</del> → <ins>15400000999</ins>" in office.get(address).text
    take(office, address)
    work()
    assert names(event) == {"张三": ("15400000999", "甲公司", "310000")}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_was_exported_comes_back_without_a_change(office, event, kind, lang):
    for number in range(3):
        register(event, make_applicant(title=f"=职务{number}", answers={"remarks": "备注\n二"}))
    exported = office.post(
        f"/manage/events/{event.slug}/registrations/export/?lang={lang}&cols=unit,province,country,sector,title,"
        "mobile,email,role,remarks,status,created,source",
        data={"kind": kind, "why": "correct", "recipient": "本单位"},
    ).data

    page = office.get(opened(office, event, data=exported) + "?lang=en")

    assert "No change: 3" in page.text
    assert "0 rows will be imported." in page.text


def test_an_import_is_undone_as_long_as_nothing_came_after_it(office, event):
    there = register(event, make_applicant(name="赵六", mobile="15400000201", title="科长", email=""))
    address = opened(
        office, event, pasted="姓名\t单位\t手机\t职务\n张三\t甲公司\t15400000101\t\n赵六\t\t15400000201\t处长\n"
    )
    take(office, address)
    work()
    assert "Undo this import" in office.get(address).text

    assert office.post(f"{address}undo").status_code == 303
    work()

    db.session.refresh(there)
    new = db.session.scalars(select(Registration).where(Registration.id != there.id)).one()
    assert (there.title, there.status) == ("科长", Status.CONFIRMED)
    assert (new.name, new.mobile, new.status) == ("—", "", Status.WITHDRAWN)
    assert batch().state is BatchState.UNDONE
    assert "Undone" in office.get(address).text


def test_what_came_after_an_import_keeps_it_and_is_named(office, event, frozen):
    address = opened(office, event, pasted="姓名\t单位\t手机\n张三\t甲公司\t15400000101\n李四\t甲公司\t15400000102\n")
    take(office, address)
    work()
    frozen.shift(60)
    later = db.session.scalars(select(Registration).where(Registration.name == "李四")).one()
    office.post(
        f"/manage/events/{event.slug}/registrations/{later.id}/edit",
        data={"name": "李四", "organization": "乙公司", "mobile": "15400000102"},
    )

    page = office.get(address)
    assert "Row 3:" in page.text and "李四" in page.text and "Undo this import" not in page.text
    refused = office.post(f"{address}undo")
    assert refused.status_code == 409 and "row 3 (李四) was changed afterwards" in refused.text
    assert batch().state is BatchState.TAKEN


def test_the_word_holds_for_what_was_shown_alone(office, event):
    address = opened(office, event, data=TRAP)
    digest = digest_of(office.get(address))
    register(event, make_applicant(name="张三", mobile="15400000101"))

    answer = office.post(f"{address}take", data={"digest": digest, "telling": "now"})

    assert answer.status_code == 409 and "Something has changed since the rows were shown" in answer.text
    assert batch().state is BatchState.OPEN


def test_what_changed_before_the_worker_came_opens_the_import_again(office, event):
    address = opened(office, event, data=TRAP)
    take(office, address)
    register(event, make_applicant(name="张三", mobile="15400000101"))
    work()

    assert batch().state is BatchState.OPEN
    assert set(names(event)) == {"张三"}


def test_rows_that_the_event_has_no_place_for_are_left_out_with_the_reason(office, sign_in):
    event = make_event(capacity=1, has_waiting_list=False)
    office = in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))
    pasted = (
        "姓名\t单位\t手机\t邮箱\n张三\t甲公司\t15400000101\ta@example.com\n李四\t甲公司\t15400000102\tb@example.com\n"
    )
    address = opened(office, event, pasted=pasted)
    assert "1 person would get an e-mail" in take(office, address, telling="").text
    take(office, address)
    work()

    assert batch().numbers == {"new": 1, "changed": 0, "same": 0, "left_out": 1}
    assert "All places are taken" in office.get(address).text


def test_none_is_a_choice_too_and_deletes_the_sheet(office, event):
    address = opened(office, event, data=TRAP)

    assert office.post(f"{address}discard").status_code == 303
    assert (batch().state, batch().content) == (BatchState.DISCARDED, {})
    assert office.post(f"{address}discard").status_code == 303
    assert office.post(f"{address}correct", data={"d_7": "skip"}).status_code == 303


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file, or paste the rows below."),
        ({"data": b"\x89PNG\r\n\x1a\n" + bytes(300)}, "This file is not a spreadsheet"),
        ({"pasted": "姓名"}, ""),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(office, event, sent, said):
    answer = send(office, event, **sent)

    if said:
        assert answer.status_code == 422 and said in answer.text
    else:
        assert answer.status_code == 303
        assert office.get(answer.location).status_code in (200, 303)


def test_the_sheet_with_problems_and_the_template_are_read_again(office, event):
    from eventmgr.tools.sheets import find_table, read_file
    from tests.tools.sheets.tables import FIELDS

    address = opened(office, event, data=TRAP)

    given_back = office.get(f"{address}problems.xlsx").data
    assert "This number has 3 digits" in str(read_file(given_back).rows[6].values)
    again = office.get(opened(office, event, data=given_back))
    assert "2 rows will be imported." in again.text
    blank = read_file(office.get(base(event, "template.xlsx")).data)
    assert find_table(blank, FIELDS).rows == ()


def test_many_at_once_are_counted_right_up_to_the_last_place_and_beyond(sign_in):
    event = make_event(capacity=3, has_waiting_list=True)
    office = in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))
    rows = "".join(f"张{number}\t甲公司\t1540000010{number}\n" for number in "123456")
    take(office, opened(office, event, pasted=f"姓名\t单位\t手机\n{rows}"))
    work()

    statuses = [row.status for row in db.session.scalars(select(Registration).order_by(Registration.id))]
    assert statuses == [Status.CONFIRMED] * 3 + [Status.WAITLISTED] * 3
    tally = db.session.execute(select(Tally.status, Tally.n).where(Tally.event_id == event.id)).all()
    assert dict(map(tuple, tally)) == {Status.CONFIRMED: 3, Status.WAITLISTED: 3}
    assert all(row.entered_by_office for row in db.session.scalars(select(Organization)))


def test_a_quota_that_binds_holds_within_one_import(sign_in):
    event = make_event(quota_mode=QuotaMode.REFUSE, has_waiting_list=False)
    db.session.add(InvitedUnit(event_id=event.id, unit_code="430000", quota=1))
    office = in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))
    rows = "".join(f"张{number}\t甲公司\t1540000010{number}\t湖南省\n" for number in "123")
    take(office, opened(office, event, pasted=f"姓名\t单位\t手机\t代表团\n{rows}"))
    work()

    assert batch().numbers == {"new": 1, "changed": 0, "same": 0, "left_out": 2}


def test_what_is_not_finished_cannot_be_undone(office, event):
    address = opened(office, event, data=TRAP)

    page = office.get(f"{address}undo")
    assert page.status_code == 200 and "Only a finished import can be undone." in page.text
    assert office.post(f"{address}undo").status_code == 409
    assert batch().state is BatchState.OPEN
