"""Decisions of the office and of participants, and who moves up."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.events import services as event_services
from eventmgr.event.events.models import Approval, SiteRevision
from eventmgr.event.events.services import touch
from eventmgr.event.events.signals import event_changed
from eventmgr.event.quotas.errors import EventFull
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.deciding.services.decisions import confirm, reject, restore, revoke, withdraw
from eventmgr.event.registration.errors import AlreadyRegistered, NotPossible
from eventmgr.event.registration.letters import announcing
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.waiting.queries import count_ahead
from eventmgr.event.registration.waiting.services import put_on_waiting_list
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.ground.jobs.models import Job
from eventmgr.identity.privacy.queries import list_consents
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.models import OutboxLetter
from tests.event.registration.applicants import OFFICE, VISITOR, make_applicant
from tests.event.registration.deciding import LATER, assert_tally_is_true, do, statuses
from tests.event.registration.registering import kinds_to, register
from tests.factories import NOON, make_event


@pytest.fixture(autouse=True)
def _on_a_database(database):
    """Every test here writes."""


def test_confirming_gives_the_place_and_writes_the_letter():
    event = make_event(approval=Approval.REVIEW, capacity=5)
    first, second = register(event), register(event)

    do(confirm, event, [first, second])

    assert statuses(first, second) == [Status.CONFIRMED, Status.CONFIRMED]
    assert kinds_to(first) == ["registration.received", "registration.confirmed"]
    assert first.confirmed_at == LATER
    assert_tally_is_true(event)


def test_confirming_more_than_there_are_places_changes_nothing():
    event = make_event(approval=Approval.REVIEW, capacity=1)
    both = [register(event), register(event)]

    with pytest.raises(EventFull) as refusal:
        do(confirm, event, both)

    assert "1" in refusal.value.message
    assert statuses(*both) == [Status.PENDING, Status.PENDING]
    assert kinds_to(both[0]) == ["registration.received"]
    assert_tally_is_true(event)


def test_rejecting_needs_a_reason_which_stands_in_the_letter():
    event = make_event(approval=Approval.REVIEW)
    place = register(event)

    with pytest.raises(Refusal) as refusal:
        do(reject, event, [place], reason="")
    do(reject, event, [place], reason="本次会议仅限受邀单位")

    assert refusal.value.field == "reason"
    assert statuses(place) == [Status.REJECTED]
    letter = db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id.desc())).first()
    assert (letter.kind, "本次会议仅限受邀单位" in letter.text) == ("registration.rejected", True)


def test_a_withdrawal_promotes_the_first_of_the_queue_in_the_same_transaction():
    event = make_event(capacity=1)
    holder, first, second = (register(event, at=NOON + timedelta(minutes=n)) for n in range(3))

    do(withdraw, event, holder, by=VISITOR)

    assert statuses(holder, first, second) == [Status.WITHDRAWN, Status.CONFIRMED, Status.WAITLISTED]
    assert kinds_to(first) == ["registration.waitlisted", "registration.promoted"]
    assert kinds_to(holder) == ["registration.confirmed", "registration.withdrawn"]
    assert_tally_is_true(event)


def test_withdrawing_a_confirmed_place_promotes_too():
    event = make_event(capacity=1)
    holder, first = register(event), register(event)

    do(revoke, event, [holder], reason="重复")

    assert statuses(holder, first) == [Status.WITHDRAWN, Status.CONFIRMED]


def test_nobody_is_promoted_once_the_event_is_over_or_cancelled():
    event = make_event(capacity=1)
    holder, first = register(event), register(event)

    do(revoke, event, [holder], reason="重复", at=event.ends_at)

    assert statuses(holder, first) == [Status.WITHDRAWN, Status.WAITLISTED]


def test_raising_the_capacity_promotes_in_the_order_of_the_queue():
    event = make_event(capacity=0)
    waiting = [register(event, at=NOON + timedelta(minutes=n)) for n in range(3)]

    with transaction():
        touch(event)
        event.capacity = 2
        event_changed.send(event, changes={"capacity": [0, 2]}, act=Act(OFFICE, LATER))

    assert statuses(*waiting) == [Status.CONFIRMED, Status.CONFIRMED, Status.WAITLISTED]
    assert_tally_is_true(event)


def test_the_queue_knows_everybodys_number():
    event = make_event(capacity=0)
    waiting = [register(event) for _ in range(3)]

    assert [count_ahead(row) for row in waiting] == [0, 1, 2]


def test_pending_ones_may_be_put_on_the_waiting_list():
    event = make_event(capacity=1, approval=Approval.REVIEW)
    place = register(event)

    do(put_on_waiting_list, event, [place])

    assert statuses(place) == [Status.WAITLISTED]
    assert kinds_to(place) == ["registration.received", "registration.waitlisted"]


def test_who_withdrew_can_be_taken_up_again_and_joins_the_end_of_the_queue():
    event = make_event(capacity=1)
    holder, first = register(event), register(event)
    do(withdraw, event, holder)

    do(restore, event, holder)

    assert statuses(holder, first) == [Status.WAITLISTED, Status.CONFIRMED]
    assert db.session.get(Registration, holder.id).created_at == LATER


def test_who_registered_anew_cannot_be_taken_up_twice():
    event, applicant = make_event(), make_applicant()
    old = register(event, applicant)
    do(withdraw, event, old)
    new = register(event, applicant)

    with pytest.raises(AlreadyRegistered):
        do(restore, event, old)

    assert statuses(old, new) == [Status.WITHDRAWN, Status.CONFIRMED]


def test_withdrawing_twice_is_refused_with_a_sentence():
    event = make_event()
    place = register(event)
    do(withdraw, event, place)

    with pytest.raises(NotPossible):
        do(withdraw, event, place)

    assert kinds_to(place) == ["registration.confirmed", "registration.withdrawn"]


def test_withdrawing_the_consent_voids_the_links():
    event = make_event()
    place = register(event)

    do(withdraw, event, place, by=VISITOR, with_consent=True)

    assert (place.link_version, place.feed_version, place.status) == (2, 2, Status.WITHDRAWN)
    assert [consent.withdrawn_at for consent in list_consents(place.id)] == [LATER]


def test_every_change_of_state_is_in_the_trail_from_what_to_what():
    event = make_event(capacity=1)
    holder = register(event)
    register(event)

    do(withdraw, event, holder, reason="出差")

    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.action, entry.changes.get("status"), entry.reason) for entry in entries] == [
        ("registered", [None, "confirmed"], ""),
        ("registered", [None, "waitlisted"], ""),
        ("withdrawn", ["confirmed", "withdrawn"], "出差"),
        ("promoted", ["waitlisted", "confirmed"], ""),
    ]


def test_the_front_page_hears_when_an_event_is_no_longer_full():
    event = make_event(capacity=1)
    place = register(event)
    before = db.session.get(SiteRevision, "places").value

    do(withdraw, event, place)

    db.session.expire_all()
    assert db.session.get(SiteRevision, "places").value == before + 1


def test_a_refusal_inside_a_bulk_decision_undoes_all_of_it():
    event = make_event(approval=Approval.REVIEW)
    first, second = register(event), register(event)
    do(withdraw, event, second)

    with pytest.raises(NotPossible):
        do(revoke, event, [first, second], reason="重复")

    assert statuses(first, second) == [Status.PENDING, Status.WITHDRAWN]
    assert kinds_to(first) == ["registration.received"]


def cancel(event):
    with transaction():
        event_services.cancel(event, {"zh": "台风"}, act=Act(OFFICE, LATER))


def test_everybody_with_a_live_place_hears_of_a_cancelled_event():
    event = make_event(capacity=1)
    holder, waiting, gone = register(event), register(event), register(event)
    do(withdraw, event, gone)

    cancel(event)

    assert [kinds_to(row)[-1] for row in (holder, waiting, gone)] == [
        "registration.cancelled",
        "registration.cancelled",
        "registration.withdrawn",
    ]
    letter = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "registration.cancelled")).first()
    assert "台风" in letter.text


def test_a_moved_event_writes_to_everybody_with_a_place():
    event = make_event()
    place = register(event)

    with transaction():
        dates = {"starts_at": event.starts_at + timedelta(days=1), "ends_at": event.ends_at + timedelta(days=1)}
        event_services.edit(event, dates, act=Act(OFFICE, LATER))

    assert kinds_to(place) == ["registration.confirmed", "registration.changed"]


def test_beyond_a_number_the_letters_are_a_job_of_the_same_transaction(monkeypatch):
    monkeypatch.setattr(announcing, "AT_ONCE", 2)
    event = make_event()
    places = [register(event) for _ in range(5)]
    cancel(event)
    written = [kinds_to(row)[-1] for row in places]

    while job := db.session.scalars(select(Job).order_by(Job.id)).first():
        payload = dict(job.payload)
        with transaction():
            db.session.delete(db.session.get(Job, job.id))
            announcing.go_on(payload, LATER)

    assert written == ["registration.cancelled"] * 2 + ["registration.confirmed"] * 3
    assert [kinds_to(row) for row in places] == [["registration.confirmed", "registration.cancelled"]] * 5
