"""Timetables on paper: what was published, for tables, people, doors and walls."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pypdf
import pytest

from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.timetables.papers import documents
from eventmgr.matchmaking.timetables.papers.contents import Held, Person, Table, Time, Timetable
from eventmgr.matchmaking.timetables.queries import list_meetings
from eventmgr.tools.typesetting.occasion import Occasion
from tests.factories import make_event, make_member
from tests.matchmaking.timetables.worlds import drafted, make_world, publish
from tests.soak import either

pytestmark = pytest.mark.usefixtures("database", "frozen")
PAPERS = ("meeting-tables", "timetable", "meeting-doors", "meeting-wall")


def make_occasion(title="对接活动"):
    return Occasion(title, "对接活动", "5月13日", "上海", "会务组")


@pytest.fixture
def event():
    return make_world(parties=8, requests=10)


@pytest.fixture
def office(event, sign_in):
    browser = sign_in(make_member(event, TeamRole.OWNER))
    browser.get("/?lang=en")
    return browser


def pages(office, event, name) -> list[str]:
    answer = office.get(f"/manage/events/{event.slug}/reports/{name}.pdf")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.data)).pages]


@pytest.mark.parametrize("name", PAPERS)
def test_before_anything_is_published_there_is_no_paper_and_the_reason_is_said(event, office, name):
    drafted(event)
    answer = office.get(f"/manage/events/{event.slug}/reports/{name}.pdf")
    assert (answer.status_code, "No meeting has been published yet." in answer.text) == (409, True)


def test_each_table_has_a_page_a_day_with_every_slot(event, office):
    drafted(event)
    publish(event, Stage.FINAL)
    used = {meeting.table_id for meeting in list_meetings(event.id)}
    found = pages(office, event, "meeting-tables")
    assert len(found) == len(used)
    assert all(page.count("–") >= 6 for page in found)
    assert sum(page.count("样例") for page in found) == 2 * len(list_meetings(event.id))


def test_whoever_sits_at_a_table_has_a_page_of_their_own(event, office):
    drafted(event)
    publish(event)
    sitting = {one for m in list_meetings(event.id) for one in (m.asker_seat_id, m.asked_seat_id)}
    found = pages(office, event, "timetable")
    assert len(found) == len(sitting)
    assert all("provisional" in page for page in found)
    first = db.session.get(PartyRepresentative, min(sitting))
    assert any(first.party.organization.name in page and first.name in page for page in found)


def test_english_timetables_name_people_in_latin_letters_too_and_say_usual_positions(event, office):
    drafted(event)
    publish(event)
    for person in db.session.query(PartyRepresentative):
        person.name, person.title = "冯楷", "副总经理"
    db.session.commit()

    found = pages(office, event, "timetable")

    assert [
        page for page in found if "冯楷 Feng Kai" not in page.replace("\n", " ") or "Deputy General Manager" not in page
    ] == []
    assert all(page.count("Feng Kai") > 1 for page in found)


def test_doors_name_every_organization_and_walls_every_meeting(event, office):
    drafted(event)
    publish(event, Stage.FINAL)
    meetings = list_meetings(event.id)
    parties = {one for meeting in meetings for one in (meeting.request.asker_id, meeting.request.asked_id)}
    doors = "".join(pages(office, event, "meeting-doors"))
    assert (doors.count("样例"), doors.count("→")) == (len(parties), 2 * len(meetings))
    wall = "".join(pages(office, event, "meeting-wall"))
    assert wall.count("样例") == 2 * len(meetings)


def test_an_event_without_meetings_does_not_offer_them(sign_in):
    event = make_event()
    browser = sign_in(make_member(event, TeamRole.OWNER))
    page = browser.get(f"/manage/events/{event.slug}/reports/").text
    assert "meeting-tables" not in page
    assert browser.get(f"/manage/events/{event.slug}/reports/meeting-tables.pdf").status_code == 404


def test_the_plan_for_the_wall_cuts_no_name_and_says_on_each_page_which_hall_and_day_it_is():
    day = date(2026, 5, 13)
    begin = datetime(2026, 5, 13, 0, 0, tzinfo=UTC)
    times = [Time(begin + timedelta(minutes=20 * n), day, f"{n:02}:00", f"{n:02}:20") for n in range(9)]
    tables = [Table(n, str(n), 1, "一号厅") for n in range(30)]
    names = "广东鼎诚样例智能装备科技集团股份有限公司", "上海样例精密机械制造股份有限公司北京分公司"
    held = [
        Held(time, table.id, table.number, 1, table.hall, (1, 2), names, ("a", "b"), (1, 2), ("", ""))
        for time in times
        for table in tables
    ]
    data = Timetable(make_occasion(), times, {day: "5月13日"}, tables, held, [])

    found = pypdf.PdfReader(io.BytesIO(documents.wall_plan(data, lang="zh"))).pages

    text = ["".join(page.extract_text().split()) for page in found]
    assert ["".join(text).count(name) for name in names] == [len(held)] * 2
    assert ["一号厅5月13日" in page for page in text] == [True] * len(found)
    assert {tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in found} == {(420, 297)}


def test_many_slots_and_tables_find_room_on_their_pages():
    day = date(2026, 5, 13)
    begin = datetime(2026, 5, 13, 0, 0, tzinfo=UTC)
    times = [Time(begin + timedelta(minutes=20 * n), day, f"{n:02}:00", f"{n:02}:20") for n in range(40)]
    number = either(20, 80)
    tables = [Table(n, str(n), 1 + 2 * n // number, f"{1 + 2 * n // number}号厅") for n in range(number)]
    name = "上海样例精密机械制造股份有限公司" * 3
    held = [
        Held(time, table.id, table.number, table.hall_id, table.hall, (1, 2), (name, name), ("a", "b"), (1, 2), ("陈立", "李强"))
        for time in times
        for table in tables
    ]  # fmt: skip
    people = [Person(1, "陈立", "市场部经理" * 20, name, "a"), Person(2, "李强", "", name, "b")]
    data = Timetable(make_occasion("对接活动" * 20), times, {day: "5月13日"}, tables, held, people, note="暂定")
    for build in (documents.table_sheets, documents.personal_timetables, documents.door_lists, documents.wall_plan):
        assert build(data, lang="zh").startswith(b"%PDF")
