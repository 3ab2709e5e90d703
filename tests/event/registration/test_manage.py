"""The office's pages."""

import csv
import io
from dataclasses import replace

import openpyxl
import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Approval
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.filters import ListFilter
from eventmgr.event.registration.models import Registration, Source
from eventmgr.event.registration.office_list.queries import count_flagged, list_registrations
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import kinds_to, register
from tests.factories import NOON, make_event, make_member

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def office(sign_in):
    """`office(event, role)`: a signed-in member of the event's team."""

    def enter(event, role=TeamRole.REGISTRAR):
        return sign_in(make_member(event, role))

    return enter


def address(event, rest=""):
    return f"/manage/events/{event.slug}/registrations/{rest}"


def names_on(page):
    return [name for name in queries_names() if f">{name}</a>" in page.text]


def queries_names():
    return list(db.session.scalars(select(Registration.name).order_by(Registration.id)))


def state_of(place):
    db.session.expire_all()
    return db.session.get(Registration, place.id).status


def test_the_list_of_an_event_without_delegations_shows_names(office):
    event = make_event(features=[])
    register(event, make_applicant(name="张三", unit=""))

    page = office(event).get(address(event))

    assert page.status_code == 200
    assert names_on(page) == ["张三"]


def test_the_list_shows_names_states_and_counts(office):
    event = make_event(capacity=1)
    register(event, make_applicant(name="张三"))
    register(event, make_applicant(name="李四"))

    page = office(event).get(address(event))

    assert page.status_code == 200
    assert names_on(page) == ["张三", "李四"]


def test_numbers_are_masked_in_the_list_for_every_role(office):
    event = make_event()
    register(event, make_applicant(mobile="15400000021", email="somebody@example.com"))
    path = address(event, "?cols=mobile,email")

    viewer, registrar = office(event, TeamRole.VIEWER).get(path).text, office(event).get(path).text

    assert ("15400000021" in viewer, "somebody@" in viewer, "154 **** 0021" in viewer) == (False, False, True)
    assert ("15400000021" in registrar, "somebody@" in registrar, "154 **** 0021" in registrar) == (False, False, True)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=张", ["张三"]),
        ("q=zhang", ["张三"]),
        ("q=电气", ["张三"]),
        ("q=0022", ["李四"]),
        ("status=waitlisted", ["李四"]),
        ("unit=420000", ["李四"]),
        ("province=310000", ["张三"]),
        ("sector=C36", ["李四"]),
        ("sector=-", []),
        ("role=delegate&held=1", ["张三"]),
        ("todo=1", []),
        ("q=无此人", []),
    ],
)
def test_filters_in_the_address_find_the_rows(office, query, expected):
    event = make_event(capacity=1)
    register(event, make_applicant(name="张三", mobile="15400000021"))
    register(
        event,
        make_applicant(
            name="李四", mobile="15400000022", unit="420000", province="420000", sector="C36",
            organization="湖北样例019号汽车部件有限公司",
        ),
    )  # fmt: skip

    assert names_on(office(event).get(address(event, f"?{query}"))) == expected


@pytest.mark.parametrize("query", ["status=x", "unit=999999", "sector=C99", "sort=x", "cols=x", "todo=2", "cursor=x"])
def test_an_unknown_value_in_a_filter_is_a_400(office, query):
    event = make_event()

    assert office(event).get(address(event, f"?{query}")).status_code == 400


def test_what_waits_for_the_office_is_found(office):
    event = make_event(approval=Approval.REVIEW)
    register(event, make_applicant(name="张三"))

    assert names_on(office(event).get(address(event, "?todo=1"))) == ["张三"]


def test_pages_are_linked_by_cursors_and_hold_each_row_once(office):
    event = make_event()
    for _ in range(60):
        register(event)
    browser = office(event)

    first = list_registrations(event.id, queries_filter(), sort="name")
    second = list_registrations(event.id, queries_filter(), sort="name", cursor=first.next)
    page = browser.get(address(event, f"?sort=name&cursor={first.next}"))

    assert (len(first.rows), len(second.rows), second.next) == (50, 10, None)
    assert len({row.id for row in [*first.rows, *second.rows]}) == 60
    assert page.status_code == 200


def queries_filter():

    return ListFilter()


def test_another_events_registration_is_not_found(office):
    event, other = make_event(), make_event()
    foreign = register(other)
    browser = office(event)

    answers = [
        browser.get(address(event, f"{foreign.id}/")).status_code,
        browser.get(address(event, f"{foreign.id}/edit")).status_code,
        browser.post(address(event, f"{foreign.id}/withdraw")).status_code,
        browser.post(address(event, f"{foreign.id}/mark"), data={"mark": "attended"}).status_code,
        browser.post(address(event, "decide"), data={"ids": foreign.id, "act": "confirm"}).status_code,
        browser.get(address(event, f"{2**63}/")).status_code,
    ]

    assert answers == [404, 404, 404, 404, 400, 404]
    assert state_of(foreign) == Status.CONFIRMED


def test_several_are_confirmed_at_once(office):
    event = make_event(approval=Approval.REVIEW)
    both = [register(event), register(event)]

    answer = office(event).post(address(event, "decide"), data={"ids": [p.id for p in both], "act": "confirm"})

    assert answer.status_code == 303
    assert [state_of(place) for place in both] == [Status.CONFIRMED, Status.CONFIRMED]


def test_rejecting_asks_the_reason_first(office):
    event = make_event(approval=Approval.REVIEW)
    place = register(event)
    browser = office(event)

    asked = browser.post(address(event, "decide"), data={"ids": place.id, "act": "reject"})
    before = state_of(place)
    browser.post(address(event, "decide"), data={"ids": place.id, "act": "reject", "reason": "名额有限"})

    assert (asked.status_code, before) == (200, Status.PENDING)
    assert state_of(place) == Status.REJECTED
    assert db.session.get(Registration, place.id).reason == "名额有限"


def test_going_back_never_leaves_the_list(office):
    event = make_event()
    browser = office(event)

    targets = [
        browser.post(address(event, "decide"), data={"act": "confirm", "back": back}).location
        for back in ("https://evil.example.com/", "//evil.example.com/", "/manage/", address(event, "?q=a"))
    ]

    assert targets == [address(event)] * 3 + [address(event, "?q=a")]


def test_the_detail_page_shows_the_history_from_what_to_what(office):
    event, applicant = make_event(), make_applicant(title="工程师")
    place = register(event, applicant)
    with transaction():
        edit(event, place, replace(applicant, title="处长"), act=Act(OFFICE, NOON))

    page = office(event).get(address(event, f"{place.id}/"))

    assert '<b>职务/职称</b>：<span class="muted">工程师</span> → 处长' in page.text


def test_a_viewer_sees_no_diet_and_no_number(office):
    event = make_event()
    place = register(
        event, make_applicant(mobile="15400000021", answers={"diet": "halal", "diet_note": "花生过敏"})
    )  # fmt: skip

    page = office(event, TeamRole.VIEWER).get(address(event, f"{place.id}/"))

    assert ("花生" in page.text, "15400000021" in page.text) == (False, False)


def typed(**values):
    return {
        "name": "赵敏",
        "organization": "江苏样例005号化工有限公司",
        "unit": "320000",
        "mobile": "15400000055",
        **values,
    }


def test_the_office_adds_somebody_by_hand(office):
    event = make_event(registration_closes_at=NOON.replace(year=2025))

    answer = office(event).post(address(event, "new"), data=typed(office_note="电话报名", rank="2"))

    place = db.session.scalars(select(Registration)).one()
    assert answer.location == address(event, f"{place.id}/")
    assert (place.source, place.status, place.province_code, place.office_note, place.rank) == (
        Source.STAFF,
        Status.CONFIRMED,
        "320000",
        "电话报名",
        2,
    )
    assert [consent.purpose for consent in list_consents(place.id)] == ["processing"]


def test_somebody_added_may_wait_and_may_get_no_letter(office):
    event = make_event(capacity=5)

    office(event).post(address(event, "new"), data=typed(email="a@example.com", wait="1", quiet="1"))

    place = db.session.scalars(select(Registration)).one()
    assert (place.status, kinds_to(place)) == (Status.WAITLISTED, [])


def test_a_wrong_number_comes_back_with_what_was_typed(office):
    event = make_event()

    answer = office(event).post(address(event, "new"), data=typed(mobile="1540000"))

    assert answer.status_code == 422
    assert "赵敏" in answer.text
    assert db.session.scalars(select(Registration)).all() == []


def test_the_office_edits_a_registration(office):
    event = make_event()
    place = register(event, make_applicant(name="赵敏", mobile="15400000055"))

    office(event).post(address(event, f"{place.id}/edit"), data=typed(title="处长", office_note="VIP"))

    db.session.expire_all()
    kept = db.session.get(Registration, place.id)
    assert (kept.title, kept.unit_code, kept.office_note, kept.language) == ("处长", "320000", "VIP", "zh")


def test_withdrawing_for_somebody_asks_once_and_can_be_undone(office):
    event = make_event()
    place = register(event)
    browser = office(event)

    asked = browser.get(address(event, f"{place.id}/withdraw"))
    browser.post(address(event, f"{place.id}/withdraw"), data={"reason": "来电取消"})
    withdrawn = state_of(place)
    browser.post(address(event, f"{place.id}/restore"))

    assert (asked.status_code, withdrawn, state_of(place)) == (200, Status.WITHDRAWN, Status.CONFIRMED)


def test_the_desk_marks_attendance_and_nothing_else(office, frozen):
    event = make_event()
    place = register(event)
    frozen.move_to(event.starts_at)
    desk = office(event, TeamRole.CHECK_IN)

    marked = desk.post(address(event, f"{place.id}/mark"), data={"mark": "attended"}).status_code
    refused = desk.post(address(event, "decide"), data={"ids": place.id, "act": "reject"}).status_code

    assert (marked, refused, state_of(place)) == (303, 403, Status.ATTENDED)


def test_a_hint_goes_once_the_office_has_looked(office):
    event = make_event()
    register(event, make_applicant(name="李娜"))
    second = register(event, make_applicant(name="李娜"))
    browser = office(event)

    before = browser.get(address(event, "?todo=1"))
    browser.post(address(event, f"{second.id}/looked-at"))

    assert names_on(before) == ["李娜", "李娜"] or "李娜" in before.text
    assert count_flagged(event.id) == 0
    assert browser.get(address(event, "?todo=1")).text.count("李娜") == 0


def test_csv_and_xlsx_hold_the_filtered_rows_with_the_chosen_columns(office):
    event = make_event()
    register(event, make_applicant(name="张三", mobile="15400000021", unit="420000", province="420000"))
    register(event, make_applicant(name="李四", mobile="15400000022", title="=1+1"))
    register(event, make_applicant(name="王五", sector="C36"))
    browser = office(event)
    path = address(event, "export/?cols=mobile,title,unit&sector=C38")
    asked = {"why": "contact", "kind": "xlsx", "recipient": "样例酒店"}

    text = browser.post(path, data={**asked, "kind": "csv"}).data.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(browser.post(path, data=asked).data))

    lines = list(csv.reader(io.StringIO(text)))
    cells = [["" if cell is None else cell for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert [line[0] for line in lines[1:]] == ["李四", "张三"]
    assert [line[3:] for line in lines[1:]] == [["'=1+1", "15400000022"], ["", "15400000021"]]
    assert [row[3:] for row in cells[1:]] == [["=1+1", "15400000022"], ["", "15400000021"]]
    assert book.active["D2"].data_type == "s"


def test_answers_to_the_events_own_questions_are_columns(office):
    event = make_event()
    db.session.add(Question(event_id=event.id, key="topic", label={"zh": "想听什么"}, kind=QuestionKind.TEXT))
    db.session.commit()
    register(event, make_applicant(answers={"q_topic": "工业软件"}))

    text = office(event).get(address(event, "export.csv?cols=q_topic")).data.decode("utf-8-sig")
    assert [line[2] for line in csv.reader(io.StringIO(text))] == ["想听什么", "工业软件"]


def test_an_export_is_in_the_trail_with_filters_columns_and_the_number_of_rows(office):
    event = make_event()
    for name in ("张三", "李四"):
        register(event, make_applicant(name=name))

    office(event).get(address(event, "export.csv?cols=mobile&status=confirmed"))

    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "exported")).one()
    assert entry.changes == {
        "filter.status": [None, "confirmed"],
        "format": [None, "csv"],
        "columns": [None, "name,organization,mobile"],
        "rows": [None, 2],
    }


@pytest.mark.parametrize("role", [TeamRole.VIEWER, TeamRole.EDITOR, TeamRole.CHECK_IN])
def test_only_some_roles_export(office, role):
    event = make_event()

    assert office(event, role).get(address(event, "export.csv")).status_code == 403


def test_the_list_and_the_detail_page_cost_few_statements(office, count_statements):
    event = make_event(capacity=3)
    places = [register(event) for _ in range(8)]
    browser = office(event)
    many, single = address(event), address(event, f"{places[-1].id}/")

    with count_statements() as on_list:
        browser.get(many)
    with count_statements() as on_detail:
        browser.get(single)
    assert (len(on_list) <= 16, len(on_detail) <= 14) == (True, True), (len(on_list), len(on_detail))


def test_the_list_reads_the_tally_once_for_its_numbers_its_quotas_and_its_buttons(office, count_statements):
    event = make_event(capacity=3)
    register(event)
    browser = office(event, TeamRole.OWNER)

    with count_statements() as on_list:
        page = browser.get(address(event)).text
    read = [statement for statement in on_list if "registration_tally" in statement]
    assert ("/bulk-mail/new" in page, len(read)) == (True, 1)


def test_the_filters_are_folded_on_phones_until_one_is_set(client, office):
    event = make_event()
    office(event)

    pages = [client.get(address(event), query_string=asked).text for asked in ({}, {"status": "pending"})]
    assert ['<details class="filter-fold" data-open-wide>' in page for page in pages] == [True, False]
    assert '<details class="filter-fold" data-open-wide open>' in pages[1]
