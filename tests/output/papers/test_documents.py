"""Agenda, roster and summary from plain values, in both languages, read back by an independent reader."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from eventmgr.ground.i18n import speaking
from eventmgr.output.papers import groups
from eventmgr.output.papers.choices import COLUMNS, USUAL
from eventmgr.output.papers.contents import Agenda, Attendee, Delegation, GroupList, Member
from eventmgr.output.papers.documents import agenda, roster, summary
from eventmgr.tools.charts import HeatMatrix
from eventmgr.tools.taxonomy import provinces
from eventmgr.tools.typesetting import fonts, tables
from eventmgr.tools.typesetting.lists import Listing
from eventmgr.tools.typesetting.styles import WIDE, WIDTH
from tests.output.papers.samples import (
    MARKUP,
    RARE,
    lines_of,
    make_agenda,
    make_item,
    make_occasion,
    make_roster,
    make_summary,
    outline_of,
    printed,
    read_pdf,
    text_of,
    words_of,
)

pytestmark = pytest.mark.usefixtures("speech")
DOCUMENTS = {"agenda": (agenda, make_agenda), "roster": (roster, make_roster), "summary": (summary, make_summary)}
FOOT = {"zh": r"第 (\d+) 页  共 (\d+) 页", "en": r"Page (\d+) of (\d+)"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_is_complete_in_both_languages(name: str, lang: str):
    module, make = DOCUMENTS[name]

    reader = read_pdf(module.build(make(), lang=lang))

    pages = len(reader.pages)
    feet = [re.search(FOOT[lang], page.extract_text()).groups() for page in reader.pages]
    assert feet == [(str(n), str(pages)) for n in range(1, pages + 1)]
    assert reader.trailer["/Root"]["/Lang"] == {"zh": "zh-CN", "en": "en"}[lang]
    assert reader.metadata.title.startswith("东部和中南部部分省市智能制造深化推进研讨会（样例） · ")
    assert reader.metadata.author == "制造业信息化科技工程办公室（样例）"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_data_is_the_same_file(name: str):
    module, make = DOCUMENTS[name]

    assert module.build(make(), lang="zh") == module.build(make(), lang="zh")


def test_the_agenda_names_days_hours_items_speakers_and_rooms():
    lines = lines_of(agenda.build(make_agenda(2), lang="en"))

    wanted = [
        "2026年5月13日（周三）",
        "08:00–08:15",
        "智能制造装备与工业软件协同推进的经验与做法（0）",
        "张　三, 上海样例机床有限公司 总工程师",
        "主持人: 欧阳明, 样例研究院 院长",
        "一号会议厅",
        "争高端",
        "茶歇、合影",
        "In parallel",
        "电子信息组",
        "召集人: 王　五, 样例协会 秘书长",
    ]
    assert [line for line in wanted if line not in lines] == []
    assert "主持人：欧阳明  样例研究院 院长" in lines_of(agenda.build(make_agenda(2), lang="zh"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_word_at_the_head_of_a_column_of_numbers_is_broken(lang):
    words = ("registered", "expected", "present") if lang == "en" else ("报名", "应到", "实到")
    units = replace(make_summary().units, names=words)
    lines = " ".join(lines_of(summary.build(make_summary(units=units), lang=lang))).split()

    wanted = {"en": ("Quota", "Places", "used", "Registered", "Expected", "Present", "Attendance")}
    assert [word for word in wanted.get(lang, ("名额", *words)) if word not in lines] == []


@pytest.mark.parametrize(
    ("title", "cut"), [("Seminar on Intelligent Manufacturing " * 2, False), ("Seminar " * 20, True)]
)
def test_a_long_title_at_the_top_of_pages_is_set_smaller_before_it_is_cut(title, cut):
    occasion = replace(make_occasion(), title=title.strip())
    pages = read_pdf(agenda.build(replace(make_agenda(), occasion=occasion), lang="en")).pages
    first_line = pages[1].extract_text().split("\n")[0]

    assert ("..." in first_line, title.strip() in first_line) == (cut, not cut)


def build_groups(group, lang):
    listing = Listing(make_occasion(), [groups.group_page(group, make_occasion().title)])
    return tables.build(listing, "Group lists", groups.COLUMNS, "", groups.LOOK, lang=lang)


@pytest.mark.parametrize(("members", "pages"), [(12, 1), (20, 1), (22, 1), (40, 2)])
def test_the_list_of_a_group_is_closer_set_where_that_keeps_it_on_its_page(members, pages):
    people = tuple(Member(Attendee(f"张{number}", "样例公司", "经理", "代表"), "上海") for number in range(members))
    group = GroupList("汽车组", "15:40", "一号会议室", (("召集人", "王五"),), people, (), 50)

    assert len(read_pdf(build_groups(group, "zh")).pages) == pages


def test_in_english_a_name_with_its_pinyin_takes_two_lines_of_a_group_at_most():
    one = Attendee("丁颖洋", "广东博科样例工业机器人股份有限公司", "副总经理", "代表", latin="Ding Yingyang")
    people = (Member(one, "Guangdong"),) * 13
    group = GroupList("Automotive group", "15:40", "Room 1", (("Convener", "Wang Wu"),), people, (), 50)

    assert len(read_pdf(build_groups(group, "en")).pages) == 1


def test_the_agenda_has_a_bookmark_for_each_day_and_item():
    assert outline_of(agenda.build(make_agenda(2), lang="en")) == [
        "Agenda",
        "2026年5月13日（周三）",
        [
            "08:00–08:15 智能制造装备与工业软件协同推进的经验与做法（0）",
            "08:15–08:30 智能制造装备与工业软件协同推进的经验与做法（1）",
        ],
        "2026年5月14日（周四）",
        ["09:40–10:00 茶歇、合影", "15:40–17:30 分组讨论", "19:00–20:30 In parallel"],
    ]


def test_an_unpublished_or_cancelled_agenda_says_so():
    data = make_agenda(1, occasion=make_occasion(state="已取消"), is_draft=True)

    assert {"已取消", "Draft, not published yet"} <= set(lines_of(agenda.build(data, lang="en")))


def test_an_agenda_without_days_says_so():
    assert "The agenda is empty." in text_of(agenda.build(Agenda(make_occasion(), ()), lang="en"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_markup_and_rare_characters_come_out_as_they_went_in(name: str):
    module, _make = DOCUMENTS[name]
    texts = (MARKUP, *RARE[-1:])
    data = {
        "agenda": lambda: make_agenda(days=(replace_day(texts),)),
        "roster": lambda: make_roster(*texts),
        "summary": lambda: make_summary(agenda=(replace_day(texts),)),
    }[name]()

    text = re.sub(r"\s", "", text_of(module.build(data, lang="zh")))

    assert [one for one in texts if re.sub(r"\s", "", one) not in text] == []


def replace_day(texts: tuple[str, ...]):
    return make_agenda().days[0].__class__("5月13日", tuple(make_item(i, title=text) for i, text in enumerate(texts)))


def test_rare_names_stand_on_the_roster_aligned():
    words = words_of(roster.build(make_roster(), lang="zh"))

    wanted = ["张　三", "欧阳明", "张　𬱖", "䶮　一", "王　𫖯", "李　㛃", "𠅤　明"]
    assert [name for name in [*wanted, "阿依努尔·买买提"] if name not in words] == []


def test_the_roster_numbers_run_through_and_units_are_bookmarks():
    content = roster.build(make_roster("甲一", "乙二"), lang="en")

    words = words_of(content)
    assert [words[words.index(name) - 1] for name in ("甲　一", "乙　二", "陈一鸣")] == ["1", "2", "3"]
    assert outline_of(content) == ["List of participants", "上海市", "广东省"]
    assert "3 people from 2 provinces/regions, by delegation in official order" in text_of(content)


def test_mobile_numbers_have_a_column_only_where_they_are_shown():
    assert "Mobile" not in text_of(roster.build(make_roster(), lang="en"))
    assert "Mobile" in text_of(roster.build(make_roster(columns=("organization", "mobile")), lang="en"))


def test_an_empty_roster_says_so():
    assert "Nobody is confirmed yet." in text_of(roster.build(make_roster(delegations=(), provinces=0), lang="en"))


def test_a_name_with_a_character_that_no_font_has_is_printed_with_a_box():
    assert "单　□" in text_of(roster.build(make_roster("单𥖁"), lang="zh"))


def test_the_summary_has_its_sections_the_typed_parts_and_the_annex_as_bookmarks():
    assert outline_of(summary.build(make_summary(agenda=()), lang="en")) == [
        "Event summary",
        "Basic facts",
        "主要做法",
        "存在问题",
        "Participation",
        ["By delegation", "Origin of participants", "Provinces/regions and sectors", "Registrations over time"],
        "Action items",
        "Annex: agenda",
    ]


def test_the_first_page_of_the_summary_says_as_of_when_and_the_figures_and_the_annex_comes_last():
    pages = [page.extract_text() for page in read_pdf(summary.build(make_summary(stage="会前统计"), lang="zh")).pages]

    first = (
        "活动总结（会前统计）",
        "数据截至2026年5月15日（周五）09:00，由王明同时生成。",
        "52",
        "46",
        "41",
        "二、主要做法",
    )
    assert [words for words in first if words not in pages[0]] == []
    annex = next(number for number, page in enumerate(pages) if "附件：议程" in page)
    items = next(number for number, page in enumerate(pages) if "议定事项" in page)
    assert items <= annex == max(annex, items)
    assert "开幕" not in "".join(pages[:annex])


def test_a_summary_of_all_provinces_and_many_sectors_fits_its_pages_in_letters_of_seven_points():
    rows, columns = tuple(one.short_zh for one in provinces()), tuple(f"行业{number}" for number in range(18))
    heat = HeatMatrix(rows, columns, tuple((1,) * 18 for _ in rows), "省（区、市）", "合计")

    content = summary.build(make_summary(sectors=heat), lang="zh")

    assert min(size for size, _y, _text in printed(content)) >= 7
    assert set(rows) <= set(words_of(content))


def test_a_part_that_nobody_typed_is_left_out_and_a_typed_one_is_printed_line_by_line():
    content = summary.build(make_summary(parts=(("下一步工作", "第一件事。\n第二件事。"),)), lang="zh")

    assert "主要做法" not in text_of(content)
    assert {"第一件事。", "第二件事。", "二、下一步工作"} <= set(lines_of(content))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_letter_of_a_document_is_smaller_than_seven_points(name: str, lang: str):
    module, make = DOCUMENTS[name]

    small = {(round(size, 1), text) for size, _y, text in printed(module.build(make(), lang=lang)) if size < 7}

    assert small == set()


def test_the_summary_prints_figures_chart_labels_and_action_items():
    content = summary.build(make_summary(), lang="zh")
    text = text_of(content)

    words = words_of(content)
    wanted = [
        "52",
        "46",
        "41",
        "黑龙江",
        "香港",
        "电子信息",
        "合计",
        "样例研究院",
        "2026年9月30日",
    ]
    assert [word for word in wanted if word not in words] == []
    assert ["上海", "12", "12", "13", "12", "11", "92%"] in windows(words, 7)
    assert "9\n" in text, "staff stand apart"
    assert "建立东部—中南部智能制造对接机制，每季度交流一次。" in text.replace("\n", "")


def windows(words: list[str], size: int) -> list[list[str]]:
    return [words[i : i + size] for i in range(len(words) - size + 1)]


def test_a_summary_of_nothing_is_still_a_document():
    empty = make_summary(
        agenda=(),
        action_items=(),
        overview="",
        totals=make_summary().totals.__class__(0, 0, 0),
        parts=(),
        sectors=make_summary().sectors.__class__((), (), (), "省（区、市）", "合计"),
    )

    text = text_of(summary.build(empty, lang="en"))

    wanted = [
        "Nobody has registered yet.",
        "The agenda is empty.",
    ]
    assert [line for line in wanted if line not in text] == []


def test_an_english_roster_prints_latin_names_and_says_from_how_many_countries():
    guests = Delegation("Guests and staff", (Attendee("山田太郎", "ACME (Japan)", "", "Expert", latin="Yamada Taro"),))

    text = text_of(roster.build(make_roster(delegations=(guests,), provinces=2, countries=1), lang="en"))

    assert ("Yamada" in text, "Taro" in text) == (True, True)
    assert "1 person from 2 provinces/regions and 1 country or region abroad" in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_as_many_columns_as_there_are_stand_in_landscape_and_none_is_narrow(lang: str):
    usual = roster.build(make_roster(columns=USUAL), lang=lang)
    person = Attendee(
        "阿卜杜拉·买买提", "广东样例家电集团股份有限公司智能制造研究院", "总经理助理兼信息中心主任", "专家",
        "15400000001", latin="Abdulla Memet", group="汽车与零部件组",
    )  # fmt: skip
    full = roster.build(make_roster(delegations=(Delegation("上海市", (person,)),), columns=tuple(COLUMNS)), lang=lang)

    assert [page_of(one).mediabox.width > page_of(one).mediabox.height for one in (usual, full)] == [False, True]
    assert min(size for size, _y, _text in printed(full)) >= 7
    pieces = [text for _size, _y, text in printed(full)]
    alone = [text for text in pieces if len(text) == 1 and text != "1"]
    assert len(alone) <= 1, "the end of a line, no column of one character a line"
    assert {"阿卜杜拉·买买提", "15400000001", "汽车与零部件组"} <= {
        "".join(pieces[i:j]) for i in range(len(pieces)) for j in (i + 1, i + 2)
    }


def page_of(content: bytes) -> Any:
    return read_pdf(content).pages[0]


def test_every_choice_of_columns_leaves_room_for_words():
    for number in range(1, len(COLUMNS) + 1):
        for chosen in combinations(COLUMNS, number):
            for lang in ("zh", "en"):
                widths, is_wide = roster._columns(chosen, lang)
                is_shared = {"organization", "title"} <= set(chosen) and "title" not in widths
                assert list(widths) == ["number", "name", *(key for key in chosen if key != "title" or not is_shared)]
                assert not (is_shared and is_wide)
                assert sum(widths.values()) == pytest.approx(WIDE if is_wide else WIDTH)
                assert min(width for key, width in widths.items() if key != "number") >= 54, chosen


def test_chosen_columns_are_printed_in_their_order_and_all_of_them_fit():
    keys = ("organization", "title", "role", "group", "mobile", "signature")
    people = (Attendee("张三", "样例精密机床有限公司", "副总经理", "领队", "15400000001", group="汽车组"),)
    staff = Delegation("工作人员", (Attendee("会务", "样例会展公司", "", "工作人员"),), is_staff=True)
    data = make_roster(
        delegations=(Delegation("上海市", people), staff),
        provinces=1,
        columns=keys,
        printed="打印时间：2026年5月13日。",
    )

    text = re.sub(r"\s", "", text_of(roster.build(data, lang="zh")))

    order = [text.index(word) for word in ("姓名", "单位", "参会身份", "分组", "签名")]
    assert order == sorted(order)
    said = (
        "共1人，来自1个省（区、市）",
        "另有工作人员1人",
        "汽车组",
        "15400000001",
        "打印时间：2026年5月13日。",
        "签名",
    )
    assert [words for words in said if words not in text] == []


@pytest.mark.parametrize(
    ("lang", "printed_as"), [("en", '"Smart" “智能” Parks\' ...'), ("zh", "“Smart” “智能” Parks’ …")]
)
def test_wide_quotation_marks_stand_in_english_only_around_chinese(speech, lang: str, printed_as: str):
    with speaking(lang):
        said = fonts.printable("“Smart” “智能” Parks’ …")

    assert said == printed_as
