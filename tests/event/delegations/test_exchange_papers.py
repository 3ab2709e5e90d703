"""Exchange papers (S3.3): submitted by a liaison's link, reminded, in versions, returned, accepted, and bound into the handbook."""

from __future__ import annotations

import io
from datetime import timedelta

import docx
import pypdf
import pytest
from werkzeug.datastructures import FileStorage

from eventmgr.event.delegations import services as delegations
from eventmgr.event.delegations.exchange_papers import queries, services
from eventmgr.event.delegations.exchange_papers.wording import Changed, changes_between
from eventmgr.event.delegations.models import Delegation, DelegationPlan, Due, PaperState
from eventmgr.event.delegations.switch import EXCHANGE_PAPERS
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.output.papers.handbook.document import build
from eventmgr.output.papers.handbook.queries import get_book
from eventmgr.tools.log.services import SYSTEM, Act
from tests.event.delegations.acting import board_of, entered, letters, page_of, token_in
from tests.factories import keep, make_liaison

pytestmark = pytest.mark.usefixtures("frozen", "database")

TEXT = "一、主要做法\n先诊断，再改造。\n二、初步成效\n效率提升两成。"
TYPED = {"title": "分步改造的做法", "written_by": "", "text": TEXT}


@pytest.fixture
def papers(event):
    event.features = [*event.features, EXCHANGE_PAPERS.name]
    db.session.commit()
    return f"/manage/events/{event.slug}/exchange-papers/"


@pytest.fixture
def browser(app, event, papers):
    make_liaison(event, "420000", link="one", email="wang@example.com", invited_at=clock.now())
    return entered(app, "one")


def own(event, rest=""):
    return page_of(event, rest=f"paper/{rest}")


def submitted(event, text=TEXT, unit="420000", title="分步改造的做法"):
    return write(lambda: services.submit(event, unit, services.Draft(title, text), act=act()))


def accept(event, number=1, unit="420000"):
    write(lambda: services.accept(event, unit, number, act=act()))


def act():
    return Act(SYSTEM, clock.now())


def paper_of(event, unit="420000"):
    db.session.expire_all()
    return queries.find_paper(event.id, unit)


def behind(event):
    """Units that owe a paper tomorrow."""
    tomorrow = clock.now() + timedelta(days=1)
    return [one.unit_code for one in delegations.list_behind(event, Due.PAPER, at=tomorrow)]


def word(*paragraphs):
    document, out = docx.Document(), io.BytesIO()
    for words, style in paragraphs:
        document.add_paragraph(words, style=style)
    document.save(out)
    return FileStorage(io.BytesIO(out.getvalue()), "湖北交流材料.docx")


def pages_of(body):
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages)


def test_a_liaison_hands_a_paper_in_and_the_office_reads_and_accepts_it(event, browser, office, papers):
    assert 'href="' + own(event) in browser.get(page_of(event)).text
    assert "not submitted yet" in browser.get(own(event)).text
    answer = browser.post(own(event), data=TYPED)
    assert answer.status_code == 303 and "Paper to check" in browser.get(own(event)).text

    assert "1 exchange paper to check" in office.get(f"/manage/events/{event.slug}/").text
    listed = office.get(papers).text
    assert "分步改造的做法" in listed and "Paper to check" in listed and "not submitted yet" in listed
    page = office.get(f"{papers}420000/").text
    assert "<h3>一、主要做法</h3>" in page and "<p>效率提升两成。</p>" in page
    assert office.post(f"{papers}420000/versions/1/accept").status_code == 303
    assert "Accepted for printing" in browser.get(own(event)).text
    assert "to check" not in office.get(f"/manage/events/{event.slug}/").text


def test_the_same_said_again_is_no_version(event, browser):
    browser.post(own(event), data=TYPED)
    browser.post(own(event), data=TYPED)
    assert paper_of(event).newest == 1


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(event, browser):
    answer = browser.post(own(event), data=TYPED | {"text": ""})
    assert answer.status_code == 422 and "choose a Word file" in answer.text and "分步改造的做法" in answer.text
    picture = FileStorage(io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 20), "图.docx")
    answer = browser.post(own(event), data=TYPED | {"file": picture})
    assert answer.status_code == 422 and TEXT.splitlines()[1] in answer.text
    assert browser.post(own(event), data=TYPED | {"text": "字" * 20_001}).status_code == 422
    assert paper_of(event) is None


def test_the_text_of_a_word_file_is_taken_with_its_headings_and_without_the_title(event, browser, office, papers):
    file = word(("分步改造的做法", "Title"), ("主要做法", "Heading 1"), ("先诊断，再改造。", None))
    answer = browser.post(own(event), data=TYPED | {"text": "以前的文字", "file": file})
    assert answer.status_code == 303
    version = queries.get_version(paper_of(event), 1)
    assert version.text == "# 主要做法\n先诊断，再改造。" and version.filename == "湖北交流材料.docx"
    for reader, address in ((browser, own(event, "versions/1/file")), (office, f"{papers}420000/versions/1/file")):
        answer = reader.get(address)
        assert answer.data.startswith(b"PK") and "attachment" in answer.headers["Content-Disposition"]
    broken = FileStorage(io.BytesIO(word(("字", None)).stream.read()[:-400]), "破.docx")
    assert browser.post(own(event), data=TYPED | {"file": broken}).status_code == 422


def test_a_returned_paper_is_owed_again_and_the_liaison_is_told_what_to_revise_with_a_link(
    event, browser, office, papers
):
    submitted(event)
    form = {"note": "请补充对比数据。"}
    asked = office.post(f"{papers}420000/versions/1/return", data=form | {"telling": ""})
    assert asked.status_code == 200 and letters("paper") == [], "who hears what is seen first"
    answer = office.post(f"{papers}420000/versions/1/return", data=form | {"telling": "now"})
    assert answer.status_code == 303
    (letter,) = letters("paper_returned")
    assert letter.to_address == "wang@example.com" and "请补充对比数据。" in letter.text and token_in(letter)
    page = browser.get(own(event)).text
    assert "Returned for revision" in page and "请补充对比数据。" in page

    browser.post(own(event), data=TYPED | {"text": f"{TEXT}\n改造前 100 件，改造后 120 件。"})
    page = office.get(f"{papers}420000/").text
    assert "<ins>改造前 100 件，改造后 120 件。</ins>" in page and "1 paragraph changed since version 1" in page
    assert "请补充对比数据。" not in page.partition("Change log")[0]
    assert "<ins>" not in office.get(f"{papers}420000/?version=1").text


def test_a_version_that_is_not_the_newest_is_neither_accepted_nor_returned(event, browser, office, papers):
    submitted(event)
    submitted(event, "另一稿")
    answer = office.post(f"{papers}420000/versions/1/accept", follow_redirects=True)
    assert "A newer version has been submitted" in answer.text and paper_of(event).bound is None
    accept(event, 2)
    answer = office.post(f"{papers}420000/versions/2/return", data={"note": "再改"})
    assert answer.status_code == 409 and "read already" in answer.text


def test_what_was_accepted_is_in_the_handbook_and_in_the_bound_papers_until_a_newer_version_is(
    event, browser, office, papers
):
    assert "交流材料" not in pages_of(build(get_book(event, "zh", sees=()), lang="zh"))
    assert office.get(f"{papers}papers.pdf").status_code == 409
    submitted(event)
    accept(event)
    submitted(event, "第二稿的文字", title="第二稿")
    submitted(event, "湖南的文字", unit="430000", title="湖南的做法")
    for text in (
        pages_of(build(get_book(event, "zh", sees=()), lang="zh")),
        pages_of(office.get(f"{papers}papers.pdf").data),
        pages_of(office.get(f"/manage/events/{event.slug}/reports/exchange-papers.pdf").data),
    ):
        assert "效率提升两成。" in text and "湖北" in text.replace("Hubei", "湖北")
        assert "第二稿" not in text and "湖南的做法" not in text
    accept(event, 2)
    assert "第二稿的文字" in pages_of(office.get(f"{papers}papers.pdf").data)


def test_who_owes_a_paper_is_reminded_and_who_has_handed_it_in_is_not(event, browser, office, papers):
    keep(DelegationPlan(event_id=event.id, paper_due_at=clock.now() + timedelta(days=1), reminds=True, days_before=[1]))
    keep(Delegation(event_id=event.id, unit_code="420000", takes_part=True))
    assert "Exchange paper" in office.get(board_of(event)).text
    assert "Exchange paper" in office.get(board_of(event, "remind")).text
    write(lambda: delegations.chase_automatically(at=clock.now()))
    (letter,) = letters("reminder")
    assert "交流材料" in letter.subject
    assert behind(event) == ["420000"]
    submitted(event)
    assert behind(event) == []


def test_the_deadline_is_set_for_all_and_for_one(event, browser, office, papers):
    form = {"paper_due_at": "2026-05-02T17:00", "link_days": "14"}
    answer = office.post(board_of(event, "settings"), data=form)
    assert answer.status_code == 303
    assert "2 May 2026" in browser.get(own(event)).text
    office.post(board_of(event, "units/420000/deadlines"), data={"paper_due_at": "2026-05-04T17:00"})
    assert "4 May 2026" in browser.get(own(event)).text
    assert "Exchange paper</dt>" in browser.get(page_of(event)).text


def test_a_delegation_that_does_not_come_owes_none(event, browser, office, papers):
    keep(Delegation(event_id=event.id, unit_code="420000", takes_part=False, reason="无人"))
    answer = browser.post(own(event), data=TYPED)
    assert answer.status_code == 409 and "does not take part" in answer.text and paper_of(event) is None


def test_the_office_hands_in_what_came_by_other_ways(event, browser, office, papers):
    assert f'href="{papers}430000/submit"' in office.get(papers).text
    assert office.post(f"{papers}430000/submit", data=TYPED).status_code == 303
    assert paper_of(event, "430000").state is PaperState.TO_CHECK
    assert "submitted by the organizers" in office.get(f"{papers}430000/").text
    assert office.get(f"{papers}110000/").status_code == 404, "it is not invited"


def test_switched_off_it_is_nowhere(event, browser, office, papers):
    submitted(event)
    keep(DelegationPlan(event_id=event.id, paper_due_at=clock.now() + timedelta(days=1)))
    event.features = [name for name in event.features if name != EXCHANGE_PAPERS.name]
    db.session.commit()
    assert browser.get(own(event)).status_code == 404 and office.get(papers).status_code == 404
    for reader, address in (
        (browser, page_of(event)), (office, board_of(event)), (office, board_of(event, "settings")),
        (office, board_of(event, "remind")), (office, f"/manage/events/{event.slug}/"),
    ):  # fmt: skip
        assert "Exchange paper" not in reader.get(address).text
    office.post(board_of(event, "settings"), data={"link_days": "20"})
    db.session.expire_all()
    assert db.session.get(DelegationPlan, event.id).paper_due_at is not None, "it comes back with the feature"


def test_paragraphs_that_went_and_came_are_told_in_order():
    assert changes_between("甲\n乙\n丙", "甲\n丁\n丙\n戊") == [
        Changed("乙", is_new=False), Changed("丁", is_new=True), Changed("戊", is_new=True),
    ]  # fmt: skip
