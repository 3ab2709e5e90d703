"""Offers beside everything else: decisions that are undone, restrictions, changes by participants, and what is said before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.events.models import Approval, InvitedUnit, QuotaMode
from eventmgr.event.forms.participant_types.types import Confirming
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.changing.services.requesting import needs_approval
from eventmgr.event.registration.deciding.services.decisions import restore, restrict, withdraw
from eventmgr.event.registration.models import BulkDecision, Leadership
from eventmgr.event.registration.waiting.services import offer, take_back
from eventmgr.ground.db import db
from eventmgr.ground.jobs.models import Job
from eventmgr.identity.team.roles import TeamRole
from tests.event.registration.applicants import make_applicant
from tests.event.registration.deciding import do, statuses
from tests.event.registration.registering import register
from tests.event.registration.waiting_list import make_offering, offering
from tests.factories import NOON, make_event, make_member, make_registration, set_types
from tests.output.imports.sending import in_english

pytestmark = pytest.mark.usefixtures("frozen", "database")
_C, _W, _O, _X = Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED, Status.WITHDRAWN


def decide(sign_in, event, rows, **data):
    """What the organizers say about these, and their browser."""
    office = in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))
    ids = ",".join(str(row.id) for row in rows)
    return office, office.post(f"/manage/events/{event.slug}/registrations/decide", data={"ids": ids, **data})


def undo(office, event):
    number = db.session.scalar(select(BulkDecision.id).order_by(BulkDecision.id.desc()))
    address = f"/manage/events/{event.slug}/registrations/decisions/{number}/undo"
    return office.get(address).text, office.post(address, data={"telling": "now"}, follow_redirects=True).text


def test_who_waits_or_is_offered_a_place_does_not_get_round_the_review_by_another_type():
    event = make_event(capacity=9)
    set_types(event, delegate={"capacity": 1}, expert={"confirming": Confirming.REVIEW})
    _holder, waits = register(event), register(event, at=NOON + timedelta(minutes=1))
    expert = make_applicant(name=waits.name, mobile=waits.mobile, role="expert")

    assert waits.status is _W
    assert needs_approval(event, waits, expert, {"role"}, at=NOON)
    waits.status = _O
    assert needs_approval(event, waits, expert, {"role"}, at=NOON)


def test_an_offer_by_hand_ends_by_a_worker_too():
    event, (_holder, first, second) = make_offering(3, capacity=1)
    event.capacity = 2
    db.session.query(Job).delete()
    db.session.commit()
    do(offer, event, second, at=NOON)

    assert statuses(first, second) == [_W, _O]
    assert "registration.expire_offers" in [job.kind for job in db.session.scalars(select(Job))]


def test_nobody_is_offered_a_place_without_hearing_of_it(sign_in):
    event, (_holder, first, _second) = make_offering(3, capacity=1)
    event.capacity = 2
    db.session.commit()
    office = in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))
    address = f"/manage/events/{event.slug}/waiting-list/{first.id}/offer"

    office.post(address, data={"telling": "nobody"})
    assert 'value="nobody"' not in office.post(address, data={"telling": ""}).text
    assert statuses(first) == [_W]


def test_a_decision_about_whom_a_place_was_offered_is_not_undone(sign_in):
    event, (first, second) = offering()
    other = make_registration(event, status=Status.PENDING, email="")
    office, _answer = decide(sign_in, event, [first], act="reject", reason="因")
    event.capacity = 3
    db.session.commit()
    office, _answer = decide(sign_in, event, [second, other], act="confirm")
    asked, said = undo(office, event)

    assert "they had been offered a place" in asked and "Undone for 1 person." in said
    assert statuses(second, other) == [_C, Status.PENDING]
    assert [found for _law, found in breaches() if found] == []


def test_places_beyond_a_quota_that_only_warns_come_back(sign_in):
    event = make_event(quota_mode=QuotaMode.WARN, units=[InvitedUnit(unit_code="420000", quota=1)])
    rows = [make_registration(event, unit_code="420000", email="") for _ in range(3)]
    rows[0].leadership = Leadership.LEADER
    db.session.commit()
    office, _answer = decide(sign_in, event, rows, act="revoke", reason="名额调整")
    gone = [*statuses(*rows), rows[0].leadership]
    undo(office, event)

    assert gone == [_X, _X, _X, None]
    assert [*statuses(*rows), rows[0].leadership] == [_C, _C, _C, Leadership.LEADER]


def test_whose_data_is_only_kept_is_offered_nothing_and_the_next_has_the_place():
    event, (first, second) = offering()
    do(restrict, event, first, on=True, at=NOON)

    assert statuses(first, second) == [_W, _O]
    assert [found for _law, found in breaches() if found and "restrict differs" not in found[0]] == []


def test_who_joins_again_has_the_place_that_those_before_do_not_want():
    event, (_holder, first, second) = make_offering(3, capacity=1)
    event.capacity = 2
    db.session.commit()
    do(offer, event, first, at=NOON)
    do(take_back, event, first, at=NOON)
    do(withdraw, event, second, at=NOON)
    do(restore, event, second, at=NOON)

    assert statuses(first, second) == [_W, _O]
    assert [found for _law, found in breaches() if found] == []


def test_the_page_before_a_decision_counts_a_place_that_is_offered_once(sign_in):
    event, (first, second) = offering()
    event.approval = Approval.REVIEW
    db.session.commit()
    _office, page = decide(sign_in, event, [first, second], act="confirm", all="y", back="?status=waitlisted")

    assert "2, now 1" in page.text and "1 over" in page.text
