"""A decision about several people says first what it does, and is undone for those to whom nothing has left yet."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Approval, InvitedUnit, QuotaMode
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import BulkDecision, Registration
from eventmgr.ground.db import db
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import LetterState, Mailing, MailingState, OutboxLetter
from tests.factories import make_event, make_member, make_registration, set_types
from tests.output.imports.sending import in_english

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def event(app):
    event = make_event(approval=Approval.REVIEW, has_waiting_list=True, capacity=20, quota_mode=QuotaMode.REFUSE)
    event.units = [InvitedUnit(unit_code="420000", quota=3), InvitedUnit(unit_code="430000", quota=2)]
    db.session.commit()
    return event


@pytest.fixture
def office(sign_in, event):
    return in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))


@pytest.fixture
def people(event):
    """Three who await review, one of them without an address, and one of another delegation."""
    told = [("420000", "a@example.com"), ("420000", "b@example.com"), ("420000", ""), ("430000", "d@example.com")]
    return [make_registration(event, status=Status.PENDING, unit_code=unit, email=email) for unit, email in told]


def decide(office, event, people, **data):
    ids = ",".join(str(row.id) for row in people)
    return office.post(f"/manage/events/{event.slug}/registrations/decide", data={"ids": ids, **data})


def undo(office, event):
    number = db.session.scalar(select(BulkDecision.id).order_by(BulkDecision.id.desc()))
    address = f"/manage/events/{event.slug}/registrations/decisions/{number}/undo"
    return office.get(address).text, office.post(address, data={"telling": "now"}, follow_redirects=True).text


def states():
    db.session.expire_all()
    return [row.status.value for row in db.session.scalars(select(Registration).order_by(Registration.id))]


def letters():
    return [letter.state for letter in db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id))]


def test_all_that_fit_and_the_page_before_e_mails_say_places_quotas_and_who_is_reached(office, event, people):
    make_registration(event, unit_code="420000")
    whole = decide(office, event, [], act="confirm", all="y", back="?status=pending").text
    before = decide(office, event, people[:2], act="confirm", telling="").text

    for page in (whole, before):
        assert "Hubei: " in page
    assert "5, now 1" in whole and "4 of 3, now 1" in whole and "1 over" in whole and "1 of 2, now 0" in whole
    assert "to 3 people · 1 has no e-mail address and needs a phone call" in whole
    assert "3, now 1" in before and "3 of 3, now 1" in before and "Hunan" not in before
    assert states() == ["pending"] * 4 + ["confirmed"]


def test_who_uses_no_place_of_their_delegation_changes_none_of_its_numbers(office, event):
    set_types(event, staff={"counts_in_quota": False})
    roles = (Role.DELEGATE, Role.STAFF, Role.STAFF)
    rows = [make_registration(event, status=Status.PENDING, unit_code="420000", role=role) for role in roles]
    before = decide(office, event, rows, act="confirm", telling="").text

    assert "3, now 0" in before and "Hubei: 1 of 3, now 0" in before


def test_undone_everybody_is_what_they_were_and_no_e_mail_leaves(office, event, people, monkeypatch):
    office.application.config["TAKE_BACK_MINUTES"] = 5
    decide(office, event, people, act="confirm")
    after, owed = states(), people[2].untold_since
    listed = office.get(f"/manage/events/{event.slug}/registrations/decisions/").text
    asked, said = undo(office, event)
    office.application.config["TAKE_BACK_MINUTES"] = 0

    assert after == ["confirmed"] * 4 and owed is not None
    assert "Confirmed" in listed and "Undo…" in listed
    assert "4 people return to their previous state" in asked and "Undone for 4 people." in said
    assert states() == ["pending"] * 4
    assert people[2].untold_since is None and people[0].confirmed_at is None
    assert letters() == [LetterState.TAKEN_BACK] * 3
    assert [mailing.state for mailing in db.session.scalars(select(Mailing))] == [MailingState.TAKEN_BACK]
    assert db.session.query(AuditEntry).filter_by(action="decision_undone").count() == 4
    assert "undone: " in office.get(f"/manage/events/{event.slug}/registrations/decisions/").text


def test_whose_e_mail_has_left_and_who_was_changed_since_stay_as_decided(office, event, people, frozen):
    decide(office, event, people, act="confirm")
    first = db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id)).first()
    first.state = LetterState.SENT
    db.session.commit()
    frozen.shift(60)
    office.post(f"/manage/events/{event.slug}/registrations/{people[1].id}/withdraw", data={"reason": "来不了"})
    asked, said = undo(office, event)

    assert "the e-mail has been sent" in asked and "changed since" in asked and "Undone for 2 people." in said
    assert states() == ["confirmed", "withdrawn", "pending", "pending"]


def test_a_withdrawn_place_comes_back_only_while_it_is_there(office, event, people):
    decide(office, event, people, act="confirm")
    decide(office, event, people[:3], act="revoke", reason="名额调整")
    for _place in range(2):
        make_registration(event, unit_code="420000")
    _asked, said = undo(office, event)

    assert "This exceeds the quota" in said
    assert states()[:4] == ["withdrawn"] * 3 + ["confirmed"]
    db.session.delete(db.session.scalars(select(Registration).order_by(Registration.id.desc())).first())
    db.session.commit()


def test_places_that_become_free_go_to_the_waiting_list_and_nobody_stands_there_twice(office, event, people):
    decide(office, event, people[:3], act="confirm")
    waiting = make_registration(event, status=Status.WAITLISTED, unit_code="420000", email="")
    undo(office, event)

    assert (states()[:3], states()[-1]) == (["pending"] * 3, "confirmed")
    decide(office, event, people[:2], act="reject", reason="名额已满")
    again = make_registration(
        event, status=Status.PENDING, unit_code="420000", identity_key=people[0].identity_key, name="又一次"
    )
    asked, _said = undo(office, event)
    assert "registered again" in asked
    assert states()[:2] == ["rejected", "pending"]
    assert waiting.id != again.id


def test_a_decision_is_undone_once_and_forgotten_after_a_week(office, event, people, frozen, sign_in):
    decide(office, event, people[:2], act="waitlist")
    undo(office, event)
    assert "already" in undo(office, event)[1]
    frozen.shift(8 * 86400)
    office = in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))
    assert "Undo…" not in office.get(f"/manage/events/{event.slug}/registrations/decisions/").text
    decide(office, event, people[:2], act="waitlist")

    assert [row.undone_at for row in db.session.scalars(select(BulkDecision))] == [None]
    assert office.get(f"/manage/events/{event.slug}/registrations/decisions/1000/undo").status_code == 404
