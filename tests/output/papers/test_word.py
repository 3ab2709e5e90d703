"""Notices and summaries as Word files: what is edited further says what the paper says."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
import pytest

from eventmgr.event.events.models import Notice
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers.word.page import Page
from tests.factories import keep, make_event, make_item, make_member, make_person, make_registration
from tests.output.papers.samples import words_of

REPORTS = "/manage/events/sample/reports"


@pytest.fixture
def event(database):
    event = make_event(slug="sample", title={"zh": "样例研讨会", "en": "Sample seminar"}, agenda_published=True)
    make_item(event, title={"zh": "开幕式 A & B <b>", "en": "Opening"})
    return event


def read(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def text_of(document: Any) -> str:
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(one.text for one in document.paragraphs), *cells))


def test_a_notice_has_its_number_its_paragraphs_who_signs_and_the_form(client, sign_in, event):
    body = {"zh": "# 一、时间\n5月13日\n- **带身份证** & <名片>", "en": ""}
    title = {"zh": "关于举办样例研讨会的通知", "en": ""}
    keep(Notice(event_id=event.id, title=title, body=body, published_on=date(2026, 4, 1)))
    sign_in(make_member(event, TeamRole.EDITOR))

    answer = client.get(f"{REPORTS}/notice.docx?lang=zh&form=1")

    document = read(answer.data)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="sample-notice.docx"')
    assert (document.paragraphs[0].text, document.paragraphs[0].style.name) == ("关于举办样例研讨会的通知", "Title")
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == ["一、时间"]
    assert "带身份证 & <名片>" in text_of(document)
    assert [cell.text for cell in document.tables[0].rows[0].cells][:2] == ["序号", "姓名"]
    assert document.tables[0].rows[0]._tr.xpath(".//w:tblHeader")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_summary_says_what_the_paper_says(client, sign_in, event, lang: str):
    for number in range(3):
        make_registration(event, make_person(f"张三{number}"))
    sign_in(make_member(event, TeamRole.EDITOR))

    document = read(client.get(f"{REPORTS}/summary.docx?lang={lang}").data)
    paper = words_of(client.get(f"{REPORTS}/summary.pdf?lang={lang}").data)

    assert document.core_properties.language == {"zh": "zh-CN", "en": "en-GB"}[lang]
    written = "".join(text_of(document).split())
    headings = [one.text for one in document.paragraphs if one.style.name.startswith("Heading")]
    assert len(headings) > 4
    assert [one for one in headings if "".join(one.split()) not in "".join(paper)] == []
    assert ("开幕式A&B<b>" if lang == "zh" else "Opening") in written
    assert [cell.text for cell in document.tables[0].rows[1].cells][:2] == ["3", "3"]


def test_what_is_only_paper_has_no_word_file(client, sign_in, event):
    sign_in(make_member(event, TeamRole.EDITOR))

    assert client.get(f"{REPORTS}/badges.docx").status_code == 404


def test_a_form_begins_a_page_without_an_empty_paragraph_and_a_signature_stands_with_its_text():
    page = Page(title="x", author="y", lang="zh")
    page.paragraph("正文")
    page.keep_with_next()
    page.paragraph("署名", align="right")
    page.new_page()
    page.title("参会回执")
    made = docx.Document(io.BytesIO(page.content())).paragraphs

    assert [one.text for one in made] == ["正文", "署名", "参会回执"]
    formats = [one.paragraph_format for one in made]
    assert [(one.keep_with_next, one.page_break_before) for one in formats] == [
        (True, None),
        (None, None),
        (None, True),
    ]
