"""The same mistake in many rows is put right once; columns that are not taken are named, each with why."""

from __future__ import annotations

import pytest

from eventmgr.event.events.models import InvitedUnit
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.output.imports.models import ImportBatch
from tests.event.delegations.acting import entered, page_of
from tests.factories import make_event, make_liaison
from tests.output.imports.sending import opened, take, work

pytestmark = pytest.mark.usefixtures("frozen")
HEADS = "姓名\t单位\t手机\t房型\t到达车次"
ROWS = [("张三", "套房"), ("李四", "套 房"), ("王五", "标间"), ("赵六", "大床房")]


@pytest.fixture
def event():
    return make_event(timezone="Asia/Shanghai", fields={"lodging": "optional", "email": "optional"})


def sheet(rows=ROWS, heads="姓名\t单位\t手机\t房型\t"):
    lines = [f"{name}\t甲公司\t1540000010{at}\t{cell}\tG12" for at, (name, cell) in enumerate(rows, start=1)]
    return "\n".join([heads, *lines])


def lodgings():
    db.session.expire_all()
    return {row.name: row.encrypted.get("lodging") for row in db.session.query(Registration)}


def test_what_stands_wrong_in_several_rows_is_put_right_once_and_remembered(office, event):
    address = opened(office, event, pasted=sheet())
    page = office.get(address).text

    assert "Accommodation “套房” in 2 rows" in page and 'name="w_2_lodging"' in page
    assert "标间" not in page.partition("The same in several rows")[2].partition("</form>")[0], "it is known"
    assert office.post(f"{address}correct", data={"w_2_lodging": "Single room"}).status_code == 303
    assert "4 rows will be imported." in office.get(address).text
    take(office, address)
    work()
    assert lodgings() == {"张三": "single", "李四": "single", "王五": "shared", "赵六": "single"}

    again = office.get(opened(office, event, pasted=sheet([("孙七", "套房")]))).text
    assert "1 row will be imported." in again and "Accommodation “套房” in 1 row" in again


def test_it_can_be_left_as_it_stands_again(office, event):
    address = opened(office, event, pasted=sheet())
    for said, good in (("Twin share", 4), ("", 2)):
        office.post(f"{address}correct", data={"w_2_lodging": said})
        assert f"{good} rows will be imported." in office.get(address).text


def test_what_is_no_word_out_of_a_list_is_put_right_in_its_rows_and_kept_nowhere_else(office, event):
    address = opened(office, event, pasted=sheet([("张三", "暂无"), ("李四", "暂无")], "姓名\t单位\t手机\t邮箱"))
    assert "E-mail “暂无” in 2 rows" in office.get(address).text
    office.post(f"{address}correct", data={"w_2_email": "-"})

    assert "2 rows will be imported." in office.get(address).text
    assert db.session.query(ImportBatch).one().columns == {}


def test_choices_are_named_with_the_marks_of_the_readers_language(office, event):
    office.set_cookie("lang", "zh")

    assert "不在可选范围内：不住宿、单间、合住" in office.get(opened(office, event, pasted=sheet())).text


def test_columns_that_are_not_taken_are_named_with_why(office, event):
    heads = "姓名\t单位\t手机\t性别\t车牌\t联系电话"
    address = opened(office, event, pasted=f"{heads}\n张三\t甲公司\t15400000101\t男\t沪A1\t15400000102")
    office.post(f"{address}columns", data={"k_1": ""})
    page = office.get(address).text.partition("columns are not imported:")[2].partition("</ul>")[0]

    assert "B 单位" in page and "as was chosen" in page
    assert "D 性别" in page and "the form of this event does not ask for it" in page
    assert "E 车牌" in page and "nothing of this name is asked here" in page
    assert "F 联系电话" in page and "another column is “Mobile number” already" in page


def test_a_liaison_is_told_which_answers_are_each_persons_own(app):
    asked = {"lodging": "optional", "diet": "optional"}
    event = make_event(units=[InvitedUnit(unit_code="430000", quota=9)], fields=asked)
    make_liaison(event, "430000", link="one")
    browser = entered(app, "one")
    heads = "姓名\t单位\t手机\t房型\t饮食"
    sent = browser.post(page_of(event, "430000", "import/"), data={"pasted": sheet(heads=heads)})
    page = browser.get(sent.location).text.partition("1 column is not imported:")[2].partition("</ul>")[0]

    assert "E 饮食" in page and "房型" not in page and page.count("each person enters it on their own page") == 1
