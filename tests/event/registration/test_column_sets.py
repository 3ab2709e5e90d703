"""Columns that are chosen together: what a saved set does to the list, to files and to the change log."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from sqlalchemy import select

from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.models import ColumnSet
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import make_event, make_member

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def event():
    event = make_event()
    for key, label in (("hotel", "酒店"), ("topic", "想听什么")):
        db.session.add(
            Question(event_id=event.id, key=key, label={"zh": label, "en": key.title()}, kind=QuestionKind.TEXT)
        )
    db.session.commit()
    register(event, make_applicant(title="科长", answers={"q_hotel": "=1+1", "q_topic": "工业软件"}))
    return event


@pytest.fixture
def office(sign_in, event):
    return sign_in(make_member(event, TeamRole.REGISTRAR))


def address(event, rest=""):
    return f"/manage/events/{event.slug}/registrations/{rest}"


def saved(office, event, name="住宿", columns=("title", "q_hotel")) -> ColumnSet:
    answer = office.post(address(event, "column-sets/"), data={"name": name, "columns": list(columns)})
    assert answer.status_code == 303, answer.text
    db.session.expire_all()
    return db.session.scalars(select(ColumnSet).where(ColumnSet.name == name)).one()


def lines(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def sheet(answer):
    return openpyxl.load_workbook(io.BytesIO(answer.data)).active


def entries(action):
    return db.session.scalars(select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)).all()


def test_a_set_says_the_columns_of_both_files_and_stands_in_the_change_log(office, event):
    one = saved(office, event)

    text = lines(office.get(address(event, f"export.csv?set={one.id}")))
    page = sheet(office.get(address(event, f"export.xlsx?set={one.id}")))

    assert text == [["姓名", "单位全称", "职务/职称", "酒店"], [*text[1][:2], "科长", "'=1+1"]]
    assert [cell.value for cell in page[1]] == text[0] and page["D2"].value == "=1+1" and page["D2"].data_type == "s"
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:D2")
    for entry in entries("exported"):
        assert entry.changes["column_set"] == [None, "住宿"]
        assert entry.changes["columns"] == [None, "name,organization,title,q_hotel"]
        assert entry.changes["rows"] == [None, 1]


def test_the_list_shows_the_columns_of_a_set_and_its_files_follow(office, event):
    one = saved(office, event)

    page = office.get(address(event, f"?set={one.id}")).text

    assert "列方案：住宿" in page and f"export.xlsx?set={one.id}" in page
    assert "工业软件" not in page and "=1+1" in page


def test_ticked_columns_are_no_filter_of_those_who_are_written_to(sign_in, event):
    owner = sign_in(make_member(event, TeamRole.OWNER))

    page = owner.get(address(event, "?cols=title&cols=q_hotel&cols=status&status=confirmed"))

    assert page.status_code == 200, page.text
    assert f"/manage/events/{event.slug}/disclosures/new?status=confirmed" in page.text


def test_a_set_that_holds_a_removed_question_still_works_and_says_so(office, event):
    one = saved(office, event)
    db.session.delete(db.session.scalars(select(Question).where(Question.key == "hotel")).one())
    db.session.commit()

    page, sets = office.get(address(event, f"?set={one.id}")).text, office.get(address(event, "column-sets/")).text

    assert "酒店" in page and "目前没有的列" in page
    assert "目前不可用：酒店" in sets
    assert lines(office.get(address(event, f"export.csv?set={one.id}")))[0] == ["姓名", "单位全称", "职务/职称"]
    office.set_cookie("lang", "en")
    assert "Not available now: Hotel" in office.get(address(event, "column-sets/")).text


def test_a_set_of_which_nothing_is_left_gives_names_and_organizations_alone(office, event):
    one = saved(office, event, columns=["q_hotel"])
    db.session.delete(db.session.scalars(select(Question).where(Question.key == "hotel")).one())
    db.session.commit()

    assert lines(office.get(address(event, f"export.csv?set={one.id}")))[0] == ["姓名", "单位全称"]


def test_a_set_is_changed_and_deleted_and_its_name_is_given_once(office, event):
    one = saved(office, event)
    saved(office, event, "名单", ["title"])

    twice = office.post(address(event, "column-sets/"), data={"name": "名单", "columns": ["mobile"]})
    empty = office.post(address(event, "column-sets/"), data={"name": "空"})
    unknown = office.post(address(event, "column-sets/"), data={"name": "甲", "columns": ["shoe"]})
    office.post(address(event, f"column-sets/{one.id}/"), data={"name": "住宿二", "columns": ["q_topic"]})

    assert (twice.status_code, empty.status_code, unknown.status_code) == (409, 422, 422)
    assert "已有同名的列方案" in twice.text and 'value="mobile" checked' in twice.text
    assert lines(office.get(address(event, f"export.csv?set={one.id}")))[0][2:] == ["想听什么"]
    number = one.id
    office.post(address(event, f"column-sets/{number}/remove"))
    assert office.get(address(event, f"export.csv?set={number}")).status_code == 404
    assert [entry.object_name for entry in entries("removed")] == ["住宿二"]


def test_a_set_of_another_event_is_not_found(office, event, sign_in):
    other = make_event()
    one = saved(office, event)
    stranger = sign_in(make_member(other, TeamRole.OWNER))

    for rest in (f"?set={one.id}", f"export.csv?set={one.id}", f"export/?set={one.id}", "export.csv?set=x"):
        assert stranger.get(address(other, rest)).status_code == 404


def test_who_may_not_read_a_column_of_a_set_does_not_see_it(office, event, sign_in):
    one = saved(office, event)
    viewer = sign_in(make_member(event, TeamRole.VIEWER))

    page = viewer.get(address(event, f"?set={one.id}"))

    assert page.status_code == 200 and "=1+1" not in page.text and "科长" in page.text


def test_a_file_in_full_says_in_the_change_log_whom_it_is_for(office, event):
    one = saved(office, event, columns=["mobile", "title"])
    asked = {"kind": "xlsx", "why": "service", "recipient": "样例酒店"}

    page = office.get(address(event, f"export/?set={one.id}")).text
    book = sheet(office.post(address(event, f"export/?set={one.id}"), data=asked))

    assert "列方案：住宿" in page and 'name="recipient"' in page
    assert book["D2"].data_type == "s" and book["D2"].value.isdecimal()
    (entry,) = entries("exported")
    assert entry.changes["recipient"] == [None, "样例酒店"]
    history = office.get(f"/manage/events/{event.slug}/history/").text
    assert "文件接收方" in history and "样例酒店" in history and "列方案" in history
