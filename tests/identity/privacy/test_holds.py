"""A legal hold: nothing of an event goes by time while it holds, and everybody whom it concerns is told."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.console.cli.retention import command
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.invitations import services as invitations
from eventmgr.event.invitations.services import Invitee, Terms
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.retaining.services.forgetting import delete
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.identity.privacy.consents import IDENTITY, PROCESSING, SENSITIVE
from eventmgr.identity.privacy.periods import months_later
from eventmgr.identity.privacy.queries import find_hold, list_consents
from eventmgr.identity.privacy.services import lift_hold
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.data_requests.laws import LAWS
from eventmgr.office.data_requests.models import DataRequest, RequestKind, RequestState
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.models import OutboxLetter
from tests.attacks.remembering import deliver
from tests.conftest import client_of
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON, keep, make_admin, make_event, make_member
from tests.identity.privacy.holds import put, run

pytestmark = pytest.mark.usefixtures("frozen")
FIELDS = dict.fromkeys(("lodging", "diet"), "optional")


@pytest.fixture
def event(app):
    found = make_event(retention_months=12, fields=FIELDS)
    keep(
        Question(event_id=found.id, key="size", label={"zh": "人数"}, kind=QuestionKind.TEXT, rules={"keep_days": 30})
    )  # fmt: skip
    with transaction():
        invitations.invite(found, [Invitee("受邀人", "guest@example.com")], Terms(), act=Act(OFFICE, NOON))
    return found


@pytest.fixture
def place(event):
    found = register(event, make_applicant(name="张三", answers={"lodging": "single", "q_size": "三百人"}))
    deliver()
    return found


def test_while_it_holds_nothing_of_the_event_goes_and_other_events_go_on(event, place):
    other = register(make_event(retention_months=12), make_applicant(name="李四"))
    put(event)
    late = months_later(event.ends_at, 120)
    gone = run(late)
    run(late + timedelta(days=2))

    kept, letter = db.session.get(Registration, place.id), db.session.scalars(
        select(OutboxLetter).where(OutboxLetter.event_id == event.id)
    ).first()  # fmt: skip
    assert (kept.name, kept.answers, kept.sensitive) == ("张三", {"q_size": "三百人"}, {"lodging": "single"})
    assert (letter.to_address != "", letter.text != "") == (True, True)
    entries = select(AuditEntry.object_name).where(AuditEntry.event_id == event.id, AuditEntry.action == "registered")
    assert db.session.scalars(entries).all() == ["张三"]
    assert (db.session.get(Registration, other.id).name, "invitations" in gone, gone["records"]) == ("—", False, 1)


def test_once_it_is_lifted_what_is_due_goes(event, place):
    put(event)
    late = months_later(event.ends_at, 13)
    run(late)
    with transaction():
        lift_hold(event.id, act=Act(OFFICE, late))
    gone = run(late)

    assert {"answers", "stay", "records", "invitations", "letters"} <= gone.keys()
    assert db.session.get(Registration, place.id).name == "—"


def test_it_is_put_and_lifted_by_the_owner_alone_with_a_reason_and_logged(client, sign_in, event):
    path = f"/manage/events/{event.slug}/retention/"
    deputy = sign_in(make_member(event, TeamRole.DEPUTY), client_of(client.application))
    owner = sign_in(make_member(event, TeamRole.OWNER), client_of(client.application))
    admin = sign_in(make_admin(), client_of(client.application))

    refused = [deputy.post(f"{path}hold", data={"reason": "甲"}).status_code, owner.post(f"{path}hold").status_code]
    none = find_hold(event.id)
    done = owner.post(f"{path}hold", data={"reason": "审计调查"})
    twice = owner.post(f"{path}hold", data={"reason": "再一次"})
    seen = [one.get(path).text for one in (owner, deputy)]
    lifted = admin.post(f"{path}hold/lift")
    again = admin.post(f"{path}hold/lift")

    assert (refused, none, done.status_code, twice.status_code) == ([403, 422], None, 303, 409)
    assert [("审计调查" in page, "解除停止删除" in page) for page in seen] == [(True, True), (True, False)]
    assert (lifted.status_code, again.status_code, find_hold(event.id)) == (303, 303, None)
    told = select(AuditEntry.action, AuditEntry.reason).where(AuditEntry.object_type == "legal_hold")
    assert db.session.execute(told.order_by(AuditEntry.id)).all() == [("placed", "审计调查"), ("lifted", "")]


def wishes(place):
    db.session.expire_all()
    query = select(DataRequest).where(DataRequest.registration_id == place.id, DataRequest.kind == RequestKind.DELETE)
    return list(db.session.scalars(query.order_by(DataRequest.id)))


def test_the_person_reads_that_deletion_is_stopped_and_not_why(client, event, place):
    page = f"/my/{my_token(place)}/"
    before = [client.get(f"{page}{rest}").text for rest in ("", "delete", "withdraw?consent=1")]
    put(event)
    after = [client.get(f"{page}{rest}").text for rest in ("", "delete", "withdraw?consent=1")]

    assert ["自动删除" in text for text in (before[0], after[0])] == [False, True]
    assert ["依法" in text for text in (*before[1:], *after[1:])] == [False, False, True, True]
    assert not any("审计调查" in text for text in after)


@pytest.mark.parametrize(
    ("rest", "typed"), [("delete", {}), ("withdraw", {"consent": "1"})], ids=["deletes", "withdraws the consent"]
)
def test_what_the_person_deletes_under_a_hold_is_only_kept_and_waits_in_the_queue(
    client, sign_in, event, place, rest, typed
):
    put(event)
    page = f"/my/{my_token(place)}/"
    owner = sign_in(make_member(event, TeamRole.OWNER), client_of(client.application))
    manage = f"/manage/events/{event.slug}"

    answer = client.post(f"{page}{rest}", data=typed)
    client.post(f"{page}delete")

    row = db.session.get(Registration, place.id)
    (request,) = wishes(place)
    assert (answer.status_code, row.name, row.forgotten_at, row.status.value) == (303, "张三", None, "withdrawn")
    assert (row.restricted_at, request.state, request.asked_at) == (NOON, RequestState.OPEN, NOON)
    assert [one.purpose for one in list_consents(place.id) if one.withdrawn_at is None] == []
    own = client.get(page)
    assert (own.status_code, "依法" in own.text, "审计调查" in own.text) == (200, True, False)
    queue, person = owner.get(f"{manage}/requests/").text, owner.get(f"{manage}/registrations/{place.id}/").text
    assert ["依法暂缓删除" in text for text in (queue, person)] == [True, True]
    assert "张三" not in owner.get(f"{manage}/registrations/export.csv").data.decode("utf-8-sig")
    assert LAWS["data requests"]() == []
    assert run(NOON + timedelta(days=1)) == {}
    assert "rights_asked" in [entry.action for entry in entries_of(place)]


def entries_of(place):
    query = select(AuditEntry).where(AuditEntry.object_type == "registration", AuditEntry.object_id == place.id)
    return list(db.session.scalars(query.order_by(AuditEntry.id)))


def test_once_the_hold_is_lifted_the_wish_is_carried_out_and_the_person_told(app, client, event, place):
    put(event)
    client.post(f"/my/{my_token(place)}/delete")
    with transaction():
        lift_hold(event.id, act=Act(OFFICE, NOON))
    asked = app.test_cli_runner().invoke(command, ["--dry-run"]).output
    gone = run(NOON + timedelta(days=1))

    row = db.session.get(Registration, place.id)
    (request,) = wishes(place)
    letters = db.session.scalars(
        select(OutboxLetter.kind).where(OutboxLetter.about == f"registration:{place.id}")
    ).all()
    assert ("wishes" in asked or "依法" in asked or "legal hold" in asked, gone["wishes"]) == (True, 1)
    assert (row.name, row.forgotten_at is not None, row.restricted_at) == ("—", True, None)
    assert (request.state, request.gone_at is not None) == (RequestState.GRANTED, True)
    assert "registration.deleted" in letters
    assert LAWS["data requests"]() == []


def test_the_wish_is_taken_back_and_the_data_used_again(client, event, place):
    put(event)
    page = f"/my/{my_token(place)}/"
    client.post(f"{page}delete")
    (request,) = wishes(place)
    shown = client.get(page).text
    address = re.search(
        r'action="([^"]*)"[^>]*>(?:(?!</form>).)*撤回', shown[shown.index("依法暂缓删除") :], re.DOTALL
    )[1]
    client.post(address)

    (request,) = wishes(place)
    assert (request.state, db.session.get(Registration, place.id).restricted_at) == (RequestState.WITHDRAWN, None)
    assert LAWS["data requests"]() == []


def test_the_organizers_delete_nobody_while_it_holds(event, place):
    put(event)
    with pytest.raises(Refusal), transaction():
        delete(event, place, reason="本人要求", act=Act(OFFICE, NOON))
    assert db.session.get(Registration, place.id).name == "张三"


def test_a_separate_consent_that_ends_under_a_hold_ends_the_use_and_the_answer_is_kept_apart(client, sign_in):
    event = make_event(fields={"diet": "optional", "id_number": "optional"}, id_purpose={"zh": "门岗登记"})
    answers = {"diet": "allergy", "diet_note": "花生过敏", "id_kind": "passport", "id_number": "E12345678"}
    place = register(event, make_applicant(name="张三", answers=answers, consents=(PROCESSING, SENSITIVE, IDENTITY)))
    put(event)
    page = f"/my/{my_token(place)}/"
    owner = sign_in(make_member(event, TeamRole.OWNER), client_of(client.application))
    client.post(f"{page}withdraw-sensitive")
    client.post(f"{page}withdraw-identity")

    row = db.session.get(Registration, place.id)
    file = owner.post(
        f"/manage/events/{event.slug}/registrations/export/?cols=diet_note,id_number",
        data={"kind": "csv", "why": "service", "recipient": "会务组"},
    )
    assert (row.sensitive, row.id_document, row.status.value) == ({}, {}, "confirmed")
    assert row.withheld == answers
    assert [word in file.data.decode("utf-8-sig") for word in ("张三", "花生过敏", "E12345678")] == [True, False, False]
    assert "花生过敏" not in owner.get(f"/manage/events/{event.slug}/registrations/{place.id}/").text
    assert client.get(f"{page}data.json").json["withheld_answers"] == answers  # art. 45: what is held is told
    assert run(NOON + timedelta(days=1)) == {}
    with transaction():
        lift_hold(event.id, act=Act(OFFICE, NOON))
    assert run(NOON + timedelta(days=1))["withheld"] == 1
    assert db.session.get(Registration, place.id).withheld == {}


def test_the_dry_run_names_the_events_that_are_held(app, event, place):
    put(event)
    at = months_later(event.ends_at, 14).date().isoformat()

    said = app.test_cli_runner().invoke(command, ["--dry-run", "--at", at]).output

    assert (f"held {event.slug}" in said, f"{event.slug}, due since" in said) == (True, False)


def test_one_hold_an_event(event):
    put(event)
    with pytest.raises(Refusal):
        put(event)
