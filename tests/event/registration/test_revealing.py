"""Numbers, addresses and sensitive answers are masked for everybody, and shown one by one to those who say what for."""

from __future__ import annotations

import csv
import io
import re

import pytest
from sqlalchemy import select

from eventmgr.event.forms.fields import SEALED
from eventmgr.event.registration.covering import COVERED, DOTS, covered
from eventmgr.event.registration.details import covered_values
from eventmgr.event.registration.models import Registration, Source
from eventmgr.ground.db import db
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import make_event, make_member

pytestmark = pytest.mark.usefixtures("frozen")
FIELDS = dict.fromkeys(("diet", "lodging", "arrival", "departure", "id_number"), "optional")
ANSWERS = {"diet": "allergy", "diet_note": "花生过敏", "lodging": "single", "arrival": "G7次"}
WHOLE = ("15412340021", "geheim@example.com", "花生过敏", "单间", "G7次")
"""What must not be seen unasked."""


@pytest.fixture
def place(app):
    who = make_applicant(name="张三", mobile="15412340021", email="geheim@example.com", answers=ANSWERS)
    return register(make_event(fields=FIELDS), who)


@pytest.fixture
def registrar(sign_in, place):
    return sign_in(make_member(place.event, TeamRole.REGISTRAR))


def manage(place, rest=""):
    return f"/manage/events/{place.event.slug}/registrations/{rest}"


def entries(action="revealed"):
    db.session.expire_all()
    return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)))


def whole_in(page):
    return [text for text in WHOLE if text in page]


def reveal(client, place, field, **typed):
    return client.post(manage(place, f"{place.id}/reveal"), data={"field": field, "why": "contact", **typed})


@pytest.mark.parametrize("role", [TeamRole.OWNER, TeamRole.REGISTRAR, TeamRole.EDITOR, TeamRole.VIEWER])
def test_no_page_shows_a_masked_field_unasked_whatever_the_role(sign_in, place, role):
    client = sign_in(make_member(place.event, role))
    columns = ",".join(COVERED) if role in (TeamRole.OWNER, TeamRole.REGISTRAR) else "mobile,email"

    pages = [manage(place), manage(place, f"?cols={columns}"), manage(place, f"{place.id}/")]
    pages += [manage(place, f"{place.id}/edit"), f"/manage/events/{place.event.slug}/letters/"]
    answers = [client.get(page) for page in pages]

    assert {page: whole_in(answer.text) for page, answer in zip(pages, answers, strict=True)} == {p: [] for p in pages}
    assert "154 **** 0021" in answers[0].text
    assert ("显示完整信息：手机" in answers[2].text) == (role in (TeamRole.OWNER, TeamRole.REGISTRAR))


@pytest.mark.parametrize("field", sorted({"mobile", "email", "diet_note", "lodging", "arrival"}))
def test_one_field_is_shown_once_with_a_reason_and_the_change_log_says_who_saw_it(registrar, place, field):
    value = {"mobile": "15412340021", "email": "geheim@example.com", "diet_note": "花生过敏", "lodging": "单间"}

    asked = registrar.get(manage(place, f"{place.id}/reveal?field={field}"))
    shown = reveal(registrar, place, field, why="other", note="核对名单")
    again = registrar.get(manage(place, f"{place.id}/"))

    assert (asked.status_code, whole_in(asked.text), shown.status_code) == (200, [], 200)
    assert whole_in(shown.text) == [value.get(field, "G7次")]
    assert (shown.headers["Cache-Control"], whole_in(again.text)) == ("private, no-store", [])
    entry = entries()[0]
    assert (entry.object_type, entry.object_id, entry.object_name) == ("registration", place.id, "张三")
    assert entry.changes == {"uncovered": [None, field], "why": [None, "other"]}
    assert (entry.reason, entry.actor_name != "") == ("核对名单", True)
    for page in (again.text, registrar.get(f"/manage/events/{place.event.slug}/history/").text):
        assert ("查看完整信息" in page or "查看了张三的完整信息" in page, "核对名单" in page) == (True, True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"why": ""}, "请选择用途"),
        ({"why": "curious"}, "curious"),
        ({"why": "other", "note": ""}, "请简要说明用途"),
    ],
)
def test_without_a_reason_nothing_is_shown_and_nothing_recorded(registrar, place, typed, said):
    answer = reveal(registrar, place, "mobile", **typed)

    assert (answer.status_code >= 400, said in answer.text, whole_in(answer.text), entries()) == (True, True, [], [])


def test_roles_without_the_permission_and_unknown_fields_are_refused(sign_in, registrar, place):
    assert [reveal(registrar, place, field).status_code for field in ("departure", "name", "x")] == [404] * 3
    for role in (TeamRole.EDITOR, TeamRole.CHECK_IN, TeamRole.VIEWER):
        assert reveal(sign_in(make_member(place.event, role)), place, "mobile").status_code == 403
    assert entries() == []


def test_an_account_uncovers_so_many_fields_an_hour_and_no_more(app, registrar, place, monkeypatch):
    monkeypatch.setitem(app.config, "RATELIMIT_ENABLED", True)
    monkeypatch.setattr("eventmgr.event.registration.manage._MOST_AN_HOUR", 2)

    answers = [reveal(registrar, place, "mobile").status_code for _ in range(3)]

    assert (answers, len(entries())) == ([200, 200, 429], 2)


def test_a_file_is_masked_unless_it_is_taken_in_full_with_a_reason(registrar, place):
    query = f"?cols={','.join(COVERED)}"

    usual = registrar.get(manage(place, f"export.csv{query}")).data.decode("utf-8-sig")
    full = {"why": "service", "kind": "csv", "note": "订房", "recipient": "样例酒店"}
    refused = registrar.post(manage(place, f"export/{query}"), data={**full, "why": ""})
    nameless = registrar.post(manage(place, f"export/{query}"), data={**full, "recipient": ""})
    whole = registrar.post(manage(place, f"export/{query}"), data=full)

    row = list(csv.reader(io.StringIO(usual)))[1]
    assert (whole_in(usual), row[2:4], set(row[4:])) == ([], ["154****0021", "g***@example.com"], {DOTS, ""})
    for answer in (refused, nameless):
        assert (answer.status_code, whole_in(answer.text)) == (422, [])
    assert whole_in(whole.data.decode("utf-8-sig")) == list(WHOLE)
    masked, full = entries("exported")
    assert ("uncovered" in masked.changes, "recipient" in masked.changes) == (False, False)
    assert full.changes["recipient"] == [None, "样例酒店"]
    assert (full.changes["uncovered"], full.changes["why"], full.reason) == (
        [None, "mobile,email,lodging,arrival,departure,diet,diet_note,id_number"],
        [None, "service"],
        "订房",
    )


def test_whole_numbers_on_paper_need_a_reason_too(registrar, place):
    paper = f"/manage/events/{place.event.slug}/reports/roster.xlsx?cols=mobile&mask=none"

    refused, taken = registrar.get(paper), registrar.get(f"{paper}&why=onsite&note=大巴")

    assert (refused.status_code, "请选择用途" in refused.text, taken.status_code) == (400, True, 200)
    (entry,) = entries("sheet_saved")
    assert (entry.changes["uncovered"], entry.changes["why"], entry.reason) == (
        [None, "mobile"],
        [None, "onsite"],
        "大巴",
    )


def test_the_form_keeps_what_stays_masked_and_changes_what_is_typed_over(registrar, place):
    edit = manage(place, f"{place.id}/edit")
    page = registrar.get(edit).text
    form = {"name": "张三", "organization": "乙公司", "unit": place.unit_code, "mobile": "154****0021"}

    assert ('value="154****0021"' in page, 'value="g***@example.com"' in page, 'name="lodging"' in page) == (
        True,
        True,
        False,
    )
    assert registrar.post(edit, data={**form, "email": "g***@example.com"}).status_code == 303
    db.session.refresh(place)
    assert (place.organization_name, place.mobile, place.email) == ("乙公司", "15412340021", "geheim@example.com")
    assert {name: place.sensitive.get(name) for name in ANSWERS} == ANSWERS
    assert [one.purpose for one in list_consents(place.id) if one.withdrawn_at] == []
    registrar.post(edit, data={**form, "mobile": "15412340022", "email": "g***@example.com", "telling": "nobody"})
    db.session.refresh(place)
    assert (place.mobile, place.email) == ("15412340022", "geheim@example.com")
    wrong = registrar.post(edit, data={**form, "mobile": "154****0099", "email": "g***@example.com"})
    assert (wrong.status_code, whole_in(wrong.text)) == (422, [])


def test_the_whole_form_opens_with_a_reason_and_saves_sensitive_answers(registrar, place):
    edit, typed = manage(place, f"{place.id}/edit"), {"uncovered": "1", "name": "张三", "organization": "乙公司"}
    typed |= {"unit": place.unit_code, "mobile": "15412340021", "email": "geheim@example.com", "lodging": "shared"}

    assert registrar.post(edit, data=typed).status_code == 403
    shown = reveal(registrar, place, "form", why="correct")
    assert (whole_in(shown.text)[:3], f'action="{edit}"' in shown.text) == (list(WHOLE[:3]), True)
    assert registrar.post(edit, data={**typed, "diet": "allergy", "diet_note": "花生过敏"}).status_code == 303
    db.session.refresh(place)
    assert (place.sensitive["lodging"], place.sensitive["diet_note"]) == ("shared", "花生过敏")
    assert registrar.post(edit, data=typed).status_code == 403  # saved: the next time needs a reason again


def test_the_phone_list_shows_one_number_at_a_time_and_records_it(sign_in, app):
    event = make_event()
    rows = [
        register(
            event, make_applicant(name=f"样例{n}", mobile=f"1541234000{n}", email=""), by=OFFICE, source=Source.STAFF
        )
        for n in range(2)
    ]
    client, listed = (
        sign_in(make_member(event, TeamRole.REGISTRAR)),
        f"/manage/events/{event.slug}/registrations/phone/",
    )

    before = client.get(listed).text
    shown = client.post(
        f"/manage/events/{event.slug}/registrations/{rows[1].id}/reveal",
        data={"field": "mobile", "why": "contact", "on": "phone"},
    ).text

    numbers = re.compile(r"1541234000\d")
    assert (numbers.findall(before), set(numbers.findall(shown))) == ([], {"15412340001"})
    assert [entry.object_id for entry in entries()] == [rows[1].id]


def test_every_sealed_answer_is_masked_and_a_covered_text_tells_no_part_of_it():
    assert set(SEALED) < set(COVERED)
    assert {covered(field, "halal") for field in SEALED} == {DOTS}
    assert covered_values(Registration(mobile="", email="", sensitive={})) == {}
