"""A legal hold: nothing of an event goes by time while it holds, and everybody whom it concerns is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.cli.retention import command
from eventmgr.db import db, transaction
from eventmgr.errors import Refusal
from eventmgr.forms.models import Question
from eventmgr.forms.questions import QuestionKind
from eventmgr.invitations import services as invitations
from eventmgr.invitations.services import Invitee, Terms
from eventmgr.log.models import AuditEntry
from eventmgr.log.services import Act
from eventmgr.messages.models import OutboxLetter
from eventmgr.privacy.periods import months_later
from eventmgr.privacy.queries import find_hold
from eventmgr.privacy.services import delete_due, lift_hold, place_hold
from eventmgr.registration import services
from eventmgr.registration.letters import my_token
from eventmgr.registration.models import Registration
from eventmgr.team.roles import TeamRole
from tests.attacks.test_remembering import deliver
from tests.conftest import client_of
from tests.factories import NOON, keep, make_admin, make_event, make_member
from tests.registration.applicants import OFFICE, VISITOR, make_applicant
from tests.registration.test_registering import register

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


def put(event):
    with transaction():
        place_hold(event.id, "审计调查", act=Act(OFFICE, NOON))


def run(at):
    with transaction():
        done = delete_due(at)
    db.session.expire_all()
    return {key: n for key, n in done.items() if n}


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


def test_the_person_reads_that_deletion_is_stopped_and_not_why_and_may_still_delete(client, event, place):
    page = f"/my/{my_token(place)}/"
    before = client.get(page).text
    put(event)
    after = client.get(page).text

    assert ["自动删除" in text for text in (before, after)] == [False, True]
    assert "审计调查" not in after
    with transaction():
        services.forget(event, place, act=Act(VISITOR, NOON))
    assert db.session.get(Registration, place.id).name == "—"


def test_the_dry_run_names_the_events_that_are_held(app, event, place):
    put(event)
    at = months_later(event.ends_at, 14).date().isoformat()

    said = app.test_cli_runner().invoke(command, ["--dry-run", "--at", at]).output

    assert (f"held {event.slug}" in said, f"{event.slug}, due since" in said) == (True, False)


def test_one_hold_an_event(event):
    put(event)
    with pytest.raises(Refusal):
        put(event)
