"""A training from its creation to the certificate: what others see of hours that were attended."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from html import unescape

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event, EventKind
from eventmgr.event.events.services import clone
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground.db import db, write
from eventmgr.ground.features import holdings
from eventmgr.ground.i18n import speaking
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers.certificates.models import Certificate
from eventmgr.programme.checkin.acts.kinds import ARRIVAL, CheckinKind, ListKind
from eventmgr.programme.checkin.models import CheckinList
from eventmgr.programme.checkin.queries import list_bound, list_shown
from eventmgr.programme.checkin.services import tell_here, undo
from eventmgr.programme.training import queries
from eventmgr.programme.training.services import TAUGHT, TrainingDraft, set_up
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.web.paging import get_page
from tests.event.events.creating import created
from tests.factories import NOON, make_admin, make_event, make_item, make_member, make_person, make_registration
from tests.office.duplicates.merging import merge
from tests.output.papers.samples import lines_of, text_of

BASE = "/manage/events/sample"


@pytest.fixture
def event(database) -> Event:
    """A training that has begun, with three lessons of 4, 3 and 3 hours, 80 % needed."""
    event = make_event(slug="sample", kind=EventKind.TRAINING, starts_at=NOON, agenda_published=True)
    for hour, title in ((1, "第一讲"), (3, "第二讲"), (5, "第三讲")):
        starts_at = NOON + timedelta(hours=hour)
        make_item(event, title={"zh": title}, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    hours = dict(zip((item.id for item in list_items(event.id)), (40, 30, 30), strict=True))
    write(lambda: set_up(event, TrainingDraft(80, hours), act=Act(SYSTEM, NOON)))
    return event


@pytest.fixture
def office(event, client, sign_in):
    sign_in(make_member(event, TeamRole.OWNER))
    return client


def arrive(event: Event, *registrations) -> None:
    """These people are marked as arrived."""
    write(lambda: tell_here(event, CheckinKind.IN, ARRIVAL, [one.id for one in registrations], act=Act(SYSTEM, NOON)))


def come_in(event: Event, *registrations, lessons: tuple[int, ...]) -> None:
    """These people were checked in at these lessons."""
    bound = list(list_bound(event.id).values())
    for lesson in lessons:
        ids = [one.id for one in registrations]
        write(
            lambda lesson=lesson, ids=ids: tell_here(
                event, CheckinKind.IN, bound[lesson][0], ids, act=Act(SYSTEM, NOON)
            )
        )


def test_a_new_training_begins_with_hours_lists_and_a_threshold(database):
    new = created(kind=EventKind.TRAINING)
    course = queries.find_course(new.id)

    assert course.needed == -(-course.base * 80 // 100) > 0
    assert [item.kind for item in list_items(new.id) if item.id in list_bound(new.id)] == [
        item.kind for item in list_items(new.id) if item.kind in TAUGHT
    ]
    assert queries.find_course(created(kind=EventKind.SEMINAR).id) is None


def test_the_agenda_its_feed_and_the_itinerary_say_the_hours(office, event):
    person = make_registration(event, make_person("张三"), status=Status.CONFIRMED)
    agenda = office.get("/events/sample/agenda/?lang=zh").text
    feed = office.get("/events/sample/calendar.ics").text.replace("\r\n ", "")
    paper = text_of(office.get(f"{BASE}/reports/itineraries.pdf?lang=zh&only={person.id}").data)

    assert ("4 学时" in agenda, "4 学时" in feed, "4 学时" in paper) == (True, True, True)


def test_what_was_attended_stands_on_the_own_page_and_in_the_own_copy(office, event):
    person = make_registration(event, make_person("张三"), status=Status.CONFIRMED)
    come_in(event, person, lessons=(0, 1))

    own = office.get(f"/my/{my_token(person)}/?lang=zh").text
    with speaking("zh"):
        copy = next(one for one in holdings().values() if one.key == "training_hours").read(person.id)

    assert "您已参加 7 学时（共 10 学时），获得培训证明需 8 学时" in own
    assert [row["session"] for row in copy] == ["第一讲", "第二讲"]


def test_certificates_say_own_hours_and_none_is_issued_below_the_threshold(office, event):
    diligent, short = (
        make_registration(event, make_person(name), status=Status.CONFIRMED) for name in ("张三", "李四")
    )
    arrive(event, diligent, short)
    come_in(event, diligent, lessons=(0, 1, 2))
    come_in(event, short, lessons=(0, 1))

    office.post(f"{BASE}/reports/certificates/issue", data={"hours": "99"})
    page = office.get(f"{BASE}/reports/certificates/?lang=zh").text
    [row] = db.session.scalars(select(Certificate))
    paper = text_of(office.get(f"{BASE}/reports/certificates.pdf?lang=zh").data)

    assert (row.registration_id, row.tenths) == (diligent.id, 100)
    assert "李四</strong> · 已参加 7 学时，需 8 学时" in page
    assert ("共参加 10 学时" in paper, "99 学时" in paper) == (True, False)


def test_a_certificate_holds_only_while_the_hours_are_enough_and_says_the_new_ones_once_issued_again(office, event):
    person = make_registration(event, make_person("张三"), status=Status.CONFIRMED)
    arrive(event, person)
    come_in(event, person, lessons=(0, 1, 2))
    office.post(f"{BASE}/reports/certificates/issue", data={})
    number = db.session.scalar(select(Certificate.number))

    def check() -> bool:
        page = office.post("/certificates/?lang=en", data={"number": number, "name": "张三"}).text
        return "Valid: a certificate" in page

    acts = {act.list_id: act.key for act in list_shown(event.id)}
    lists = [numbers[0] for numbers in list_bound(event.id).values()]
    seen = [check()]
    write(lambda: undo(event, acts[lists[0]], act=Act(SYSTEM, NOON)))
    seen.append(check())
    come_in(event, person, lessons=(0,))
    seen.append(check())
    assert seen == [True, False, True]


def test_hours_of_a_year_are_added_up_by_person_for_the_office_and_on_the_own_page(client, sign_in, event):
    other = make_event(slug="other", kind=EventKind.TRAINING, starts_at=NOON + timedelta(days=9))
    make_item(other, starts_at=other.starts_at, ends_at=other.starts_at + timedelta(hours=1))
    [item] = list_items(other.id)
    write(lambda: set_up(other, TrainingDraft(80, {item.id: 15}), act=Act(SYSTEM, NOON)))
    human = make_person("张三")
    first, second = (make_registration(one, human, status=Status.CONFIRMED) for one in (event, other))
    come_in(event, first, lessons=(1,))
    bound = list_bound(other.id)[item.id][0]
    late = other.starts_at + timedelta(minutes=5)
    write(lambda: tell_here(other, CheckinKind.IN, bound, [second.id], act=Act(SYSTEM, late)))

    own = client.get(f"/my/{my_token(first)}/?lang=zh").text
    sign_in(make_admin())
    page = client.get("/manage/training-hours/?year=2026&lang=zh").text
    book = load_workbook(io.BytesIO(client.get("/manage/training-hours/export.xlsx?year=2026&lang=zh").data))
    rows = [[cell.value for cell in row][:5] for row in book.active.iter_rows(min_row=2)]

    assert "2026 年在本平台累计参加 4.5 学时" in own
    assert ">4.5</span>" in page
    assert [(row[0], row[3], row[4]) for row in rows] == [("张三", 4.5, 2)]
    assert client.get("/manage/training-hours/?year=2025&lang=zh").text.count("data-row") == 0
    assert client.get("/manage/training-hours/?year=x").status_code == 400


def test_lists_of_hours_are_pages_of_the_same_number_of_statements_and_nobody_is_left_out(
    client, sign_in, event, monkeypatch, count_statements
):
    monkeypatch.setattr(get_page, "__kwdefaults__", {"size": 3})
    people = [make_registration(event, make_person(f"学员{number}"), status=Status.CONFIRMED) for number in range(4)]
    come_in(event, *people[:2], lessons=(1,))
    sign_in(make_admin())
    with count_statements() as few:
        client.get("/manage/training-hours/?year=2026")
    come_in(event, *people[2:], lessons=(1,))
    other = make_event(slug="other", kind=EventKind.TRAINING, starts_at=NOON)
    make_item(other, starts_at=NOON, ends_at=NOON + timedelta(hours=1))
    write(lambda: set_up(other, TrainingDraft(80, {list_items(other.id)[0].id: 15}), act=Act(SYSTEM, NOON)))
    with count_statements() as more:
        page = client.get("/manage/training-hours/?year=2026&lang=en").text

    assert len(few) == len(more)
    for first in (page, client.get(f"{BASE}/training/?lang=en").text):
        after = client.get(unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])).text
        named = [number for text in (first, after) for number in re.findall(r"学员\d", text)]
        assert named == [f"学员{number}" for number in range(4)]
        assert 'rel="next"' not in after


def test_settings_take_hours_back_and_the_agenda_says_none_then(office, event):
    first, *_others = list_items(event.id)
    page = office.get(f"{BASE}/training/settings")
    typed = {f"hours_{item.id}": "" for item in list_items(event.id)} | {f"hours_{first.id}": "１.5", "threshold": "50"}

    wrong = office.post(f"{BASE}/training/settings", data=typed | {f"hours_{first.id}": "viel"})
    saved = office.post(f"{BASE}/training/settings", data=typed)
    course = queries.find_course(event.id)

    assert (page.status_code, wrong.status_code, saved.status_code) == (200, 422, 303)
    assert 'value="viel"' in wrong.text
    assert (course.base, course.needed, len(course.lessons)) == (15, 8, 1)
    agenda = office.get("/events/sample/agenda/?lang=zh").text
    assert (agenda.count("学时"), "1.5 学时" in agenda) == (1, True)


def test_hours_that_are_switched_off_are_on_no_certificate_and_in_no_year(office, event):
    year = f"/manage/training-hours/?year={event.starts_at.year}"
    certificates = f"{BASE}/reports/certificates/"
    before = office.get(certificates).text
    held = db.session.get(Event, event.id)
    held.features = [name for name in held.features if name != "training"]
    db.session.commit()

    assert f"{BASE}/training/" in before
    assert f"{BASE}/training/" not in office.get(certificates).text
    assert "data-row" not in office.get(year).text
    assert queries.find_course(event.id) is None


def test_the_years_lead_to_no_year_that_is_refused(client, sign_in):
    sign_in(make_admin())
    first, last = (
        client.get("/manage/training-hours/?year=2000").text,
        client.get("/manage/training-hours/?year=2100").text,
    )

    assert ("year=1999" in first, "year=2001" in first, "year=2101" in last, "year=2099" in last) == (
        False,
        True,
        False,
        True,
    )


def test_the_menu_offers_hours_where_they_are_switched_on_and_a_copy_has_them_too(client, sign_in, event):
    seminar = make_event(slug="seminar", starts_at=NOON, features=["checkin"])
    sign_in(make_admin())
    entry = '<a href="/manage/events/{}/training/"'
    without = client.get("/manage/events/seminar/checkin/").text
    closed = client.post("/manage/events/seminar/training/settings", data={"threshold": "80"})
    client.post("/manage/events/seminar/settings/features/training")
    copy = write(lambda: clone(seminar, make_admin(), days=364, act=Act(SYSTEM, NOON)))

    assert entry.format("sample") in client.get(f"{BASE}/checkin/").text
    assert (entry.format("seminar") in without, closed.status_code) == (False, 404)
    assert entry.format("seminar") in client.get("/manage/events/seminar/checkin/").text
    assert entry.format(copy.slug) in client.get(f"/manage/events/{copy.slug}/checkin/").text


def test_a_copy_counts_the_same_hours_on_lists_of_its_own_items(event, database):
    copy = write(lambda: clone(event, make_admin(), days=364, act=Act(SYSTEM, NOON)))
    course, bound = queries.find_course(copy.id), list_bound(copy.id)

    assert [lesson.tenths for lesson in course.lessons] == [40, 30, 30]
    assert list(bound) == [item.id for item in list_items(copy.id)]


def test_a_list_of_check_in_is_bound_to_an_item_and_takes_its_title(office, event):
    item = make_item(
        event, kind=ItemKind.VISIT, title={"zh": "总装车间"}, starts_at=NOON, ends_at=NOON + timedelta(hours=1)
    )
    none = office.post(f"{BASE}/checkin/lists/", data={"kind": "stop"})
    made = office.post(f"{BASE}/checkin/lists/", data={"kind": "stop", "item": str(item.id)})
    row = db.session.scalars(select(CheckinList).where(CheckinList.item_id == item.id)).one()

    assert (none.status_code, made.status_code) == (422, 303)
    assert (row.kind, row.title) == (ListKind.STOP, {"zh": "总装车间"})
    assert "记录“总装车间”的出席情况" in office.get(f"{BASE}/checkin/lists/?lang=zh").text
    assert db.session.get(AgendaItem, item.id) is not None


def test_what_was_recorded_of_a_merged_registration_counts_for_the_one_that_stays(office, event):
    kept, other = (make_registration(event, make_person("张三"), status=Status.CONFIRMED) for _one in "ab")
    come_in(event, kept, lessons=(0,))
    come_in(event, other, lessons=(1,))
    course = queries.find_course(event.id)
    before = queries.list_standings(event.id, course)(kept.id).tenths
    merge(event, kept, other)

    assert (before, queries.list_standings(event.id, course)(kept.id).tenths) == (40, 70)
    assert queries.find_standing(kept).tenths == 70


def test_the_record_and_the_notice_say_hours_attendance_and_threshold(office, event):
    person = make_registration(event, make_person("张三"), status=Status.CONFIRMED)
    come_in(event, person, lessons=(0, 1, 2))

    record = text_of(office.get(f"{BASE}/reports/training.pdf?lang=zh").data).replace("　", "")
    notice = text_of(office.get(f"{BASE}/reports/notice.pdf?lang=zh").data).replace("\n", "")

    assert [words in record for words in ("培训学时登记表", "张三", "100%", "获培训证明需 8 学时（80%）")] == [True] * 4
    assert ("第一讲（4 学时）" in notice, "参加 8 学时（80%）以上的" in notice) == (True, True)


def test_the_record_on_paper_has_a_line_a_person(event, office):
    """An organization of eighteen characters does not wrap beside empty columns."""
    organization = "江苏瑞格样例电气有限责任公司（样例）"
    come_in(event, make_registration(event, make_person("欧阳一"), organization_name=organization), lessons=(0,))

    lines = lines_of(office.get(f"{BASE}/reports/training.pdf?lang=zh").data)
    assert any(organization in line for line in lines)
