"""A study visit from its creation to the findings: what visitors, hosts and papers see of stops and batches."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.agenda.services import ItemDraft, add_item, move_item
from eventmgr.event.events.models import Event, EventKind
from eventmgr.event.events.services import clone
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Leadership, Registration
from eventmgr.event.registration.retaining.services.forgetting import delete
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.features import holdings
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.duplicates.services import merge, part, seen_of
from eventmgr.on_site.logistics.models import Direction, Ride, Vehicle, VehicleKind
from eventmgr.programme.checkin.acts.kinds import CheckinKind
from eventmgr.programme.checkin.queries import list_bound
from eventmgr.programme.checkin.services import tell_here
from eventmgr.programme.study_visits import manage, queries
from eventmgr.programme.study_visits.batching import Place
from eventmgr.programme.study_visits.models import VisitFinding
from eventmgr.programme.study_visits.periods import PERIODS
from eventmgr.programme.study_visits.queries import list_applicants
from eventmgr.programme.study_visits.services import StopDraft, place_people, propose, set_stop, write_finding
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.web.paging import get_page
from tests.event.events.creating import created
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, keep, make_admin, make_event, make_item, make_member, make_person, make_registration
from tests.output.calendars.feeds import personal_address
from tests.output.papers.samples import text_of

BASE = "/manage/events/sample"
ACT = Act(SYSTEM, NOON)
LAB = StopDraft(
    host={"zh": "样例传感器公司"}, address={"zh": "嘉定样例路8号"}, capacity=3, rules=("closed_shoes", "no_photos"),
    not_organizations=("甲竞争样例有限公司",),
)  # fmt: skip


@pytest.fixture
def event(database) -> Event:
    """A visit that has begun, with a laboratory that takes three people at once."""
    event = make_event(slug="sample", kind=EventKind.STUDY_VISIT, starts_at=NOON, agenda_published=True)
    make_item(
        event, kind=ItemKind.VISIT, title={"zh": "传感器实验室"}, starts_at=NOON, ends_at=NOON + timedelta(hours=2)
    )
    return event


@pytest.fixture
def lab(event) -> AgendaItem:
    [item] = list_items(event.id)
    write(lambda: set_stop(event, item, LAB, act=ACT))
    return item


@pytest.fixture
def office(event, client, sign_in):
    sign_in(make_member(event, TeamRole.OWNER))
    return client


def visit(event: Event, name: str, unit: str = "310000", **values) -> Registration:
    return make_registration(event, make_person(name), status=Status.CONFIRMED, unit_code=unit, **values)


@pytest.fixture
def six(event, lab) -> list[Registration]:
    """Three of Shanghai, three of Jiangsu, in two batches."""
    people = [visit(event, f"沪{one}") for one in "甲乙丙"] + [visit(event, f"苏{one}", "320000") for one in "甲乙丙"]
    write(lambda: propose(event, lab.id, act=ACT))
    return people


def batch_of(event: Event, lab: AgendaItem, registration: Registration) -> int | None:
    batch = queries.get_whole_stop(event, lab.id).batch_of(registration.id)
    return batch.number if batch else None


def own_feed(client, registration: Registration) -> str:
    return client.get(personal_address(registration)).text.replace("\r\n ", "")


def entry(feed: str, words: str) -> str:
    return next(part for part in feed.split("BEGIN:VEVENT") if words in part)


def test_a_new_study_visit_begins_with_stops_and_their_lists(database):
    new = created(kind=EventKind.STUDY_VISIT)
    stops = queries.list_stops(new.id)

    assert list(stops) == [item.id for item in queries.list_visit_items(new.id)] == list(list_bound(new.id))
    assert {tuple(stop.rules) for stop in stops.values()} == {("closed_shoes", "no_photos")}
    assert queries.list_stops(created(kind=EventKind.SEMINAR).id) == {}


def test_agenda_feed_and_papers_say_where_a_stop_is_and_what_its_host_asks(office, event, lab):
    person = visit(event, "张三")
    agenda = office.get("/events/sample/agenda/?lang=zh").text
    feed = office.get("/events/sample/calendar.ics").text.replace("\r\n ", "")
    papers = [
        text_of(office.get(f"{BASE}/reports/{name}").data)
        for name in ("agenda.pdf?lang=zh", f"itineraries.pdf?lang=zh&only={person.id}", "notice.pdf?lang=zh")
    ]

    assert ("样例传感器公司 嘉定样例路8号" in agenda, "穿平底包头鞋" in agenda) == (True, True)
    assert "LOCATION:样例传感器公司 嘉定样例路8号" in feed
    assert ["禁止拍照" in paper.replace("\n", "") for paper in papers] == [True] * 3


def test_each_sees_the_own_batch_on_page_feed_and_itinerary_and_only_its_entry_rises(office, event, lab, six):
    first, other = six[0], six[3]
    page = office.get(f"/my/{my_token(other)}/visits/?lang=zh").text
    feeds = own_feed(office, first), own_feed(office, other)
    paper = text_of(office.get(f"{BASE}/reports/itineraries.pdf?lang=zh&only={other.id}").data)

    assert [batch_of(event, lab, one) for one in six] == [0, 0, 0, 1, 1, 1]
    assert ("第2批" in page, "第2批" in paper) == (True, True)
    assert ("DTSTART;TZID=Asia/Shanghai:20260401T120000" in entry(feeds[0], "传感器"), "第1批" in feeds[0]) == (
        True,
        True,
    )
    assert "DTSTART;TZID=Asia/Shanghai:20260401T130000" in entry(feeds[1], "传感器")
    before = {one.id: one.group_numbers[str(lab.id)][0] for one in six}
    places = {first.id: Place(1, is_locked=True)}
    write(lambda: place_people(event, lab.id, places, {}, act=Act(SYSTEM, NOON + timedelta(minutes=1))))
    db.session.expire_all()
    assert {one.id for one in six if one.group_numbers[str(lab.id)][0] != before[one.id]} == {first.id}


def test_who_is_not_admitted_is_in_no_batch_and_learns_that_not_why(office, event, lab):
    rival = visit(event, "赵竞", organization_name="甲竞争样例有限责任公司", role=Role.COMPANY)
    others = [visit(event, name) for name in ("张三", "李四", "王五", "钱六")]
    office.post(f"{BASE}/visits/{lab.id}/propose")
    organizers = office.get(f"{BASE}/visits/{lab.id}/?lang=zh").text
    own = office.get(f"/my/{my_token(rival)}/visits/?lang=zh").text
    paper = text_of(office.get(f"{BASE}/reports/itineraries.pdf?lang=zh&only={rival.id}").data)

    assert batch_of(event, lab, rival) is None
    assert sorted(batch_of(event, lab, one) for one in others) == [0, 0, 1, 1]
    assert "接待单位指定不接待的单位" in organizers
    assert ("本站不在您的考察行程内" in own, "接待单位" in own, "嘉定样例路" in own) == (True, False, False)
    assert "STATUS:CANCELLED" in entry(own_feed(office, rival), "传感器")
    assert "传感器实验室" not in paper
    assert office.get(f"/my/{my_token(rival)}/visits/{lab.id}/").status_code == 404


def test_a_changed_list_shows_what_it_breaks_and_the_smallest_repair(office, event, lab, six):
    late = visit(event, "苏丁", "320000")
    whole = office.get(f"{BASE}/visits/{lab.id}/?lang=zh").text
    overview = office.get(f"{BASE}/?lang=zh").text
    office.post(f"{BASE}/visits/{lab.id}/repair")
    repaired = office.get(f"{BASE}/visits/{lab.id}/?lang=zh").text

    assert ("尚未编入批次：苏丁" in whole, "最小调整：已编入批次的人员均不变动" in whole) == (True, True)
    assert "1 个考察点的批次与名单不符" in overview
    assert ("尚未编入批次" in repaired, batch_of(event, lab, late) is None) == (False, False)


def test_people_are_moved_and_locked_by_a_plain_form_and_stay_when_batches_are_made_anew(office, event, lab, six):
    data = {f"batch_{one.id}": str(1 + (one in six[3:])) for one in six}
    data |= {f"batch_{six[0].id}": "2", f"batch_{six[3].id}": "1", f"lock_{six[0].id}": "1", f"lock_{six[3].id}": "1"}
    times = {"begins_0": "12:10", "ends_0": "12:50", "begins_1": "13:00", "ends_1": "13:40"}

    saved = office.post(f"{BASE}/visits/{lab.id}/places", data=data | times)
    outside = office.post(
        f"{BASE}/visits/{lab.id}/places", data=data | times | {"ends_1": "14:30"}, follow_redirects=True
    )
    wrong = office.post(f"{BASE}/visits/{lab.id}/places", data=data | {f"batch_{six[0].id}": "9"})
    office.post(f"{BASE}/visits/{lab.id}/propose")
    stop = queries.get_whole_stop(event, lab.id)

    assert (saved.status_code, wrong.status_code, "alert" in outside.text) == (303, 400, True)
    assert [(batch.after, batch.minutes) for batch in stop.batches] == [(10, 40), (60, 40)]
    assert (batch_of(event, lab, six[0]), batch_of(event, lab, six[3])) == (1, 0)


def test_batches_move_with_their_agenda_item(event, lab, six):
    write(lambda: move_item(event, lab, minutes=30, act=ACT))
    stop = queries.get_whole_stop(event, lab.id)

    assert [stop.window(batch)[0] - NOON for batch in stop.batches] == [timedelta(minutes=30), timedelta(minutes=90)]


def test_batches_of_an_evening_end_after_midnight(office, event, lab, six):
    write(lambda: move_item(event, lab, minutes=11 * 60 + 30, act=ACT))
    data = {f"batch_{one.id}": str(1 + (one in six[3:])) for one in six}
    times = {"begins_0": "23:30", "ends_0": "00:20", "begins_1": "00:30", "ends_1": "01:10"}

    office.post(f"{BASE}/visits/{lab.id}/places", data=data | times)
    early = office.post(
        f"{BASE}/visits/{lab.id}/places", data=data | times | {"begins_0": "23:00"}, follow_redirects=True
    )

    assert "批次时间须在该环节的时间范围内" in early.text
    batches = queries.get_whole_stop(event, lab.id).batches
    assert [(batch.after, batch.minutes) for batch in batches] == [(0, 50), (60, 40)]


def test_heads_are_counted_on_the_stops_own_list(office, event, lab, six):
    [number] = list_bound(event.id)[lab.id]
    write(lambda: tell_here(event, CheckinKind.IN, number, [six[0].id, six[1].id], act=ACT))
    page = office.get(f"{BASE}/visits/?lang=zh").text

    assert f'data-figure="visit_present" data-of="item={lab.id}">2</span>' in page


def test_a_finding_is_written_on_a_phone_chosen_edited_and_printed_without_a_name(office, event, lab, six):
    path = f"/my/{my_token(six[0])}/visits/{lab.id}/"
    long = office.post(path, data={"saw": "长" * 1001})
    kept = office.post(path, data={"saw": "批量标定一次完成", "adopt": "可在本省推广"})
    finding = db.session.query(VisitFinding).one()
    office.post(f"{BASE}/visits/findings/{finding.id}", data={"chosen": "y", "edited": "传感器一次完成批量标定。"})
    report = text_of(office.get(f"{BASE}/reports/visit-report.pdf?lang=zh").data).replace("\n", "")
    copy = holdings()["visit_findings"].read(six[0].id)

    assert (long.status_code, kept.status_code) == (422, 303)
    assert "长" * 1001 in long.text
    assert "批量标定一次完成</textarea>" in office.get(path).text
    assert ("传感器一次完成批量标定。" in report, "上海" in report, "沪甲" in report) == (True, True, False)
    assert [row["seen"] for row in copy] == ["批量标定一次完成"]
    assert office.post(path, data={"saw": "", "adopt": ""}).status_code == 303
    assert db.session.query(VisitFinding).count() == 0


def test_findings_are_pages_and_saving_one_leads_back_to_its_page(office, event, lab, six, monkeypatch):
    monkeypatch.setattr(get_page, "__kwdefaults__", {"size": 4})
    for number, one in enumerate(six):
        at = NOON + timedelta(minutes=number)
        write(lambda one=one, number=number, at=at: write_finding(one, lab.id, f"所见{number}", "", at=at))
    first = office.get(f"{BASE}/visits/findings/?lang=zh").text
    after = office.get(unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])).text
    action = unescape(re.search(r'action="([^"]+/visits/findings/\d+[^"]*)"', after)[1])
    saved = office.post(action, data={"chosen": "y"}, follow_redirects=True).text

    assert re.findall(r"所见\d", first) == [f"所见{number}" for number in range(4)]
    assert re.findall(r"所见\d", after) == re.findall(r"所见\d", saved) == ["所见4", "所见5"]
    assert f'data-figure="visit_findings" data-of="item={lab.id}">6<' in office.get(f"{BASE}/visits/").text


def test_of_a_large_visit_the_page_of_a_stop_has_one_batch_and_saves_it_alone(office, event, lab, six, monkeypatch):
    monkeypatch.setattr(manage, "_MOST_TOGETHER", 5)
    first, second = (office.get(f"{BASE}/visits/{lab.id}/?batch={number}&lang=zh").text for number in (1, 2))
    named = [set(re.findall(r'name="batch_(\d+)"', page)) for page in (first, second)]
    moving = min(named[1])
    saved = office.post(f"{BASE}/visits/{lab.id}/places?batch=2", data={f"batch_{moving}": "1"})

    assert [len(numbers) for numbers in named] == [3, 3]
    assert named[0].isdisjoint(named[1])
    assert (saved.status_code, saved.location.endswith("batch=2")) == (303, True)
    places = queries.get_whole_stop(event, lab.id)
    assert [len(places.members(batch)) for batch in places.batches] == [4, 2]
    assert office.get(f"{BASE}/visits/{lab.id}/?batch=3").status_code == 400


def test_findings_are_not_written_before_the_visit_begins(office, event, lab, six):
    item = db.session.get(AgendaItem, lab.id)
    item.starts_at, item.ends_at = clock.now() + timedelta(hours=1), clock.now() + timedelta(hours=2)
    db.session.commit()

    assert office.post(f"/my/{my_token(six[0])}/visits/{lab.id}/", data={"saw": "看到"}).status_code == 409


def test_whoever_was_not_there_is_told_so_and_writes_no_findings(office, event, lab, six, frozen):
    [number] = list_bound(event.id)[lab.id]
    write(lambda: tell_here(event, CheckinKind.IN, number, [six[0].id], act=ACT))
    db.session.get(Registration, six[2].id).status = Status.ABSENT
    db.session.commit()
    during = {one.name: office.post(f"/my/{my_token(one)}/visits/{lab.id}/", data={"saw": "看到"}) for one in six[:3]}
    frozen.move_to(lab.ends_at + timedelta(minutes=1))
    after = {one.name: office.post(f"/my/{my_token(one)}/visits/{lab.id}/", data={"saw": "又看到"}) for one in six[:3]}
    pages = [office.get(f"/my/{my_token(one)}/visits/?lang=en").text for one in six[:3]]

    assert [answer.status_code for answer in during.values()] == [303, 303, 409], "people may be checked in late"
    assert [answer.status_code for answer in after.values()] == [303, 409, 409]
    assert ["Change my findings" in page for page in pages] == [True, False, False]
    assert ["you were not at this stop" in page for page in pages] == [False, True, True]


def test_where_the_stop_has_no_list_the_check_in_of_the_event_says_who_was_there(office, event, lab, six, frozen):
    frozen.move_to(lab.ends_at + timedelta(minutes=1))
    assert office.post(f"/my/{my_token(six[1])}/visits/{lab.id}/", data={"saw": "看到"}).status_code == 303, (
        "no check-in"
    )
    db.session.get(Registration, six[0].id).status = Status.ATTENDED
    db.session.commit()
    assert [
        office.post(f"/my/{my_token(one)}/visits/{lab.id}/", data={"saw": "看到"}).status_code for one in six[:2]
    ] == [303, 409]


def test_own_words_go_with_the_person_and_with_time_and_the_words_of_the_report_stay(office, event, lab, six):
    for one, words in zip(six[:3], ("一", "二", "三"), strict=True):
        write(lambda one=one, words=words: write_finding(one, lab.id, words, "", at=NOON))
    rows = list(db.session.query(VisitFinding).order_by(VisitFinding.id))
    rows[0].is_chosen, rows[0].edited = True, "报告用语"
    db.session.commit()
    write(lambda: delete(event, six[0], reason="x", act=ACT))
    write(lambda: delete(event, six[1], reason="x", act=ACT))
    left = [
        (row.registration_id, row.seen, row.edited) for row in db.session.query(VisitFinding).order_by(VisitFinding.id)
    ]
    much_later = event.ends_at + timedelta(days=365 * 4)
    write(lambda: PERIODS[0].delete_some(much_later, 10))

    assert left == [(None, "", "报告用语"), (six[2].id, "三", "")]
    assert [(row.seen, row.edited) for row in db.session.query(VisitFinding)] == [("", "报告用语")]
    assert PERIODS[0].list_due(much_later) == []


def test_findings_go_with_their_person_into_another_registration_and_back(office, event, lab, six):
    kept, other = six[0], six[1]
    write(lambda: write_finding(other, lab.id, "批量标定", "可推广", at=NOON))
    merged = write(lambda: merge(event, kept, other, set(), seen=seen_of(kept, other), act=ACT))
    there = [(row.registration_id, row.seen) for row in db.session.query(VisitFinding)]
    copy = holdings()["visit_findings"].read(kept.id)
    write(lambda: part(event, merged, act=Act(SYSTEM, NOON + timedelta(hours=1))))

    assert there == [(kept.id, "批量标定")]
    assert [row["seen"] for row in copy] == ["批量标定"]
    assert [row.registration_id for row in db.session.query(VisitFinding)] == [other.id]


def test_what_both_registrations_have_found_at_a_stop_stays_with_each(event, lab, six):
    kept, other = six[0], six[1]
    for one, words in ((kept, "甲"), (other, "乙")):
        write(lambda one=one, words=words: write_finding(one, lab.id, words, "", at=NOON))
    merged = write(lambda: merge(event, kept, other, set(), seen=seen_of(kept, other), act=ACT))
    write(lambda: part(event, merged, act=Act(SYSTEM, NOON + timedelta(hours=1))))

    rows = db.session.query(VisitFinding).order_by(VisitFinding.id)
    assert [(row.registration_id, row.seen) for row in rows] == [(kept.id, "甲"), (other.id, "乙")]


def test_the_number_of_an_entry_rises_when_a_host_no_longer_admits_the_person(client, event, lab):
    make_item(event, kind=ItemKind.VISIT, title={"zh": "总装线"}, starts_at=NOON, ends_at=NOON + timedelta(hours=1))
    person = register(event, make_applicant())
    address = personal_address(person)

    def entry(title: str) -> tuple[int, bool]:
        text = client.get(address).text.replace("\r\n ", "")
        [found] = [part for part in text.split("BEGIN:VEVENT") if title in part]
        return int(re.search(r"SEQUENCE:(\d+)", found)[1]), "STATUS:CANCELLED" in found

    def edited(organization: str, hours: int) -> None:
        applicant = make_applicant(
            name=person.name, mobile=person.mobile, email=person.email, organization=organization
        )
        write(lambda: edit(event, person, applicant, act=Act(OFFICE, NOON + timedelta(hours=hours))))

    before, beside = entry("传感器实验室"), entry("总装线")
    edited("另一样例公司", 1)
    same = entry("传感器实验室")
    edited("甲竞争样例有限责任公司", 2)
    refused = entry("传感器实验室")
    edited("另一样例公司", 3)

    assert (before[1], same, beside) == (False, before, entry("总装线"))
    assert refused[0] > before[0] and refused[1]
    assert entry("传感器实验室") == (refused[0] + 1, False)


def test_the_menu_offers_stops_to_study_visits_and_where_the_agenda_has_a_visit(client, sign_in, event):
    seminar = make_event(slug="seminar", starts_at=NOON, features=[])
    sign_in(make_admin())
    entry = '<a href="/manage/events/{}/visits/"'
    without = client.get("/manage/events/seminar/agenda/").text
    draft = ItemDraft(ItemKind.VISIT, {"zh": "参观"}, NOON, NOON + timedelta(hours=1))
    write(lambda: add_item(seminar, draft, act=ACT))

    assert entry.format("sample") in client.get(f"{BASE}/agenda/").text
    assert entry.format("seminar") not in without
    assert entry.format("seminar") in client.get("/manage/events/seminar/agenda/").text


def test_a_copy_takes_stops_along_without_batches_and_findings(event, lab, six):
    copy = write(lambda: clone(event, make_admin(), days=364, act=ACT))
    [stop] = queries.list_whole_stops(copy.id)

    assert (stop.row.host, stop.row.not_organizations, stop.batches) == (LAB.host, ["甲竞争样例有限公司"], ())
    assert list(list_bound(copy.id)) == [stop.item.id]


def test_the_list_of_a_stop_names_people_for_the_guide_and_counts_for_the_host(office, event, lab, six):
    guide = text_of(office.get(f"{BASE}/reports/stop-lists.pdf?lang=zh").data).replace("　", "")
    host = text_of(office.get(f"{BASE}/reports/host-notes.pdf?lang=zh").data).replace("　", "")

    assert ("沪甲" in guide, "第2批" in guide) == (True, True)
    assert ("沪甲" in host, "第2批" in host, "3 人" in host) == (False, True, True)


def test_a_host_is_told_in_which_vehicles_the_group_comes_that_day(office, event, lab, six):
    starts_at = queries.list_whole_stops(event.id)[0].item.starts_at
    for number, (away, direction) in enumerate(
        [(0, Direction.OUTING), (0, Direction.ARRIVAL), (3, Direction.OUTING)], start=1
    ):
        name = {"zh": f"{number}号大巴"}
        vehicle = keep(Vehicle(event_id=event.id, name=name, kind=VehicleKind.BUS, seats=40, plate=f"沪A{number}"))
        leaves_at = starts_at + timedelta(days=away)
        keep(Ride(event_id=event.id, vehicle_id=vehicle.id, direction=direction, leaves_at=leaves_at))

    host = text_of(office.get(f"{BASE}/reports/host-notes.pdf?lang=zh").data).replace("\n", "")

    assert "车辆：1号大巴" in host
    assert [word in host for word in ("沪A1", "2号大巴", "3号大巴")] == [True, False, False]


def test_the_report_counts_who_came_and_staff_apart_and_lists_have_leaders_first(office, event, lab, six):
    """Everybody who holds a place was counted: those who did not come, and staff as guests."""
    expected = text_of(office.get(f"{BASE}/reports/visit-report.pdf?lang=zh").data).replace("\n", "")
    make_registration(event, make_person("沪丁"), status=Status.ATTENDED)
    make_registration(event, make_person("沪戊"), status=Status.ATTENDED, role=Role.STAFF)
    six[5].leadership, six[3].rank = Leadership.LEADER, 1
    db.session.commit()
    report = text_of(office.get(f"{BASE}/reports/visit-report.pdf?lang=zh").data).replace("\n", "")
    people = [one.id for one in list_applicants(event.id) if one.unit_code == six[3].unit_code]

    assert "应到 6 人，其中参会人员 6 人、工作人员 0 人" in expected
    assert people[:2] == [six[5].id, six[3].id]
    assert "参加考察 2 人，其中参会人员 1 人、工作人员 1 人" in report
    assert "嘉宾" not in report
