"""Ranks, groups and answers of people who are registered, from a sheet that adds nobody."""

from __future__ import annotations

import pytest

from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.imports.models import BatchState
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import make_member
from tests.on_site.signup.groups import choose, make_asking_event, make_group, standing
from tests.output.imports.answers import opened, people
from tests.output.imports.sending import batch, in_english, letters, take, work

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def event():
    event = make_asking_event(timezone="Asia/Shanghai")
    db.session.add(Question(event_id=event.id, key="hotel", label={"zh": "酒店"}, kind=QuestionKind.TEXT))
    db.session.commit()
    return event


@pytest.fixture
def office(sign_in, event):
    return in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))


def register_two(event):
    for number, name in (("1", "张三"), ("2", "李四")):
        register(event, make_applicant(name=name, mobile=f"1540000010{number}", organization="甲公司", title="科长"))


def test_ranks_and_answers_are_changed_and_nothing_else_and_undone(office, event):
    register_two(event)
    before = people(event)
    rows = "姓名\t单位\t手机\t排序\t酒店\t职务\n张三\t乙公司\t15400000101\t2\t一号楼\t处长\n李四\t甲公司\t154****0102\t1\t\t\n"
    address = opened(office, event, rows)
    page = office.get(address).text

    assert (
        "Changed: 2" in page
        and "<del>—</del> → <ins>一号楼</ins>" in page
        and "<ins>乙公司" not in page
        and "处长</ins>" not in page
    )
    take(office, address)
    work()
    assert people(event) == {"张三": (2, "一号楼", "甲公司", "科长"), "李四": (1, None, "甲公司", "科长")}
    assert letters() == 2 and "No change: 2" in office.get(opened(office, event, rows)).text

    done = address
    assert office.post(f"{done}undo").status_code == 303
    work()
    assert people(event) == before


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("王五\t甲公司\t15400000101\t1", "Nobody is registered under this name"),
        ("张三\t\t\t1", "Nobody is registered under this name"),
        ("张三\t甲公司\t\t1", "Several registered people match"),
        ("李四\t甲公司\t\t0", "Enter a number from 1"),
    ],
)
def test_who_is_not_there_is_not_added_and_who_is_meant_must_be_clear(office, event, row, said):
    register_two(event)
    register(event, make_applicant(name="张三", mobile="15400000109", organization="甲公司"))
    address = opened(office, event, f"姓名\t单位\t手机\t排序\n{row}\n")

    page = office.get(address).text

    assert said in page and "With errors: 1" in page and "0 rows will be imported." in page
    assert len(people(event)) == 2


def test_who_gets_a_place_because_another_group_is_chosen_is_said_first(office, event):
    first, second = make_group(event, capacity=1), make_group(event, capacity=5)
    choose(event, first, name="张三", mobile="15400000101")
    waiting = choose(event, first, name="李四", mobile="15400000102", email="li@example.com")
    before = letters()
    address = opened(office, event, f"姓名\t手机\t讨论分组\n张三\t15400000101\t{second.title['zh']}\n")

    asked = take(office, address, "")

    assert asked.status_code == 200 and "李四" in asked.text and letters() == before
    take(office, address, "nobody")
    work()
    assert standing(waiting) == [(first.id, "held")] and letters() == before
    assert batch().state is BatchState.TAKEN


def test_the_page_of_the_list_leads_here_and_its_sheet_is_read_again(office, event):
    register_two(event)
    start = f"/manage/events/{event.slug}/registrations/"

    assert f'href="{start}answers/import/"' in office.get(f"{start}import/").text
    template = office.get(f"{start}answers/import/template.xlsx")
    assert template.status_code == 200 and template.data[:2] == b"PK"
