"""Minutes and the brief for leaders."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from eventmgr.event.agenda.models import Speaker, SpeakerRole
from eventmgr.event.events.models import EventKind
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Leadership
from eventmgr.ground.db import db
from eventmgr.ground.features import Printing
from eventmgr.ground.i18n import speaking
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers import contents
from eventmgr.output.papers.contents import ActionItem, Attendee, Counts, Day, Item
from eventmgr.output.papers.proceedings import brief, minutes
from eventmgr.output.papers.proceedings.contents import Brief, Minutes, Present
from eventmgr.output.papers.proceedings.queries import get_brief, get_minutes
from tests.factories import NOON, keep, make_event, make_item, make_member, make_person, make_registration
from tests.output.papers.samples import RARE, lines_of, make_agenda, make_occasion, outline_of, read_pdf, text_of

speech = pytest.mark.usefixtures("speech")
PEOPLE = tuple(Attendee(name, "样例公司", "处长", "领队") for name in ("张三", "欧阳明", *RARE))


def make_minutes(**changes) -> Minutes:
    values = {
        "occasion": make_occasion(),
        "chairs": ("李四",),
        "days": make_agenda(2).days,
        "text": (("成效", "形成材料。"),),
        "action_items": (ActionItem("建立对接机制。", "样例办公室", "2026年9月30日", "进行中"),),
        "present": (Present("上海市", PEOPLE),),
        "excused": (Present("广东省", PEOPLE[:1]),),
        "observing": (Present("工作人员", PEOPLE[1:2]),),
        "is_recorded": True,
        "signed": ("样例办公室", "2026年5月14日"),
        "days_held": "2026年5月13日至14日",
    }
    return Minutes(**values | changes)


def make_brief(**changes) -> Brief:
    values = {
        "occasion": make_occasion(),
        "made": "数据截至今天。",
        "totals": Counts(52, 46, 41, "89.1%"),
        "provinces": 13,
        "delegations": 15,
        "overview": "三条主线。",
        "leaders": (Present("上海市", PEOPLE[:2]),),
        "days": make_agenda(2).days,
        "action_items": (ActionItem("建立对接机制。", "样例办公室", "2026年9月30日", "进行中"),),
    }
    return Brief(**values | changes)


@speech
def test_minutes_list_who_was_there_who_was_excused_and_who_sat_in_after_the_text():
    lines = lines_of(minutes.build(make_minutes(), lang="zh"))

    heads = [line for line in lines if line in ("一、议程", "二、成效", "三、议定事项", "出席：", "请假：", "列席：")]
    assert heads == ["一、议程", "二、成效", "三、议定事项", "出席：", "请假：", "列席："]
    text = "".join(lines)
    wanted = ("上海市：张　三、欧阳明", "1. 建立对接机制。（样例办公室；2026年9月30日）")
    assert [word for word in wanted if word not in text] == []
    assert [name for name in RARE if name not in text.replace("　", "")] == []
    assert lines.index("2026年5月14日") == lines.index("样例办公室") + 1 > lines.index("列席：")


@speech
def test_the_date_of_minutes_stands_on_the_page_of_who_signs_and_each_list_has_its_word_in_a_line():
    torn, heads = [], set()
    for many in range(20):
        text = (("成效", "\n".join("形成材料。" for _number in range(many))),)
        content = minutes.build(make_minutes(text=text, signed=("样例办公室", "14 May 2026")), lang="en")
        heads |= {line for line in lines_of(content) if line.startswith("Also")}
        if not any(re.search(r"样例办公室\s+14 May 2026", page.extract_text()) for page in read_pdf(content).pages):
            torn.append(many)

    assert torn == []
    assert {" ".join(line.split()[:3]) for line in heads} == {"Also in attendance:"}


@speech
def test_minutes_say_that_nobody_was_marked_and_list_who_is_expected():
    text = text_of(minutes.build(make_minutes(is_recorded=False, excused=()), lang="en"))

    assert ("Expected:" in text, "In attendance:" in text, "Excused:" in text) == (True, False, False)


@speech
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("many", [1, 40])
def test_a_brief_is_one_page_and_says_what_it_leaves_out(many: int, lang: str):
    leaders = tuple(Present(f"单位{i}", PEOPLE[:2]) for i in range(many))
    data = make_brief(leaders=leaders, days=make_agenda(8 * many).days, action_items=make_brief().action_items * many)

    content = brief.build(data, lang=lang)

    more = {"zh": "另有", "en": "more"}[lang]
    assert (len(read_pdf(content).pages), more in text_of(content)) == (1, many > 1)
    assert {"zh": "各代表团领队", "en": "Heads of delegations"}[lang] in outline_of(content)


@pytest.fixture
def event(database):
    return make_event(slug="sample", title={"zh": "样例研讨会", "en": "Sample"}, agenda_published=True)


def attend(event, name: str, status=Status.ATTENDED, **values):
    return make_registration(event, make_person(name), status=status, **values)


def named(parts) -> list[tuple[str, list[str]]]:
    return [(part.unit, [one.name for one in part.people]) for part in parts]


def test_present_excused_and_sitting_in_follow_from_arrivals_and_types(event):
    attend(event, "张三")
    attend(event, "李四", Status.ABSENT)
    attend(event, "王五", Status.CONFIRMED)
    attend(event, "赵六", role=Role.STAFF)
    attend(event, "钱七", role=Role.MEDIA)
    item = make_item(event)
    keep(Speaker(event_id=event.id, item_id=item.id, name={"zh": "周主持"}, role=SpeakerRole.CHAIR))

    with speaking("zh"):
        found = get_minutes(event, "zh")

    assert named(found.present) == [("上海市", ["张三"])]
    assert [sorted(names) for _unit, names in named(found.excused)] == [["李四", "王五"]]
    assert named(found.observing) == [("上海市", ["钱七"]), ("工作人员", ["赵六"])]
    assert (found.chairs, found.is_recorded) == (("周主持",), True)


def test_before_anybody_was_marked_those_expected_are_listed(event):
    attend(event, "张三", Status.CONFIRMED)

    with speaking("zh"):
        found = get_minutes(event, "zh")

    assert (found.is_recorded, named(found.present), found.excused) == (False, [("上海市", ["张三"])], ())


def test_the_brief_names_who_leads_and_has_the_figures_of_the_summary(event):
    attend(event, "张三", leadership=Leadership.LEADER)
    attend(event, "李四", Status.CONFIRMED)
    make_item(event, title={"zh": "开幕", "en": "Opening"})

    with speaking("zh"):
        found = get_brief(event, "zh", Printing("王明", NOON))

    assert (named(found.leaders), found.totals.confirmed, found.totals.attended) == ([("上海市", ["张三"])], 2, 1)
    assert [item.title for day in found.days for item in day.items] == ["开幕"]
    assert replace(found, made="").outcomes is None


@pytest.mark.parametrize("name", ["minutes", "brief"])
def test_they_are_printed_by_readers_recorded_and_take_few_statements(client, sign_in, event, count_statements, name):
    sign_in(make_member(event, TeamRole.VIEWER))
    counts = []
    for _ in range(2):
        for _ in range(5):
            attend(event, "张三")
            make_item(event)
        db.session.expire_all()
        with count_statements() as statements:
            answer = client.get(f"/manage/events/sample/reports/{name}.pdf?lang=zh")
        counts.append(len(statements))

    assert (answer.status_code, counts[0] == counts[1] <= 26) == (200, True)
    assert "张　三" in text_of(answer.data) or name == "brief"


@speech
def test_minutes_begin_with_a_sentence_and_leave_arrival_out():
    arrival = Item("08:00", "报到", minor=True, minutes=30)
    talk = Item(
        "09:00", "经验交流", parts=(Item("", "上海做法", speakers=(contents.Speaker("", "王五", ""),)),), minutes=60
    )
    days = (Day("5月13日", (arrival, talk)), Day("第二日", (arrival,)))
    text = "".join(lines_of(minutes.build(make_minutes(days=days), lang="zh")))

    assert "会议由李四主持。现将有关情况纪要如下：" in text
    assert ("报到" in text, "第二日" in text, "上海做法（王五）" in text) == (False, False, True)


@speech
@pytest.mark.parametrize(
    ("kind", "name"),
    [(EventKind.STUDY_VISIT, "考察纪要"), (EventKind.TRAINING, "培训纪要"), (EventKind.EXPO, "会议纪要")],
)
@pytest.mark.parametrize("style", ["plain", "gbt9704"])
def test_minutes_bear_the_name_of_what_was_held_and_say_its_days_without_hours(kind: EventKind, name: str, style: str):
    occasion = replace(make_occasion(), of_kind=kind)
    text = "".join(lines_of(minutes.build(make_minutes(occasion=occasion), style, lang="zh")))

    assert (name in text, "2026年5月13日至14日，" in text) == (True, True)


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [
        (1, "2026年5月13日", "13 May 2026"),
        (2, "2026年5月13日至14日", "13 May to 14 May 2026"),
        (30, "2026年5月13日至6月11日", "13 May to 11 Jun 2026"),
    ],
)
def test_days_are_said_from_the_first_to_the_last(event, days: int, zh: str, en: str):
    event.starts_at = datetime(2026, 5, 13, 1, tzinfo=UTC)
    event.ends_at = event.starts_at + timedelta(days=days - 1, hours=8)
    db.session.commit()

    for lang, said in (("zh", zh), ("en", en)):
        with speaking(lang):
            assert get_minutes(event, lang).days_held == said


@speech
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_brief_is_set_smaller_before_it_leaves_out_a_delegation(lang: str):
    leaders = tuple(Present(f"单位{number:02}", PEOPLE[:2]) for number in range(20))
    text = text_of(brief.build(make_brief(leaders=leaders, days=make_agenda(12).days * 2), lang=lang))

    assert [one.unit for one in leaders if one.unit not in text] == []


@speech
def test_a_brief_prints_what_takes_longest_of_a_day():
    items = (Item("08:00", "集合", minutes=20), *(Item(f"{9 + n}:00", f"工厂{n}", minutes=90 - n) for n in range(30)))
    long = Day("5月13日", items)
    text = "".join(lines_of(brief.build(make_brief(days=(long, long)), lang="zh")))

    assert ("工厂0" in text, "集合" in text) == (True, False)


def test_a_brief_finds_its_size_in_a_few_tries_as_if_it_had_tried_all(monkeypatch):
    data = make_brief(
        leaders=make_brief().leaders * 30, days=make_agenda(40).days, action_items=make_brief().action_items * 9
    )
    longest, tried = (len(data.leaders), max(len(day.items) for day in data.days), len(data.action_items)), []

    def fits(room: int, size: brief.Type, level: brief.Level) -> bool:
        return sum(map(min, level, longest)) * size[0].leading <= room

    wrong, most = [], 0
    for room in range(0, 1500, 10):
        tried.clear()
        monkeypatch.setattr(brief, "_is_enough", lambda *said, room=room: tried.append(said) or fits(room, *said[2:]))
        found = brief._fitting(data, "")
        most, tries = (
            max(most, len(tried)),
            [
                *((level, size) for size in brief._SIZES for level in brief._LEVELS[: brief._WHOLE]),
                *((level, brief._SIZES[-1]) for level in brief._LEVELS),
            ],
        )
        expected = next((one for one in tries if fits(room, one[1], one[0])), tries[-1])
        grown, level = brief._grown(data, "", *found), found[0]
        for place, step in ((0, 2), (1, 1), (2, 1)):
            while level[place] < longest[place]:
                more = (*level[:place], level[place] + step, *level[place + 1 :])
                if not fits(room, found[1], more):
                    break
                level = more
        wrong += [] if (found, grown) == (expected, level) else [(room, found, expected, grown, level)]

    assert wrong == []
    assert most < 12 < len(tries)
