"""The number of an identity document: asked where a purpose is named, kept sealed, covered, passed on to nobody unasked."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import select

from eventmgr.event.forms.fields import DOCUMENT
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.changing.services.requesting import request_change
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.identity.privacy.consents import IDENTITY, PROCESSING
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from tests.attacks.stolen_backup import stored
from tests.conftest import client_of
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.identity_documents import GIVEN, NUMBER, OTHER, asking, comes
from tests.event.registration.views import post
from tests.factories import NOON, make_event, make_member

pytestmark = pytest.mark.usefixtures("frozen", "database")
MASKED = "****002X"


def manage(event, rest=""):
    return f"/manage/events/{event.slug}/registrations/{rest}"


def held(place):
    db.session.expire_all()
    return [one.purpose for one in list_consents(place.id) if one.withdrawn_at is None]


def only():
    db.session.expire_all()
    return db.session.scalars(select(Registration).order_by(Registration.id.desc())).first()


def test_it_is_not_asked_unless_somebody_switches_it_on(client):
    page = client.get(f"/events/{make_event().slug}/register/").text

    assert ('name="id_number"' in page, "证件" in page) == (False, False)


def test_the_form_says_what_for_and_ticks_nothing_before(client):
    page = client.get(f"/events/{asking().slug}/register/?lang=en").text

    assert page.count("registration at the gate of the site") >= 3  # beside the field, in the consent, in the notice
    assert "checked" not in re.search(r'<input[^>]*id="consent_identity"[^>]*>', page)[0]
    assert 'autocomplete="off"' in re.search(r'<input[^>]*id="id_number"[^>]*>', page)[0]
    assert "not stored anywhere until you send the form" in page
    never = re.search(r'data-draft-never="([^"]*)"', page)[1].split()
    unkept = (*DOCUMENT, "consent_identity", "consent_identity_stay")
    assert [name for name in unkept if not name.startswith(tuple(never))] == []


def test_it_needs_a_consent_of_its_own_and_who_gives_none_registers_all_the_same(client):
    event = asking()

    refused = post(client, event, id_kind="resident", id_number=NUMBER)
    without = post(client, event)
    kept = only()
    given = post(client, event, id_kind="resident", id_number="１１０１０５ 19491231 002x", consent_identity="y",
                 name="李四", mobile="15400000777")  # fmt: skip

    assert (refused.status_code, "须经您单独同意" in refused.text) == (422, True)
    assert (without.status_code, kept.id_document) == (303, {})
    assert (given.status_code, only().id_document, held(only())) == (303, GIVEN, [PROCESSING, IDENTITY])
    assert only().sensitive == {}
    assert only().answers == {}


def test_where_it_is_required_the_form_says_why(client):
    event = asking("required")

    empty = post(client, event)
    refused = post(client, event, id_number=NUMBER, id_kind="resident")

    assert [answer.status_code for answer in (empty, refused)] == [422, 422]
    assert "考察单位门岗登记" in re.search(r'id="id_number-error">([^<]*)<', empty.text)[1]
    assert "考察单位门岗登记" in re.search(r'id="consent_identity-error">([^<]*)<', refused.text)[1]
    assert only() is None


@pytest.mark.parametrize(
    ("kind", "number", "field"),
    [("resident", "110105194912310021", "id_number"), ("passport", "12", "id_number"), ("", OTHER, "id_kind")],
)
def test_a_wrong_number_is_told_beside_its_field_and_stays_typed(client, kind, number, field):
    answer = post(client, asking(), id_kind=kind, id_number=number, consent_identity="y")

    assert (answer.status_code, f'id="{field}-error"' in answer.text) == (422, True)
    assert f'value="{number}"' in answer.text


@pytest.mark.parametrize("role", [TeamRole.OWNER, TeamRole.REGISTRAR, TeamRole.EDITOR, TeamRole.VIEWER])
def test_no_page_of_the_organizers_shows_it_unasked(sign_in, role):
    place = comes(asking())
    client = sign_in(make_member(place.event, role))
    reads = role in (TeamRole.OWNER, TeamRole.REGISTRAR)
    pages = ["?cols=id_number,id_kind" if reads else "", f"{place.id}/", f"{place.id}/edit"]
    pages += ["export.csv?cols=id_number,id_kind"] if reads else []

    answers = [client.get(manage(place.event, page)).text for page in pages]

    assert [NUMBER in answer for answer in answers] == [False] * len(pages)
    assert [MASKED in answers[0], MASKED in answers[1]] == [reads, reads]
    for typed in (NUMBER, NUMBER[-4:]):
        assert place.name not in client.get(manage(place.event, f"?q={typed}")).text


def test_one_is_shown_once_with_a_reason(sign_in):
    place = comes(asking())
    client = sign_in(make_member(place.event, TeamRole.REGISTRAR))
    address = manage(place.event, f"{place.id}/reveal")

    refused = client.post(address, data={"field": "id_number", "why": ""})
    shown = client.post(address, data={"field": "id_number", "why": "entry"})
    again = client.get(manage(place.event, f"{place.id}/"))

    assert (refused.status_code, NUMBER in refused.text) == (422, False)
    assert (shown.status_code, NUMBER in shown.text, NUMBER in again.text) == (200, True, False)
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "revealed"))
    assert entry.changes == {"uncovered": [None, "id_number"], "why": [None, "entry"]}
    assert "按收集用途核验入场" in again.text


def test_a_file_has_it_in_full_with_a_reason_alone_and_as_text(sign_in):
    import io

    import openpyxl

    place = comes(asking())
    client = sign_in(make_member(place.event, TeamRole.REGISTRAR))
    full = {"kind": "xlsx", "why": "entry", "recipient": "门岗"}

    masked = client.get(manage(place.event, "export.xlsx?cols=id_number,id_kind")).data
    whole = client.post(manage(place.event, "export/?cols=id_number,id_kind"), data=full).data

    cells = [openpyxl.load_workbook(io.BytesIO(data)).active[2][2:4] for data in (masked, whole)]
    assert [[cell.value for cell in row] for row in cells] == [["居民身份证", MASKED], ["居民身份证", NUMBER]]
    assert cells[1][1].data_type == "s"


def test_the_trail_says_that_it_changed_and_never_how(client):
    place = comes(asking())
    with transaction():
        changed = make_applicant(name=place.name, mobile=place.mobile, email=place.email,
                                 answers={"id_kind": "passport", "id_number": OTHER}, consents=(PROCESSING, IDENTITY))  # fmt: skip
        edit(place.event, place, changed, act=Act(OFFICE, NOON))

    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "changed"))
    assert {name: pair for name, pair in entry.changes.items() if "id_" in name} == {
        "answers.id_kind": ["…", "…"],
        "answers.id_number": ["…", "…"],
    }
    everything = stored()
    assert [number in everything for number in (NUMBER, OTHER, "passport")] == [False] * 3


def test_its_person_sees_a_part_on_the_page_and_all_of_it_in_the_copy(client):
    place = comes(asking())
    own = f"/my/{my_token(place)}/"

    page, form = client.get(own).text, client.get(f"{own}edit").text
    copy, table = json.loads(client.get(f"{own}data.json").data), client.get(f"{own}data.csv").data.decode("utf-8-sig")

    assert [(NUMBER in text, MASKED in text) for text in (page, form)] == [(False, True)] * 2
    assert {name: copy["answers"][name] for name in DOCUMENT} == GIVEN
    assert (NUMBER in table, "居民身份证" in table) == (True, True)


def test_in_the_own_form_it_stays_where_it_is_left_as_it_was_shown(client):
    place = comes(asking(), organization="甲公司")
    own = f"/my/{my_token(place)}/edit"
    typed = {"name": place.name, "organization": "乙公司", "unit": "310000", "mobile": place.mobile,
             "email": place.email, "id_kind": "resident", "id_number": MASKED, "consent_identity": "y"}  # fmt: skip

    kept = client.post(own, data=typed)
    first = dict(only().id_document)
    client.post(own, data={**typed, "id_kind": "passport", "id_number": OTHER})

    assert (kept.status_code, first, only().organization_name) == (303, GIVEN, "乙公司")
    assert only().id_document == {"id_kind": "passport", "id_number": OTHER}
    assert held(place) == [PROCESSING, IDENTITY]


def test_withdrawing_its_consent_deletes_it_at_once_and_keeps_the_place(client):
    place = comes(asking())
    own = f"/my/{my_token(place)}/"
    before = client.get(own).text

    answer = client.post(f"{own}withdraw-identity")
    again = client.post(f"{own}withdraw-identity")

    assert ("withdraw-identity" in before, answer.status_code, again.status_code) == (True, 303, 303)
    assert (only().id_document, only().status.value, held(place)) == ({}, "confirmed", [PROCESSING])
    assert NUMBER not in client.get(f"{own}data.json").text
    assert "withdraw-identity" not in client.get(own).text
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "identity_withdrawn")).all()
    assert len(entries) == 1


def test_whoever_takes_over_the_place_inherits_neither_number_nor_consent():
    place = comes(asking())
    colleague = make_applicant(answers=GIVEN)
    with transaction():
        edit(place.event, place, colleague, act=Act(OFFICE, NOON), another=True)

    assert (only().name, only().id_document, held(place)) == (colleague.name, {}, [])


def test_it_goes_with_its_person(client):
    place = comes(asking())
    client.post(f"/my/{my_token(place)}/delete")

    assert (only().name, only().id_document) == ("—", {})


def test_a_change_that_is_asked_for_loses_it_with_the_consent(client):
    place = comes(asking(changes_close_at=NOON))
    asks = make_applicant(name=place.name, mobile=place.mobile, email=place.email,
                          answers={"id_kind": "passport", "id_number": OTHER}, consents=(PROCESSING, IDENTITY))  # fmt: skip
    with transaction():
        request_change(
            place.event, place, asks, [*DOCUMENT], act=Act(OFFICE, NOON)
        )  # fmt: skip
    asked = dict(only().requested_change)
    client.post(f"/my/{my_token(place)}/withdraw-identity")

    assert asked["id_number"] == [NUMBER, OTHER]
    assert (only().requested_change, only().change_requested_at) == ({}, None)


def test_the_settings_ask_for_a_purpose_and_tell_it(client, sign_in):
    event = make_event()
    owner = sign_in(make_member(event, TeamRole.OWNER), client_of(client.application))
    address = f"/manage/events/{event.slug}/settings/receipt/"
    page = owner.get(address).text
    modes = dict(re.findall(r'name="(\w+)" value="(\w+)" checked', page))

    without = owner.post(address, data={**modes, "seen": "", "id_number": "required"})
    db.session.expire_all()
    unchanged = (dict(event.fields).get("id_number"), event.id_purpose)
    done = owner.post(address, data={**modes, "id_number": "required", "id_purpose_zh": "门岗登记"})
    db.session.expire_all()

    assert (modes["id_number"], without.status_code >= 400, unchanged) == ("off", True, (None, {}))
    assert "请填写收集证件号码的用途" in without.text
    assert (done.status_code, event.fields["id_number"], event.id_purpose) == (303, "required", {"zh": "门岗登记"})
    assert "门岗登记" in client.get(f"/events/{event.slug}/register/").text
    assert "门岗登记" in owner.get(f"/manage/events/{event.slug}/history/").text
    assert "门岗登记" in owner.get(f"/manage/events/{event.slug}/retention/").text


def test_without_the_key_it_cannot_be_read_and_no_page_breaks(make_app, sign_in):
    place = comes(asking())
    browser = client_of(make_app(DATA_KEY="a data key that has sealed nothing so far"))
    sign_in(make_member(place.event, TeamRole.OWNER), browser)

    pages = [browser.get(f"/my/{my_token(place)}/"), browser.get(manage(place.event, f"{place.id}/")),
             browser.get(manage(place.event, "?cols=id_number"))]  # fmt: skip

    assert [(page.status_code, "无法读取" in page.text) for page in pages] == [(200, True)] * 3
