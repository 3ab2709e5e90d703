"""Notices as official letters: page and type, who signs, the form to reply."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from eventmgr.event.events.models import HostBody, HostRole, InvitedUnit, Notice
from eventmgr.ground.i18n import speaking
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers.notices import document
from eventmgr.output.papers.notices.choices import NoticeChoice
from eventmgr.output.papers.notices.contents import PrintedNotice
from eventmgr.output.papers.notices.queries import get_printed_notice, list_notices
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.typesetting.passages import Passage, paragraphs_of
from eventmgr.tools.typesetting.styles import HEIGHT, LEFT, WIDTH
from tests.factories import keep, make_event, make_member
from tests.output.papers.samples import MARKUP, lines_of, make_occasion, read_pdf, text_of

PATH = "/manage/events/sample/reports"
speech = pytest.mark.usefixtures("speech")


def make_notice(**changes) -> PrintedNotice:
    values = {
        "occasion": make_occasion(),
        "title": "关于举办样例研讨会的通知",
        "issuer": "样例办公室",
        "number": "样例函〔2026〕12号",
        "addressed": "上海市、江苏省：",
        "paragraphs": (Passage("一、时间地点", is_heading=True), Passage("请按时参加。" * 40)),
        "signed": ("样例办公室",),
        "day": "2026年4月1日",
        "columns": ("姓名", "单位", "职务"),
        "reply": ("请于4月20日前反馈。",),
    }
    return PrintedNotice(**values | changes)


def places_of(page) -> dict[str, tuple[float, float, float]]:
    """Text → x, height and size of where it begins."""
    found = {}

    def see(text, cm, tm, _font, size):
        if text.strip():
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.setdefault(text.strip(), (x, y, size))

    page.extract_text(visitor_text=see)
    return found


@speech
def test_an_official_notice_is_set_in_16_points_on_22_lines_with_the_number_outside():
    pages = read_pdf(document.build(make_notice(paragraphs=(Passage("样例" * 3000),)), "gbt9704", lang="zh")).pages
    seen = places_of(pages[1])

    lines = sorted({y for text, (_x, y, size) in seen.items() if size == 16}, reverse=True)
    full = [text for text, (_x, _y, size) in seen.items() if size == 16]
    assert ({size for _x, _y, size in seen.values()}, max(map(len, full))) == ({16, 14}, 27)
    assert abs((lines[0] - lines[1]) - HEIGHT / 22) < 0.1 and len(pages[1].extract_text().strip().split("\n")) == 23
    feet = [places_of(page)[f"— {number} —"][0] for number, page in enumerate(pages[:2], 1)]
    assert feet[0] > LEFT + WIDTH - 70 and feet[1] < LEFT + 30


@speech
@pytest.mark.parametrize("style", ["gbt9704", "plain"])
def test_a_notice_says_to_whom_what_and_who_signs_and_ends_with_the_form(style: str):
    content = document.build(make_notice(), style, lang="zh")

    lines, pages = lines_of(content), read_pdf(content).pages
    assert [
        word
        for word in ("关于举办样例研讨会的通知", "上海市、江苏省：", "一、时间地点", "样例办公室", "2026年4月1日")
        if word not in lines
    ] == []
    assert [word in pages[-1].extract_text() for word in ("参会回执", "姓名", "请于4月20日前反馈。")] == [True] * 3
    assert ("样例函〔2026〕12号" in lines) is (style == "gbt9704")


def faces_of(content: bytes) -> set[str]:
    """Names of the faces that the pages use, without the letters before the plus sign."""
    fonts = (page["/Resources"]["/Font"].values() for page in read_pdf(content).pages)
    return {str(one.get_object()["/BaseFont"]).rpartition("+")[2] for page in fonts for one in page}


@speech
@pytest.mark.parametrize("style", ["gbt9704", "plain"])
def test_the_form_to_reply_lies_on_a_page_in_landscape_of_its_own(style: str):
    pages = read_pdf(document.build(make_notice(columns=tuple("甲乙丙丁戊己庚辛")), style, lang="zh")).pages

    sides = [[float(side) for side in page.mediabox[2:]] for page in pages]
    assert [width > height for width, height in sides] == [False, True]
    widest = max(x for x, _y, _size in places_of(pages[1]).values())
    assert WIDTH + LEFT < widest < sides[1][0]


@speech
@pytest.mark.parametrize(
    ("style", "faces"), [("gbt9704", {"NotoSerifSC-Regular", "NotoSerifSC-Bold", "NotoSansSC-Bold"}), ("plain", set())]
)
def test_an_official_notice_is_set_in_a_song_face_and_its_headings_in_a_black_one(style: str, faces: set[str]):
    found = faces_of(document.build(make_notice(columns=()), style, lang="zh"))

    assert {one for one in found if "Serif" in one} == {one for one in faces if "Serif" in one}
    assert faces <= found


@speech
@pytest.mark.parametrize(
    ("issuer", "lines"),
    [
        ("样例办公室", ["样例办公室"]),
        ("制造业信息化科技工程办公室（样例）", ["制造业信息化科技工程办公室（样例）"]),
        (
            "东部和中南部部分省市制造业信息化科技工程领导小组办公室",
            ["东部和中南部部分省市制造业", "信息化科技工程领导小组办公室"],
        ),
    ],
)
def test_the_red_head_stands_on_one_line_or_ends_one_between_words(issuer: str, lines: list[str]):
    printed_lines = lines_of(document.build(make_notice(issuer=issuer, signed=(), columns=()), "gbt9704", lang="zh"))

    assert printed_lines[: len(lines)] == lines


@speech
def test_the_signature_stands_four_characters_from_the_edge():
    seen = places_of(read_pdf(document.build(make_notice(columns=(), issuer=""), "gbt9704", lang="zh")).pages[0])

    x, _y, size = seen["样例办公室"]
    assert abs(LEFT + WIDTH - 4 * 16 - 4 - (x + 5 * size)) < 1


@speech
def test_markup_is_printed_as_it_stands():
    text = text_of(document.build(make_notice(paragraphs=(Passage(MARKUP),)), "plain", lang="zh"))

    assert MARKUP.replace(" ", "") in text.replace("\n", "").replace(" ", "")


def test_markdown_becomes_paragraphs_without_its_marks():
    found = list(paragraphs_of("## 时间\n\n请**按时**到会。\n- 见[主页](https://example.com/a)\n一、地点\n1. 上海"))

    assert [(one.text, one.is_heading) for one in found] == [
        ("时间", True), ("请按时到会。", False), ("见主页 https://example.com/a", False), ("一、地点", True), ("1. 上海", False),
    ]  # fmt: skip


@pytest.fixture
def event(database):
    event = make_event(
        slug="sample", title={"zh": "样例研讨会", "en": "Sample"}, fields={"lodging": "optional", "diet": "optional"}
    )
    keep(HostBody(event_id=event.id, role=HostRole.HOST, name={"zh": "甲办公室"}, position=0))
    keep(InvitedUnit(event_id=event.id, unit_code="310000", quota=3))
    for number, day in ((1, 1), (2, 5)):
        keep(
            Notice(
                event_id=event.id, title={"zh": f"通知{number}"}, body={"zh": "正文"}, published_on=date(2026, 4, day)
            )
        )
    return event


def printed(event, **choice) -> PrintedNotice:
    with speaking("zh"):
        return get_printed_notice(event, "zh", NoticeChoice(**choice), list_notices(event.id))


def test_the_main_notice_is_printed_unless_another_is_chosen(event):
    added = list_notices(event.id)[-1]

    main, chosen = printed(event), printed(event, notice=str(added.id), head=True, form=True)

    assert (main.title, main.issuer, main.columns) == ("通知1", "", ())
    assert (chosen.title, chosen.issuer, chosen.signed, chosen.addressed) == (
        "通知2",
        "甲办公室",
        ("甲办公室",),
        "上海市：",
    )
    assert [word in chosen.columns for word in ("姓名", "住宿", "饮食要求")] == [True, True, False]
    assert replace(chosen, number="").day == "2026年4月5日"


def test_the_notice_is_chosen_on_its_page_and_no_person_is_named_so_nothing_is_recorded(client, sign_in, event):
    sign_in(make_member(event, TeamRole.VIEWER))

    page = client.get(f"{PATH}/notice/?lang=zh").text
    answers = [
        client.get(f"{PATH}/notice.pdf{asked}").status_code
        for asked in ("", "?form=1&style=plain", "?notice=0", "?style=x")
    ]

    assert [word in page for word in ('name="style"', 'name="notice"', 'name="unit"')] == [True, True, False]
    assert (answers, list_entries(event.id)) == ([200, 200, 400, 400], [])
