"""Agenda items from a sheet: guessed columns, what each row does, warnings, the worker, undo, and the way round through a file."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import select

from eventmgr.event.agenda.models import AgendaItem, Speaker, SpeakerRole
from eventmgr.event.events.models import Room
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.imports.models import BatchState
from eventmgr.tools.log.models import AuditEntry
from tests.factories import keep, make_event, make_item, make_member
from tests.on_site.signup.groups import choose, make_asking_event, make_group, standing
from tests.output.imports.agenda_sheets import at, base, day_of, exported, items, make_hosting_event, opened, people
from tests.output.imports.sending import batch, digest_of, in_english, letters, take, work

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def event():
    return make_hosting_event()


@pytest.fixture
def office(sign_in, event):
    return in_english(sign_in(make_member(event, TeamRole.EDITOR)))


def sheet_of(event) -> str:
    """What an office types: one time column, a merged date, roles, a session with a part."""
    day = day_of(event).split("-")
    spans = [f"{at(event, begins)}—{at(event, begins + 0.5)}" for begins in (0, 0.5, 1)]
    return (
        "序号\t日期\t时间\t议程内容\t地点\t主持人\t发言嘉宾\t单位\t职务\t所属环节\n"
        f"1\t{int(day[1])}月{int(day[2])}日\t{spans[0]}\t开幕式\tMain Hall\t王敏\t李强\t样例研究院\t院长\t\n"
        f"2\t{day_of(event)}\t{spans[1]}\t圆桌对话\t小会议室\t\t对话嘉宾：张三（甲公司，总经理）；赵六（乙公司）\t\t\t\n"
        f"3\t{day_of(event)}\t{spans[2]}\t分组一\t小会议室\t\t\t\t\t圆桌对话\n"
        "合计\t3项\n"
    )


def test_a_sheet_of_an_office_becomes_items_with_rooms_speakers_and_sessions(office, event):
    address = opened(office, event, sheet_of(event))
    page = office.get(address).text

    assert "New: 3" in page and items(event) == {}
    take(office, address)
    work()

    done = items(event)
    assert list(done) == ["开幕式", "圆桌对话", "分组一"]
    opening, panel, part = done.values()
    assert opening.starts_at == event.starts_at and opening.ends_at == event.starts_at + timedelta(minutes=30)
    assert (opening.room.name["zh"], panel.room.name["zh"]) == ("大会议室", "小会议室")
    assert people(opening) == [
        (SpeakerRole.CHAIR, {"zh": "王敏"}, {}, {}),
        (SpeakerRole.SPEAKER, {"zh": "李强"}, {"zh": "样例研究院"}, {"zh": "院长"}),
    ]
    assert [one[0] for one in people(panel)] == [SpeakerRole.PANELIST, SpeakerRole.SPEAKER]
    assert part.parent_id == panel.id and letters() == 0
    assert batch().numbers == {"new": 3, "changed": 0, "same": 0, "left_out": 0}
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "imported")).one()
    columns = "day,span,title,room,chair,speakers,organization,position,parent"
    assert entry.changes == {"new_items": [None, 3], "item_columns": [None, columns]}
    assert "Date, Time, Agenda item, Room" in office.get(f"/manage/events/{event.slug}/history/").text


def test_what_is_there_is_changed_by_its_number_and_shown_from_what_to_what(office, event):
    item = make_item(event, title={"zh": "报告", "en": "Report"})
    address = opened(office, event, f"议程编号\t标题\t会场\n{item.id}\t主旨报告\t大会议室\n")
    page = office.get(address).text

    assert "<del>报告</del> → <ins>主旨报告</ins>" in page and "<ins>Main Hall</ins>" in page
    take(office, address)
    work()
    assert items(event)["主旨报告"].title == {"zh": "主旨报告", "en": "Report"}
    assert items(event)["主旨报告"].starts_at == item.starts_at


def test_a_place_outside_and_a_note_are_read_written_and_taken_back(office, event):
    row = f"{day_of(event)}\t{at(event, 1)}\t{at(event, 2)}\t总装线\t嘉定样例路8号\t8 Yangli Road\t穿防滑鞋"
    take(office, opened(office, event, f"日期\t开始\t结束\t标题\t场外地点\t场外地点（英文）\t议程提示\n{row}"))
    work()
    made = items(event)["总装线"]
    said = (made.location, made.note)
    again = office.get(opened(office, event, data=exported(office, event))).text
    take(office, opened(office, event, f"议程编号\t议程提示\n{made.id}\t穿防滑鞋，戴安全帽"))
    work()
    changed = items(event)["总装线"].note
    office.post(f"{base(event, 'import/')}{batch().id}/undo", data={"telling": "now"})
    work()

    assert said == ({"zh": "嘉定样例路8号", "en": "8 Yangli Road"}, {"zh": "穿防滑鞋"})
    assert "No change: 1" in again
    assert (changed, items(event)["总装线"].note) == ({"zh": "穿防滑鞋，戴安全帽"}, {"zh": "穿防滑鞋"})


def test_without_a_number_start_and_title_say_which_item_is_meant(office, event):
    item = make_item(
        event, title={"zh": "报告"}, starts_at=event.starts_at, ends_at=event.starts_at + timedelta(hours=1)
    )
    rows = f"日期\t开始\t标题\t人数上限\n{day_of(event)}\t{at(event, 0)}\t报 告\t30\n"
    take(office, opened(office, event, rows))
    work()

    assert len(items(event)) == 1 and db.session.get(AgendaItem, item.id).capacity == 30


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"number": "99999"}, "no agenda item with the number 99999"),
        ({"room": "花园"}, "“花园” is not one of the choices"),
        ({"starts": "25:00"}, "is not a date with a time"),
        ({"ends": "", "title": "新"}, "This is required"),
        ({"title": ""}, "This is required"),
        ({"day": "2020-01-01"}, "is not within the event"),
        ({"swap": "1"}, "ends before it begins"),
        ({"parent": "没有"}, "not the title or number of an independent"),
        ({"speakers": "主持人：（甲公司）"}, "contains no name"),
        ({"speakers": "；".join(f"张{number}" for number in range(31))}, "At most 30 people"),
        ({"capacity": "0"}, "Enter a number from 1"),
    ],
)
def test_what_is_wrong_is_said_beside_its_cell_and_given_back(office, event, cells, said):
    row = {
        "number": "", "day": day_of(event), "starts": at(event, 0), "ends": at(event, 1), "title": "报告", "room": "",
        "parent": "", "speakers": "", "capacity": "",
    } | cells  # fmt: skip
    if row.pop("swap", ""):
        row["starts"], row["ends"] = row["ends"], row["starts"]
    heads = "议程编号\t日期\t开始\t结束\t标题\t会场\t所属环节\t发言嘉宾\t人数上限\n"
    address = opened(office, event, heads + "\t".join(row.values()) + "\n")

    page = office.get(address)

    assert page.status_code == 200 and said in page.text and "With errors: 1" in page.text
    assert "0 rows will be imported." in page.text and items(event) == {}
    back = openpyxl.load_workbook(io.BytesIO(office.get(f"{address}problems.xlsx").data)).active
    assert any(said in str(cell.value) for cell in back[2])


def test_a_wrong_cell_is_corrected_in_the_preview(office, event):
    rows = f"日期\t开始\t结束\t标题\t会场\n{day_of(event)}\t{at(event, 0)}\t{at(event, 1)}\t报告\t花园\n"
    address = opened(office, event, rows)
    office.post(f"{address}correct", data={"c_2_room": "小会议室"})
    take(office, address)
    work()

    assert items(event)["报告"].room.name == {"zh": "小会议室"}


def test_two_at_once_in_a_room_or_with_a_person_is_a_warning_and_no_error(office, event):
    hall = db.session.scalars(select(Room).where(Room.event_id == event.id)).first()
    there = make_item(
        event, title={"zh": "原有"}, room_id=hall.id, starts_at=event.starts_at,
        ends_at=event.starts_at + timedelta(hours=1),
    )  # fmt: skip
    keep(Speaker(event_id=event.id, item_id=there.id, name={"zh": "王敏"}))
    rows = f"日期\t开始\t结束\t标题\t会场\t发言嘉宾\n{day_of(event)}\t{at(event, 0.5)}\t{at(event, 1)}\t新增\t大会议室\t王敏\n"
    address = opened(office, event, rows)
    page = office.get(address).text

    assert "Main Hall would hold “原有” and “新增” at once." in page
    assert "王敏 would be named in “原有” and “新增” at once." in page
    assert "1 row will be imported." in page
    take(office, address)
    work()
    assert set(items(event)) == {"原有", "新增"}
    assert "would hold" not in office.get(opened(office, event, data=exported(office, event))).text


def test_an_import_is_undone_as_long_as_no_later_change_stands_on_it(office, event):
    old = make_item(event, title={"zh": "报告"})
    keep(Speaker(event_id=event.id, item_id=old.id, name={"zh": "王敏", "en": "Wang Min"}))
    rows = (
        f"议程编号\t日期\t开始\t结束\t标题\t发言嘉宾\n{old.id}\t\t\t\t主旨报告\t李强\n"
        f"\t{day_of(event)}\t{at(event, 0)}\t{at(event, 1)}\t新增\t\n"
    )
    take(office, opened(office, event, rows))
    work()
    done = f"{base(event, 'import/')}{batch().id}/"
    assert set(items(event)) == {"主旨报告", "新增"}

    new = items(event)["新增"]
    office.post(base(event, f"{new.id}/move"), data={"minutes": "5", "telling": "now"})
    refused = office.post(f"{done}undo", data={"telling": "now"})
    assert refused.status_code == 409 and "新增" in refused.text and f"agenda/{new.id}" in refused.text
    office.post(base(event, f"{new.id}/move"), data={"minutes": "-5", "telling": "now"})

    assert office.post(f"{done}undo", data={"telling": "now"}).status_code == 303
    work()
    assert batch().state is BatchState.UNDONE and list(items(event)) == ["报告"]
    assert people(items(event)["报告"]) == [(SpeakerRole.SPEAKER, {"zh": "王敏", "en": "Wang Min"}, {}, {})]


def test_what_was_deleted_or_got_a_part_since_keeps_an_import(office, event):
    rows = f"日期\t开始\t结束\t标题\n{day_of(event)}\t{at(event, 0)}\t{at(event, 1)}\t甲\n"
    take(office, opened(office, event, rows))
    work()
    first = f"{base(event, 'import/')}{batch().id}/"
    session = items(event)["甲"]
    part = make_item(event, title={"zh": "乙"}, parent_id=session.id)

    assert office.post(f"{first}undo").status_code == 409
    db.session.delete(db.session.get(AgendaItem, part.id))
    db.session.commit()
    office.post(base(event, f"{session.id}/remove"), data={"telling": "now"})
    page = office.get(f"{first}undo").text
    assert "甲 (no longer there)" in page


def test_a_session_that_comes_with_the_same_sheet_may_stand_below_its_parts(office, event):
    day = day_of(event)
    rows = (
        f"日期\t开始\t结束\t标题\t所属环节\n{day}\t{at(event, 0)}\t{at(event, 0.5)}\t部分\t论坛\n"
        f"{day}\t{at(event, 0)}\t{at(event, 1)}\t论坛\t\n"
    )
    take(office, opened(office, event, rows))
    work()
    assert items(event)["部分"].parent_id == items(event)["论坛"].id


def test_who_gets_a_place_by_it_is_said_before_anybody_is_written_to(sign_in):
    event = make_asking_event(timezone="Asia/Shanghai")
    office = in_english(sign_in(make_member(event, TeamRole.EDITOR)))
    group = make_group(event, capacity=1)
    choose(event, group, name="张三")
    waiting = choose(event, group, name="李四", mobile="15400000031", email="li@example.com")
    before = letters()
    address = opened(office, event, f"环节编号\t人数上限\n{group.id}\t2\n")

    asked = take(office, address, "")

    assert asked.status_code == 200 and "李四" in asked.text and letters() == before
    assert standing(waiting) == [(group.id, "waiting")]
    take(office, address, "nobody")
    work()
    assert standing(waiting) == [(group.id, "held")] and letters() == before


def test_fewer_places_than_are_held_refuse_the_import_and_name_the_row(sign_in):
    event = make_asking_event(timezone="Asia/Shanghai")
    office = in_english(sign_in(make_member(event, TeamRole.EDITOR)))
    group, other = make_group(event, capacity=2), make_item(event, title={"zh": "报告"})
    for number in "12":
        choose(event, group, name=f"张{number}", mobile=f"1540000003{number}")
    rows = f"环节编号\t标题\t人数上限\n{other.id}\t改名\t\n{group.id}\t\t1\n"
    address = opened(office, event, rows)

    answer = take(office, address, "")

    assert answer.status_code == 409 and "Row 3: 2 people hold a place in this group." in answer.text
    assert db.session.get(AgendaItem, group.id).capacity == 2 and "报告" in items(event)
    assert batch().state is BatchState.OPEN


def test_the_word_holds_for_what_was_shown_alone(office, event):
    item = make_item(event, title={"zh": "报告"})
    address = opened(office, event, f"议程编号\t标题\n{item.id}\t主旨报告\n")
    digest = digest_of(office.get(address))
    db.session.get(AgendaItem, item.id).title = {"zh": "别的"}
    db.session.commit()

    answer = office.post(f"{address}take", data={"digest": digest, "telling": "now"})

    assert answer.status_code == 409 and list(items(event)) == ["别的"]


def test_more_rows_than_an_agenda_has_are_refused(office, event):
    rows = "".join(f"{day_of(event)}\t{at(event, 0)}\t{at(event, 1)}\t第{n}项\n" for n in range(501))
    answer = take(office, opened(office, event, f"日期\t开始\t结束\t标题\n{rows}"))

    assert answer.status_code == 409 and "At most 500 rows" in answer.text and items(event) == {}


def test_an_import_of_another_kind_or_event_is_not_found(office, event, sign_in):
    address = opened(office, event, "议程编号\t标题\n1\t甲\n")
    number = batch().id
    owner = sign_in(make_member(event, TeamRole.OWNER))
    assert owner.get(f"/manage/events/{event.slug}/registrations/import/{number}/").status_code == 404
    assert owner.get(address).status_code == 200
    other = make_event()
    assert sign_in(make_member(other, TeamRole.OWNER)).get(base(other, f"import/{number}/")).status_code == 404


def test_the_sheet_to_fill_in_is_read_again_and_its_example_is_no_item(office, event):
    from eventmgr.output.imports.agenda.columns import WRITTEN
    from eventmgr.output.imports.agenda.importer import AGENDA
    from eventmgr.tools.sheets import match
    from eventmgr.tools.sheets.columns import Head

    for lang in ("zh", "en"):
        book = openpyxl.load_workbook(io.BytesIO(office.get(base(event, f"import/template.xlsx?lang={lang}")).data))
        heads = [Head(place, str(cell.value)) for place, cell in enumerate(book.worksheets[0][1][1:])]
        assert [one.key for one in match(heads, AGENDA.rules(event).fields)] == [column.key for column in WRITTEN]


def test_the_page_of_agenda_imports_leads_back_to_the_agenda_and_lists_its_own_alone(office, event):
    opened(office, event, "议程编号\t标题\n1\t甲\n")

    page = office.get(base(event, "import/"))

    assert page.status_code == 200 and "Import agenda items" in page.text and "pasted rows" in page.text
    assert f'href="{base(event)}"' in page.text and f'href="{base(event, "import/")}"' in office.get(base(event)).text
    people = in_english(office).get(f"/manage/events/{event.slug}/registrations/import/")
    assert people.status_code == 403
