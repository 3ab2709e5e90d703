"""What documents print is collected in the official order, in few statements."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.agenda.models import ItemKind, Speaker, SpeakerRole
from eventmgr.event.events.models import EventStatus, HostBody, HostRole, InvitedUnit, Room, Venue
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.covering import Need
from eventmgr.ground.db import db
from eventmgr.ground.features import Printing
from eventmgr.ground.i18n import speaking
from eventmgr.matchmaking.outcomes.models import ActionItem
from eventmgr.output.papers import queries
from eventmgr.output.papers.choices import RosterChoice, read_choice
from eventmgr.output.papers.contents import Attendee, Counts
from eventmgr.output.papers.printing import list_missing
from eventmgr.output.papers.summing_up import get_summary
from tests.factories import NOON, keep, make_event, make_item, make_person, make_registration


@pytest.fixture
def event(database):
    event = make_event(title={"zh": "样例研讨会", "en": "Sample seminar"}, capacity=100)
    for position, (role, name) in enumerate(
        ((HostRole.HOST, "甲办公室"), (HostRole.HOST, "乙协会"), (HostRole.SUPPORTER, "丙园区"))
    ):
        keep(HostBody(event_id=event.id, role=role, name={"zh": name}, position=position))
    venue = keep(Venue(event_id=event.id, name={"zh": "样例会议中心", "en": "Sample Centre"}))
    keep(Room(venue_id=venue.id, event_id=event.id, name={"zh": "一号厅", "en": "Hall 1"}))
    return event


def attend(event, name: str, **values):
    return make_registration(event, make_person(name), **values)


def roster_of(event, lang: str = "zh", **options):
    with speaking(lang):
        return queries.get_roster(event, lang, **options)


def names_of(roster) -> list[tuple[str, list[str]]]:
    return [(one.name, [person.name for person in one.people]) for one in roster.delegations]


def test_units_stand_in_official_order_and_guests_last(event):
    attend(event, "深圳人", unit_code="440300", province_code="440000")
    attend(event, "嘉宾", unit_code="", province_code="", role=Role.EXPERT)
    attend(event, "广东人", unit_code="440000", province_code="440000")
    attend(event, "上海人")
    attend(event, "会务", role=Role.STAFF)

    roster = roster_of(event)

    assert names_of(roster) == [
        ("上海市", ["上海人"]),
        ("广东省", ["广东人"]),
        ("深圳市", ["深圳人"]),
        ("嘉宾", ["嘉宾"]),
        ("工作人员", ["会务"]),
    ]
    assert (roster.total, roster.staff, roster.provinces) == (4, 1, 2)


def test_inside_a_unit_the_leader_comes_first_then_rank_then_pinyin(event):
    attend(event, "丁", pinyin_key="ding")
    attend(event, "丙", pinyin_key="bing")
    attend(event, "领队", pinyin_key="ling", role=Role.LEADER)
    attend(event, "第二", pinyin_key="di er", rank=2)
    attend(event, "第一", pinyin_key="di yi", rank=1)

    assert names_of(roster_of(event)) == [("上海市", ["领队", "第一", "第二", "丙", "丁"])]


def test_only_people_who_hold_a_place_are_on_the_roster(event):
    for status in Status:
        attend(event, status.value, status=status, pinyin_key=status.value)

    assert names_of(roster_of(event)) == [("上海市", ["absent", "attended", "confirmed"])]


def test_mobile_numbers_are_masked_and_only_there_if_asked_for(event):
    one = attend(event, "王小明", mobile="15400000000", title="工程师")

    shown = Attendee("王小明", "临港精密机床有限公司", "工程师", "代表", "154****0000")
    with speaking("zh"):
        role = queries.get_roster(event, "zh").delegations[0].people[0].role
    shown_columns = RosterChoice(("organization", "title", "role", "mobile"))
    assert roster_of(event, choice=shown_columns).delegations[0].people == (
        Attendee(shown.name, shown.organization, shown.title, role, shown.mobile, id=one.id, type="delegate"),
    )
    assert roster_of(event).delegations[0].people[0].mobile == ""
    whole = roster_of(event, choice=RosterChoice(("mobile",), whole_numbers=True))
    assert whole.delegations[0].people[0].mobile == "15400000000"


def test_the_group_is_printed_by_its_title_where_it_is_asked_for(event):
    group = make_item(event, title={"zh": "汽车组", "en": "Cars"}, kind=ItemKind.GROUP)
    attend(event, "甲", answers={"group": str(group.id)})

    asked = roster_of(event, choice=RosterChoice(("group",)))
    assert (asked.delegations[0].people[0].group, roster_of(event).delegations[0].people[0].group) == ("汽车组", "")


@pytest.mark.parametrize(
    ("asked", "shows_mobile", "choice"),
    [
        ({}, True, RosterChoice(("organization", "title", "role", "mobile"))),
        ({}, False, RosterChoice(("organization", "title", "role"))),
        ({"cols": "signature,mobile,organization", "mask": "none", "why": "onsite"}, True, RosterChoice(("organization", "mobile", "signature"), whole_numbers=True, need=Need("onsite"))),
        ({"cols": "mobile,title", "mask": "none"}, False, RosterChoice(("title",))),
    ],
)  # fmt: skip
def test_an_address_chooses_columns_and_masking_as_far_as_its_reader_may(asked, shows_mobile, choice):
    assert read_choice(asked, shows_mobile=shows_mobile) == choice


def test_the_head_groups_hosts_by_role_and_names_the_place(event):
    with speaking("zh"):
        zh = queries.get_occasion_with_look(event, "zh")
    with speaking("en"):
        en = queries.get_occasion_with_look(event, "en")

    assert [names for _role, names in zh.hosts] == ["甲办公室、乙协会", "丙园区"]
    assert (zh.place, en.place) == ("上海 样例会议中心", "Sample Centre, Shanghai")
    assert (zh.author, zh.state, en.title) == ("甲办公室", "", "Sample seminar")


def test_a_cancelled_event_says_so_on_the_head(event):
    event.status = EventStatus.CANCELLED

    with speaking("en"):
        assert queries.get_occasion_with_look(event, "en").state == "Cancelled"


def test_the_agenda_is_collected_with_hours_speakers_rooms_and_parts(event):
    room = event.venues[0].rooms[0]
    panel = make_item(event, title={"zh": "分组", "en": "Groups"}, kind=ItemKind.GROUP)
    part = make_item(event, title={"zh": "汽车组"}, parent_id=panel.id, room_id=room.id)
    keep(
        Speaker(
            event_id=event.id,
            item_id=part.id,
            role=SpeakerRole.CHAIR,
            name={"zh": "王五"},
            organization={"zh": "样例协会"},
            title={"zh": "会长"},
        )
    )
    make_item(event, title={"zh": "茶歇"}, kind=ItemKind.BREAK, starts_at=event.starts_at + timedelta(hours=1))

    with speaking("en"):
        agenda = queries.get_agenda(event, "en")

    (day,) = agenda.days
    groups, tea = day.items
    assert (day.name, agenda.is_draft) == ("Wed 13 May 2026", True)
    assert (groups.time, groups.title, [(one.title, one.time, one.place) for one in groups.parts]) == (
        "12:00–13:00",
        "Groups",
        [("汽车组", "", "Hall 1")],
    )
    assert [(one.role, one.name, one.origin) for one in groups.parts[0].speakers] == [
        ("Chair", "王五", "President, 样例协会")
    ]
    assert (tea.time, tea.title, tea.quiet) == ("13:00–14:00", "茶歇", True)


def test_the_summary_adds_up(event):
    attend(event, "甲", status=Status.ATTENDED, sector_code="C36")
    attend(event, "乙", status=Status.CONFIRMED, sector_code="C34", unit_code="440300", province_code="440000")
    attend(event, "丙", status=Status.PENDING, sector_code="C34")
    attend(event, "丁", status=Status.ATTENDED, role=Role.STAFF, unit_code="", province_code="440000")
    keep(InvitedUnit(event_id=event.id, unit_code="110000", quota=3))
    keep(
        ActionItem(event_id=event.id, text={"zh": "结论"}, owner={"zh": "办公室"}, due_on=NOON.date(), created_at=NOON)
    )

    with speaking("en"):
        summary = get_summary(event, "en", Printing("王明", NOON))

    assert summary.totals == Counts(3, 2, 1, "50.0%")
    assert (summary.provinces, summary.delegations) == (2, 2)
    assert [name for name, _values in summary.units.rows] == ["Beijing", "Shanghai", "Shenzhen"]
    assert summary.quotas == (3, None, None)
    assert summary.staff == 1
    assert (summary.sectors.rows, summary.sectors.row_sums) == (("Shanghai", "Guangdong"), (1, 1))
    assert summary.days.counts == (3,)
    assert [(one.text, one.owner, one.due, one.status) for one in summary.action_items] == [
        ("结论", "办公室", "1 Apr 2026", "In progress")
    ]
    assert dict(summary.facts)["Capacity"] == "100 places"
    assert summary.says["provinces"].endswith(" Tiles: SH Shanghai, GD Guangdong.")
    assert dict(summary.facts)["Publication date"] == "1 Apr 2026"


@pytest.mark.parametrize(
    ("days", "stage"),
    [(-1, "Figures before the event"), (0, "Figures during the event"), (3, "")],
)
def test_the_summary_says_as_of_when_who_made_it_and_at_what_stage(event, days: int, stage: str):
    event.starts_at, event.ends_at = NOON, NOON + timedelta(days=1)
    with speaking("en"):
        summary = get_summary(event, "en", Printing("王明", NOON + timedelta(days=days)))

    assert summary.stage == stage
    assert summary.made.startswith("As of ") and "王明" in summary.made


def test_the_parts_that_organizers_typed_are_printed_and_the_others_left_out(event):
    event.report_results = {"zh": "形成材料。"}
    with speaking("zh"):
        assert get_summary(event, "zh", Printing()).parts == (("成效", "形成材料。"),)


COLLECTED = {
    "agenda": queries.get_agenda,
    "roster": queries.get_roster,
    "summary": lambda event, lang: get_summary(event, lang, Printing()),
}


@pytest.mark.parametrize(("collect", "most"), [("agenda", 7), ("roster", 7), ("summary", 13)])
def test_collecting_costs_the_same_however_much_there_is(event, count_statements, collect: str, most: int):
    def statements() -> int:
        db.session.expire_all()
        with speaking("zh"), count_statements() as found:
            COLLECTED[collect](event, "zh")
        return len(found)

    attend(event, "甲")
    make_item(event)
    few = statements()
    for i in range(12):
        attend(event, f"乙{i}", unit_code="440000", province_code="440000", sector_code="C36")
        item = make_item(event)
        keep(Speaker(event_id=event.id, item_id=item.id, name={"zh": "王五"}))
    many = statements()

    assert (many <= few + 2, many <= most) == (True, True)


def test_names_with_a_character_that_no_font_has_are_found_before_printing(event):
    attend(event, "单𥖁")
    attend(event, "张𬱖")
    item = make_item(event, title={"zh": "𡋾的报告"})
    keep(Speaker(event_id=event.id, item_id=item.id, name={"zh": "李𥖁"}))

    found = list_missing(event, "zh")

    assert [(one.char, one.code, one.places) for one in found] == [
        ("𥖁", "U+25581", ("单𥖁 · 上海市", "李𥖁")),
        ("𡋾", "U+212FE", ("𡋾的报告",)),
    ]


def test_an_english_roster_shows_pinyin_beside_chinese_names_and_counts_guests_from_abroad_apart(event):
    guest = {"unit_code": "", "province_code": ""}
    attend(event, "欧阳小明")
    attend(event, "Jürgen Müller", organization_name="ACME", country_code="DE", **guest)
    attend(event, "山田太郎", name_latin="Yamada Taro", country_code="JP", **guest)

    roster, chinese = roster_of(event, "en"), roster_of(event)

    people = {one.name: one for part in roster.delegations for one in part.people}
    latin = [people[name].latin for name in ("欧阳小明", "Jürgen Müller", "山田太郎")]
    assert latin == ["Ouyang Xiaoming", "", "Yamada Taro"]
    assert people["Jürgen Müller"].organization == "ACME (Germany)"
    assert (roster.total, roster.provinces, roster.countries) == (3, 1, 2)
    assert {one.latin for part in chinese.delegations for one in part.people} == {""}
