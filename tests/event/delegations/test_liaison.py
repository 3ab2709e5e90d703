"""A liaison's page: places and what is left, the unit's people, the reply, the complete list, handing over, own details."""

from __future__ import annotations

import io
import json
from datetime import timedelta

import openpyxl
import pypdf
import pytest

from eventmgr.event.delegations.models import Liaison, Place
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.queries import list_entries_about
from eventmgr.tools.log.services import SYSTEM, Act
from tests.event.delegations.acting import board_of, entered, letters, page_of, said, token_in
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import make_liaison, make_registration

pytestmark = pytest.mark.usefixtures("frozen", "database")


@pytest.fixture
def liaison(event):
    return make_liaison(event, "420000", link="one")


@pytest.fixture
def browser(app, liaison):
    return entered(app, "one")


def test_the_page_says_places_deadline_and_the_units_people_alone(event, browser):
    make_registration(event, unit_code="420000", name="张三", title="主任")
    make_registration(event, unit_code="420000", name="李四", status=Status.PENDING)
    make_registration(event, unit_code="420000", name="王五", status=Status.WITHDRAWN)
    make_registration(event, unit_code="430000", name="赵六")
    page = browser.get(page_of(event)).text

    assert "Delegation of Hubei" in page and "3, 1 of them confirmed" in page and "2 left" in page
    assert "2 people" in page and "1 await review" in page and "张三" in page and "主任" in page and "李四" in page
    assert "王五" not in page and "赵六" not in page
    assert "List begun" in page and "13 May 2026" in page, "the list is due when registration closes"


def test_beyond_the_quota_it_says_so_and_what_to_do(event, browser):
    for _n in range(5):
        make_registration(event, unit_code="420000")
    assert "2 over quota. Confirmed places remain" in browser.get(page_of(event)).text


def test_the_reply_is_seen_by_the_office_and_no_part_needs_a_reason_and_an_empty_list(event, browser, office):
    answer = browser.post(page_of(event, rest="answer"), data={"takes_part": "no", "reason": ""})
    assert answer.status_code == 409 and "Please say why" in answer.text and said(event) is None
    assert browser.post(page_of(event, rest="answer"), data={"takes_part": "perhaps"}).status_code == 422

    browser.post(page_of(event, rest="answer"), data={"takes_part": "no", "reason": "同日另有会议"})
    assert (said(event).takes_part, said(event).reason) == (False, "同日另有会议")
    board = office.get(board_of(event)).text
    assert "Will not attend" in board
    assert "同日另有会议" in office.get(board_of(event, "units/420000/")).text

    browser.post(page_of(event, rest="answer"), data={"takes_part": "yes"})
    assert "Will attend" in office.get(board_of(event)).text and said(event).reason == ""
    make_registration(event, unit_code="420000")
    answer = browser.post(page_of(event, rest="answer"), data={"takes_part": "no", "reason": "无人"})
    assert answer.status_code == 409 and "still people on your list" in answer.text and said(event).takes_part


def test_a_complete_list_is_changed_by_who_comes_goes_or_says_something_else_and_by_no_decision(event, browser, office):
    assert browser.post(page_of(event, rest="complete")).status_code == 303
    assert said(event) is None, "nobody is on it"
    place = register(event, make_applicant(unit="420000", province="420000"))
    browser.post(page_of(event, rest="complete"))
    assert "List complete" in office.get(board_of(event)).text and said(event).takes_part

    def is_changed():
        db.session.expire_all()
        return "Changed since complete" in office.get(board_of(event)).text

    act = Act(SYSTEM, clock.now())
    assert not is_changed()
    clock_later = Act(SYSTEM, act.at.replace(minute=act.at.minute + 5))
    write(
        lambda: edit(
            event,
            place,
            make_applicant(unit="420000", title="处长", province="420000", name=place.name, mobile=place.mobile),
            act=clock_later,
        )
    )
    assert is_changed(), "somebody says something else"
    browser.post(page_of(event, rest="complete"))
    assert said(event).completed_people == 1
    make_registration(event, unit_code="420000")
    assert is_changed(), "one more"
    browser.post(page_of(event, rest="complete"), data={"again": "1"})
    assert said(event).completed_at is None and "List begun" in office.get(board_of(event)).text


def test_handing_over_ends_the_own_page_and_tells_the_colleague_the_deputy_and_the_office(app, event, browser, office):
    make_liaison(event, "420000", place=Place.DEPUTY, name="副手", email="deputy@example.com")
    data = {"name": "钱七", "email": "qian@example.com", "mobile": "15400000009", "office": "科技处", "language": "zh"}
    answer = browser.post(page_of(event, rest="hand-over"), data=data)

    assert answer.status_code == 200 and "钱七" in answer.text
    assert browser.get(page_of(event)).status_code == 404
    sent = {letter.to_address: letter for letter in letters()}
    assert set(sent) == {"qian@example.com", "deputy@example.com", "office@example.com"}
    assert "钱七" in sent["deputy@example.com"].text and "李敏" in sent["office@example.com"].text
    colleague = entered(app, token_in(sent["qian@example.com"]))
    assert "钱七" in colleague.get(page_of(event)).text
    assert "钱七" in office.get(board_of(event)).text
    number = db.session.query(Liaison.id).filter_by(name="钱七").scalar()
    entries = list_entries_about("liaison", [number])
    assert "handed_over" in [entry.action for entry in entries]
    assert not [entry for entry in entries if "钱七" in str(entry.changes) or "李敏" in entry.actor_name]


def test_handing_over_to_oneself_or_to_the_deputy_is_refused(event, browser):
    make_liaison(event, "420000", place=Place.DEPUTY, email="deputy@example.com")
    for email in ("DEPUTY@example.com", db.session.query(Liaison.email).filter_by(place=Place.LIAISON).scalar()):
        data = {"name": "钱七", "email": email, "language": "zh"}
        assert browser.post(page_of(event, rest="hand-over"), data=data).status_code == 409
    answer = browser.post(page_of(event, rest="hand-over"), data={"name": "钱七", "email": "x@", "language": "zh"})
    assert answer.status_code == 422 and "not a complete e-mail address" in answer.text and "钱七" in answer.text
    assert letters() == [] and browser.get(page_of(event)).status_code == 200


def test_the_own_list_is_a_file_without_numbers_and_recorded(event, browser):
    make_registration(event, unit_code="420000", name="张三", mobile="15400000123")
    make_registration(event, unit_code="430000", name="赵六")
    answer = browser.get(page_of(event, rest="roster.xlsx"))
    rows = [list(row) for row in openpyxl.load_workbook(io.BytesIO(answer.data)).active.values]

    assert [row[0] for row in rows] == ["Name", "张三"] and "0123" not in str(rows)
    entry = db.session.query(AuditEntry).filter_by(action="roster_taken").one()
    assert entry.changes == {"rows": [None, 1]} and entry.actor_name == "Liaison of 湖北省"


def test_the_own_list_is_a_paper_without_numbers_and_recorded(event, browser):
    make_registration(event, unit_code="420000", name="张三", mobile="15400000123", title="主任")
    make_registration(event, unit_code="430000", name="赵六")
    paper = browser.get(page_of(event, rest="roster.pdf?lang=zh"))
    said = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.data)).pages)

    assert (
        paper.mimetype == "application/pdf"
        and "湖北省代表团" in said
        and "张三" in said.replace(" ", "").replace("　", "")
    )
    assert "主任" in said and "0123" not in said and "赵六" not in said
    assert db.session.query(AuditEntry).filter_by(action="roster_taken").one().changes == {"rows": [None, 1]}


def test_own_details_are_seen_copied_corrected_and_deleted(event, browser, office):
    copy = json.loads(browser.get(page_of(event, rest="own/data.json")).text)
    assert (copy["name"], copy["mobile"], copy["unit"]) == ("李敏", "15400000001", "Hubei")
    browser.post(page_of(event, rest="own"), data={"name": "李敏敏", "mobile": "+86 154 0000 0002", "office": "科技处"})
    page = browser.get(page_of(event, rest="own")).text
    assert "李敏敏" in page and "15400000002" in page
    answer = browser.post(page_of(event, rest="own"), data={"name": "李敏敏", "mobile": "12"})
    assert answer.status_code == 422

    assert browser.post(page_of(event, rest="own/delete")).status_code == 200
    assert db.session.query(Liaison).count() == 0 and browser.get(page_of(event)).status_code == 404
    assert "no liaison" in office.get(board_of(event)).text


def test_after_the_event_nothing_is_said_any_more(app, event, frozen):
    make_liaison(event, "420000", link="late")
    make_registration(event, unit_code="420000")
    frozen.move_to(event.ends_at - timedelta(hours=1))
    browser = entered(app, "late")
    assert "Send the reply" in browser.get(page_of(event)).text
    frozen.shift(7200)
    page = browser.get(page_of(event))
    assert "The event is over" in page.text and "Send the reply" not in page.text
    assert browser.post(page_of(event, rest="answer"), data={"takes_part": "yes"}).status_code == 409
    assert said(event) is None
