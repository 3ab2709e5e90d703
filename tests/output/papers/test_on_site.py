"""Badges, place cards and sign-in sheets: what stands on them, for whom, and who may print them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from eventmgr.event.agenda.models import ItemKind, Speaker, SpeakerRole
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.registration.letters.writing import check_in_code
from eventmgr.ground.features import Printing
from eventmgr.ground.i18n import speaking
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.output.papers.on_site import badges, place_cards, sign_in
from eventmgr.output.papers.on_site.choices import BADGE_SIZES, CARD_SIZES, BadgeChoice, CardChoice
from eventmgr.output.papers.on_site.contents import Badge, Badges, PlaceCard, PlaceCards, SignIn
from eventmgr.output.papers.on_site.queries import get_badges, get_place_cards, get_sign_in
from eventmgr.output.papers.printing import list_missing
from eventmgr.tools.charts.qr import modules_of
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.cards.fitting import fit
from eventmgr.tools.typesetting.styles import MM, Style
from tests.factories import NOON, keep, make_event, make_item, make_member, make_person, make_registration, set_types
from tests.output.papers.samples import (
    MARKUP,
    RARE,
    make_occasion,
    make_roster,
    outline_of,
    printed,
    read_pdf,
    text_of,
)

LONGEST = "阿卜杜热合曼·艾则孜买买提吐尔逊江·阿卜杜拉热合曼"
BADGE = Badge("张三", "Zhang San", "样例精密机床有限公司", "副总经理", "上海市", "代表", "red", "ABCDEFGH")
speech = pytest.mark.usefixtures("speech")


def badges_of(*names: str, **changes) -> Badges:
    return Badges(make_occasion(), tuple((i, replace(BADGE, name=name, **changes)) for i, name in enumerate(names)))


def cards_of(*names: str, line: str = "") -> PlaceCards:
    return PlaceCards(make_occasion(), tuple((i, PlaceCard(name, "", line, "上海市")) for i, name in enumerate(names)))


def joined(content: bytes) -> str:
    return re.sub(r"[\n ]", "", text_of(content))


@speech
@pytest.mark.parametrize("sheet", ["a4", "single"])
@pytest.mark.parametrize("size", BADGE_SIZES)
def test_a_badge_of_every_size_says_all_of_a_person_whole(size: str, sheet: str):
    found = joined(badges.build(badges_of(LONGEST, "张三", MARKUP), BadgeChoice(size, sheet), lang="zh"))

    wanted = [
        LONGEST,
        "张　三",
        MARKUP,
        "ZhangSan",
        BADGE.organization,
        "副总经理",
        "上海市",
        "代表",
        make_occasion().title,
    ]
    assert [words for words in wanted if words.replace(" ", "") not in found] == []


@speech
@pytest.mark.parametrize("size", BADGE_SIZES)
@pytest.mark.parametrize("name", ["张三", LONGEST])
def test_nothing_of_a_badge_lies_on_its_code_or_its_band(size: str, name: str, monkeypatch):
    said = {
        "organization": "Office of the Manufacturing Informatization Science and Technology Project of the Province (sample)",
        "title": "Deputy General Manager, Head of the Intelligent Manufacturing Department",
        "seat": "Row 12, seat 13 · Lunch Table 13 · Automotive parts and new energy group",
    }
    rooms = []

    def note(_canvas, blocks, _x, top, bottom, _room) -> None:
        rooms.append((sum(one.height for one in blocks), top - bottom))

    monkeypatch.setattr(badges, "_stacked", note)
    badges.build(badges_of(name, **said), BadgeChoice(size, "single"), lang="en")

    assert [room for room in rooms if room[0] > room[1]] == []
    assert len(rooms) == 1


@speech
@pytest.mark.parametrize("size", BADGE_SIZES)
def test_nothing_of_a_badge_leaves_it(size: str):
    choice = BadgeChoice(size, "single")
    width, height = badges.layout_of(choice).page
    data = badges_of(
        LONGEST, organization="广东样例家电集团股份有限公司智能制造研究院" * 2, title="总经理助理兼信息中心主任"
    )
    seen = []

    def see(text, cm, tm, _font, size):
        if text.strip():
            seen.append((tm[4] + cm[4], tm[5] + cm[5], size))

    read_pdf(badges.build(data, choice, lang="zh")).pages[0].extract_text(visitor_text=see)

    assert seen
    assert [one for one in seen if not (0 <= one[0] <= width and 2 <= one[1] <= height - one[2] * 0.7)] == []


@speech
@pytest.mark.parametrize(("size", "each"), [("90x130", 4), ("105x148", 4), ("100x70", 8), ("86x54", 10)])
def test_badges_lie_side_by_side_on_a4_and_alone_on_their_own_paper(size: str, each: int):
    names = [f"张{i}" for i in range(each + 1)]
    together = read_pdf(badges.build(badges_of(*names), BadgeChoice(size), lang="zh"))
    alone = read_pdf(badges.build(badges_of(*names), BadgeChoice(size, "single"), lang="zh"))

    assert (len(together.pages), len(alone.pages)) == (2, each + 1)
    assert tuple(round(float(side) / MM) for side in alone.pages[0].mediabox[2:]) == tuple(map(int, size.split("x")))


@speech
def test_rare_characters_are_printed_on_badges_and_cards():
    for content in (
        badges.build(badges_of(*RARE), BadgeChoice(), lang="zh"),
        place_cards.build(cards_of(*RARE), CardChoice(), lang="zh"),
    ):
        text = joined(content).replace("　", "")
        assert [name for name in RARE if name not in text] == []


@speech
@pytest.mark.parametrize("size", CARD_SIZES)
def test_a_place_card_has_the_name_on_both_sides_as_large_as_it_fits(size: str):
    content = place_cards.build(cards_of("张三", "欧阳明", LONGEST, line="样例研究院"), CardChoice(size), lang="zh")
    sizes = [max(size for size, at, _text in printed(content) if at // 1000 == page) for page in range(3)]

    assert len(read_pdf(content).pages) == 3
    assert [read_pdf(content).pages[0].extract_text().count(words) for words in ("张　三", "样例研究院")] == [2, 2]
    assert sizes[0] == sizes[1] > 90  # two characters take the room of three
    assert 30 <= sizes[2] < sizes[1]
    assert outline_of(content) == ["上海市"]


@speech
def test_a_sign_in_sheet_has_a_table_for_each_delegation_and_its_blank_columns():
    sheet = SignIn(make_roster("张三"), "开幕式", "5月13日", "一号厅", ("签名", "签到时间"))
    near = sign_in.build(sheet, lang="zh")
    apart = sign_in.build(replace(sheet, apart=True), lang="zh")

    text = text_of(near)
    assert [word for word in ("开幕式", "5月13日 · 一号厅", "张　三", "签名", "签到时间") if word not in text] == []
    assert outline_of(near)[1:] == ["上海市", "广东省"]
    assert len(read_pdf(apart).pages) == len(read_pdf(near).pages) + 1
    wide = read_pdf(sign_in.build(replace(sheet, blanks=("a", "b", "c", "d")), lang="zh")).pages[0].mediabox
    assert wide[2] > wide[3]


@speech
def test_text_that_must_fit_is_set_smaller_then_in_more_lines_and_never_cut():
    fonts.load()
    style = Style(size=40, leading=48, bold=True)

    assert fit("张三", style, 200).style.size == 40
    long = fit(LONGEST, style, 200, lines=2, least=12)
    assert len(long.lines) == 2 and 12 <= long.style.size < 40
    assert (
        "".join(char for runs, _width in fit("样" * 90, style, 100, least=12).lines for _face, char in runs)
        == "样" * 90
    )


def test_a_code_is_the_same_text_whatever_mask_it_has():
    matrix = modules_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLM")

    assert len(matrix) == len(matrix[0]) == 29
    assert matrix[0][:7] == [True] * 7 and matrix != modules_of("B" * 45)


@pytest.fixture
def event(database):
    return make_event(slug="sample", title={"zh": "样例研讨会", "en": "Sample seminar"}, agenda_published=True)


def attend(event, name: str, **values):
    return make_registration(event, make_person(name), **values)


def test_the_code_of_a_badge_is_the_one_of_the_own_page_and_its_colour_that_of_the_type(event):
    set_types(event, expert={"badge_color": "green"})
    person = attend(event, "张三", role=Role.EXPERT, name_latin="Chang San")

    with speaking("zh"):
        [(number, badge)] = get_badges(event, "zh").badges

    assert (number, badge.code, badge.colour) == (person.id, check_in_code(person), "green")
    assert (badge.latin, badge.unit) == ("Chang San", "上海市")


def test_who_objected_to_the_list_has_a_badge_and_a_card_and_stands_on_no_sheet(event):
    attend(event, "张三", objected_at=NOON)
    attend(event, "李四", restricted_at=NOON)
    attend(event, "王五", role=Role.STAFF)

    with speaking("zh"):
        named = {badge.name for _number, badge in get_badges(event, "zh").badges}
        cards = [card.name for _number, card in get_place_cards(event, "zh", CardChoice()).cards]
        sheet = get_sign_in(event, "zh", Printing())

    assert (named, cards) == ({"张三", "王五"}, ["张三"])
    assert [one.name for part in sheet.roster.delegations for one in part.people] == ["王五"]


def test_a_missing_character_is_named_of_who_stands_on_no_list_but_has_a_badge(event):
    attend(event, "单𥖁", objected_at=NOON)

    assert [one.char for one in list_missing(event, "zh")] == ["𥖁"]


def test_the_sheet_of_a_group_names_its_members_and_that_of_a_day_everybody(event):
    item = make_item(event, kind=ItemKind.GROUP, title={"zh": "汽车组", "en": "Cars"})
    member = attend(event, "张三")
    attend(event, "李四")
    keep(Signup(registration_id=member.id, item_id=item.id, state=SignupState.HELD, asked_at=NOON))

    with speaking("zh"):
        group = get_sign_in(event, "zh", Printing(asked={"of": f"item-{item.id}"}))
        whole = get_sign_in(event, "zh", Printing())

    assert [one.name for part in group.roster.delegations for one in part.people] == ["张三"]
    assert (group.what, whole.what, whole.roster.total) == ("汽车组", "", 2)


PATH = "/manage/events/sample/reports"


def test_badges_are_printed_for_everybody_a_delegation_or_one_registration_and_each_is_recorded(client, sign_in, event):
    one = attend(event, "张三")
    attend(event, "李四", unit_code="440000", province_code="440000")
    sign_in(make_member(event, TeamRole.EDITOR))

    texts = [joined(client.get(f"{PATH}/badges.pdf{asked}").data) for asked in ("", "?unit=440000", f"?only={one.id}")]

    assert [("张　三" in text, "李　四" in text) for text in texts] == [(True, True), (False, True), (True, False)]
    found = [(entry.object_name, entry.changes["printed_people"][1]) for entry in list_entries(event.id)]
    assert sorted(found) == [("badges.pdf", 1), ("badges.pdf", 1), ("badges.pdf", 2)]


def test_the_desk_prints_the_badge_and_the_card_of_one_person_and_nothing_else(client, sign_in, event):
    one, gone = attend(event, "张三"), attend(make_event(slug="other"), "李四")
    sign_in(make_member(event, TeamRole.CHECK_IN))

    asked = (f"badges.pdf?only={one.id}&print=1", f"deskcards.pdf?only={one.id}&print=1", f"signin.pdf?only={one.id}", "badges.pdf",
             f"badges.pdf?only={gone.id}", "badges.pdf?only=x")  # fmt: skip
    codes = [client.get(f"{PATH}/{path}").status_code for path in asked]
    desk = client.get(f"/manage/events/sample/checkin/?seen={one.id}").text

    assert codes == [200, 200, 403, 403, 404, 404]
    assert [f'href="{PATH}/{path.replace("&", "&amp;")}"' in desk for path in asked[:3]] == [True, True, False]


@pytest.mark.parametrize(
    "asked", ["badges.pdf?size=1x1", "badges.pdf?unit=990000", "deskcards.pdf?line=x", "signin.pdf?of=item-0",
              "signin.pdf?blanks=x", "badges.pdf?sheet=a3"],
)  # fmt: skip
def test_what_is_not_known_is_named(client, sign_in, event, asked: str):
    attend(event, "张三")
    sign_in(make_member(event, TeamRole.OWNER))

    answer = client.get(f"{PATH}/{asked}")

    assert (answer.status_code, asked.partition("=")[2] in answer.text) == (400, True)


@pytest.mark.parametrize(("name", "field"), [("badges", "size"), ("deskcards", "line"), ("signin", "blanks")])
def test_the_page_of_each_asks_what_it_reads(client, sign_in, event, name: str, field: str):
    attend(event, "张三")
    sign_in(make_member(event, TeamRole.OWNER))

    page = client.get(f"{PATH}/{name}/?lang=en").text

    assert (f'name="{field}"' in page, 'value="310000"' in page) == (True, True)
    assert client.get(f"{PATH}/summary/").status_code == 404


@pytest.mark.parametrize("name", ["badges", "deskcards", "signin"])
def test_papers_of_the_day_take_as_many_statements_however_many_come(client, sign_in, event, count_statements, name):
    sign_in(make_member(event, TeamRole.OWNER))
    counts = []
    for _ in range(2):
        for _ in range(5):
            attend(event, "张三")
        with count_statements() as statements:
            client.get(f"{PATH}/{name}.pdf")
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 27


def test_of_staff_those_who_speak_have_a_card_and_bands_differ_where_no_colour_was_chosen(event):
    speaks, works, expert = (
        attend(event, name, role=role)
        for name, role in (("张三", Role.STAFF), ("李四", Role.STAFF), ("王五", Role.EXPERT))
    )
    item = make_item(event)
    keep(Speaker(event_id=event.id, item_id=item.id, name={"zh": "张三"}, role=SpeakerRole.CHAIR))
    with speaking("zh"):
        cards = [number for number, _card in get_place_cards(event, "zh", CardChoice()).cards]
        bands = {number: badge.colour for number, badge in get_badges(event, "zh").badges}

    assert sorted(cards) == sorted([speaks.id, expert.id])
    assert (bands[works.id], bands[expert.id]) == ("grey", "purple")
