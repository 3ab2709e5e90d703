"""The handbook: its parts in the order that was chosen, page numbers that are true, and who may choose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eventmgr.event.events.models import EventKind
from eventmgr.ground.i18n import speaking
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers.contents import Attendee, GroupList, GroupLists, Member, Speaker
from eventmgr.output.papers.handbook import document
from eventmgr.output.papers.handbook.contents import Book, Talk
from eventmgr.output.papers.handbook.parts import PARTS, ordered
from eventmgr.output.papers.handbook.queries import find_handbook, get_book
from eventmgr.tools.log.queries import list_entries
from tests.factories import make_event, make_item, make_member, make_person, make_registration
from tests.output.papers.samples import make_agenda, make_occasion, make_roster, outline_of, read_pdf, text_of

PATH = "/manage/events/sample/reports/handbook/"
speech = pytest.mark.usefixtures("speech")


def lines_of_page(page) -> list[str]:
    return [line.strip() for line in page.extract_text().split("\n")]


def chapters_of(reader) -> dict[str, int]:
    """Title of a part → the page on which it begins."""
    return {
        one.title: reader.get_destination_page_number(one) + 1 for one in reader.outline if not isinstance(one, list)
    }


def make_book(**changes) -> Book:
    people = (Member(Attendee("张三", "样例公司", "经理", "代表"), "上海"),)
    group = GroupList("汽车组", "15:40", "一号会议室", (("召集人", "王五"),), people, (), 50)
    values = {
        "occasion": make_occasion(),
        "parts": tuple(PARTS),
        "notes": "请提前十分钟入场。\n手机静音。",
        "days": make_agenda().days,
        "talks": (Talk("智能制造的做法", "张三 样例公司", "13日"),),
        "roster": make_roster(),
        "groups": GroupLists(make_occasion(), (group,)),
        "contacts": (("会务组", "王敏 021-5550000"),),
        "blank_pages": 3,
    }
    return Book(**values | changes)


@speech
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_of_contents_names_the_page_on_which_each_part_begins(lang: str):
    reader = read_pdf(document.build(make_book(), lang=lang))
    with speaking(lang):
        titles = [str(words) for words in PARTS.values()]
    pages = [lines_of_page(page) for page in reader.pages]

    lines = pages[1]
    told = {title: int(lines[lines.index(title) + 1]) for title in titles if title in lines}
    first = {title: page for title, page in chapters_of(reader).items() if title in titles}
    assert told == first
    assert len([1 for annotation in reader.pages[1]["/Annots"]]) == len(PARTS)
    assert len(reader.pages) == first[titles[-1]] + 2  # three pages for notes


@speech
@pytest.mark.parametrize(("lines", "pages"), [(1, [3, 3, 3]), (18, [3, 3, 4]), (70, [3, 4, 6])])
def test_a_part_follows_on_the_page_of_the_one_before_where_all_of_it_has_room(lines: int, pages: list[int]):
    talks = (Talk("智能制造的做法", "张三 样例公司", "13日"),) * lines
    parts, titles = ("contacts", "talks", "notes"), ("联系方式与地点", "报告目录", "参会须知")
    book = make_book(parts=parts, talks=talks, notes="请提前入场。\n" * 5)
    chapters = chapters_of(read_pdf(document.build(book, lang="zh")))

    assert [chapters[title] for title in titles] == pages


@speech
def test_parts_stand_in_the_order_that_was_chosen_and_others_are_left_out():
    content = document.build(make_book(parts=("contacts", "participants")), lang="zh")

    outline = [one for one in outline_of(content) if isinstance(one, str)]
    assert outline == ["会议手册", "目录", "联系方式与地点", "参会人员名单"]
    assert "智能制造的做法" not in text_of(content)


@speech
@pytest.mark.parametrize("title", ["样例研讨会", "东部和中南部部分省市智能制造深化推进研讨会" * 8])
def test_the_cover_is_one_page_however_long_the_title(title: str):
    hosts = tuple((f"单位{i}", "、".join(["制造业信息化科技工程办公室（样例）"] * 3)) for i in range(4))
    book = make_book(occasion=replace(make_occasion(), title=title, hosts=hosts))

    assert "目录" in lines_of_page(read_pdf(document.build(book, lang="zh")).pages[1])


@speech
def test_a_supplement_has_neither_contents_nor_other_parts():
    content = document.build(make_book(parts=("participants",), is_supplement=True), lang="zh")

    assert [one for one in outline_of(content) if isinstance(one, str)] == ["会议手册补页", "参会人员名单"]


def test_a_place_of_nought_or_none_leaves_a_part_out():
    assert ordered({"agenda": 2, "notes": 2, "schedule": 1, "talks": 0, "groups": None}) == [
        "schedule",
        "notes",
        "agenda",
    ]


@pytest.fixture
def event(database):
    event = make_event(
        slug="sample", title={"zh": "样例研讨会", "en": "Sample"}, contact={"name": "王敏", "phone": "021"}
    )
    make_registration(event, make_person("张三"))
    return event


def book_of(event):
    with speaking("zh"):
        return get_book(event, "zh", sees=())


def test_what_has_no_content_is_left_out_and_quotas_are_never_in_it(event):
    before = book_of(event)
    item = make_item(event)
    item.speakers = []
    after = book_of(event)

    assert (before.parts, after.parts) == (("participants", "contacts", "blank"), ("schedule", "agenda", *before.parts))
    assert {part.quota for part in before.roster.delegations} == {None}


def test_talks_are_what_somebody_speaks_on():
    speakers = Speaker("主持人", "甲", ""), Speaker("", "丁红", "样例院")
    item = replace(make_agenda(1).days[0].items[0], speakers=speakers, is_talk=True)
    summing_up = replace(item, title="会议小结", is_talk=False)
    day = replace(make_agenda(1).days[0], items=(item, summing_up))

    from eventmgr.output.papers.handbook.queries import _talks

    assert [(one.speakers, one.when.split("\n")[1]) for one in _talks((day,))] == [("丁　红 样例院", item.time)]


@speech
def test_the_cover_bears_no_page_number_and_the_name_that_the_kind_of_event_has():
    kinds = {EventKind.SEMINAR: "会议手册", EventKind.STUDY_VISIT: "考察手册", EventKind.TRAINING: "培训手册"}
    for kind, name in kinds.items():
        content = document.build(make_book(occasion=replace(make_occasion(), of_kind=kind)), lang="zh")
        cover, contents = (page.extract_text() for page in read_pdf(content).pages[:2])

        assert (name in cover, "第 1 页" in cover, "第 2 页" in contents) == (True, False, True)


@speech
@pytest.mark.parametrize(("lines", "pages"), [(20, 1), (26, 1), (70, 3)])
def test_a_schedule_of_a_few_lines_too_many_is_set_tighter(lines: int, pages: int):
    items = tuple(replace(make_agenda(1).days[0].items[0], title=f"环节{n}", parts=()) for n in range(lines))
    days = (replace(make_agenda(1).days[0], items=items),)

    content = document.build(make_book(parts=("schedule",), days=days), lang="zh")

    assert len(read_pdf(content).pages) == 2 + pages


def test_editors_choose_the_parts_and_what_they_chose_is_kept_and_recorded(client, sign_in, event):
    sign_in(make_member(event, TeamRole.EDITOR))
    typed = {f"part_{key}": "0" for key in PARTS} | {"part_blank": "1", "part_notes": "2", "blank_pages": "1"}

    empty = client.post(PATH, data=typed | {"part_blank": "0", "part_notes": "0"}).status_code
    saved = client.post(PATH, data=typed | {"notes_zh": "带证件", "notes_en": ""})
    book = book_of(event)

    assert (empty, saved.status_code, book.parts, book.notes) == (409, 303, ("blank", "notes"), "带证件")
    assert find_handbook(event.id).blank_pages == 1
    [entry] = [one for one in list_entries(event.id) if one.action == "handbook_chosen"]
    assert set(entry.changes) == {"handbook.parts", "handbook.notes", "handbook.blank_pages"}
    page = client.get("/manage/events/sample/history/?lang=zh").text
    assert "修改会议手册" in page


def test_a_viewer_prints_and_does_not_choose(client, sign_in, event):
    sign_in(make_member(event, TeamRole.VIEWER))

    page = client.get(PATH).text

    assert ('name="part_notes"' in page, client.post(PATH, data={}).status_code) == (False, 403)
    assert client.get("/manage/events/sample/reports/handbook.pdf").status_code == 200
