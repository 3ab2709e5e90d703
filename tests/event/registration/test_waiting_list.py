"""A waiting list by its rule: who is first, offers that end at an instant, whatever frees a place, and what its people can know."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.events import services as event_services
from eventmgr.event.events.models import EventStatus
from eventmgr.event.events.services import clone, touch
from eventmgr.event.events.signals import event_changed
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.allocation import ROLE, QuotaCell
from eventmgr.event.quotas.errors import EventFull, OverQuota
from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.planning.services import move_places, return_unused
from eventmgr.event.quotas.queries import get_allocation
from eventmgr.event.registration import laws
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services.decisions import confirm, reject, restore, restrict, revoke, withdraw
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.models import QueueEntry, WaitingRule
from eventmgr.event.registration.queries.rows import find_expiry
from eventmgr.event.registration.retaining.services.forgetting import delete, forget
from eventmgr.event.registration.waiting import services as waiting
from eventmgr.event.registration.waiting.queries import get_moving, list_offered, list_order
from eventmgr.event.registration.waiting.services import Answer, expire_offers
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.ground.jobs.models import Job
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.telling import Choice, Telling, telling
from tests.conftest import do_jobs
from tests.event.quotas.planning import GUANGDONG, SHANGHAI, come, make_planned, plan
from tests.event.registration.applicants import OFFICE, VISITOR, make_applicant
from tests.event.registration.deciding import assert_tally_is_true, do, statuses
from tests.event.registration.registering import kinds_to, letters_to, register
from tests.event.registration.waiting_list import END, HOURS, make_offering, moves, offering
from tests.factories import NOON, make_admin, make_event

pytestmark = pytest.mark.usefixtures("frozen", "database")
_C, _W, _O, _X = Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED, Status.WITHDRAWN


def expire(event, at=END):
    with transaction():
        expire_offers({"event": event.id}, at)


def accept(event, row, at=NOON):
    return do(waiting.accept, event, row, by=VISITOR, at=at)


def none_broken():
    return [found for _law, found in breaches() if found] == []


def test_a_free_place_is_offered_and_nobody_else_gets_it_meanwhile():
    event, (first, second) = offering()

    newcomer = register(event, at=NOON + timedelta(hours=1))

    assert statuses(first, second, newcomer) == [_O, _W, _W]
    assert kinds_to(first) == ["registration.waitlisted", "registration.offered"]
    assert "2026年4月2日（周四）12:00" in letters_to(first)[-1].text
    assert find_expiry(first.id) == END
    assert_tally_is_true(event)
    assert none_broken()


def test_without_a_plan_the_first_has_the_place_at_once():
    event = make_event(capacity=1)
    holder, first = register(event), register(event)

    do(withdraw, event, holder, by=VISITOR)

    assert statuses(first) == [_C]
    assert db.session.scalars(select(QueueEntry)).all() == []


def test_who_accepts_has_the_place_with_the_usual_confirmation():
    event, (first, second) = offering()

    answers = accept(event, first), accept(event, first)

    assert (answers, statuses(first, second)) == ((Answer.ACCEPTED, Answer.HELD), [_C, _W])
    assert kinds_to(first)[-2:] == ["registration.offered", "registration.confirmed"]
    assert db.session.get(QueueEntry, first.id) is None


def test_who_declines_leaves_and_the_next_is_offered_the_place():
    event, (first, second) = offering()

    do(withdraw, event, first, by=VISITOR, at=NOON)

    assert statuses(first, second) == [_X, _O]
    assert "offer_declined" in db.session.scalars(select(AuditEntry.action)).all()


def test_an_offer_ends_at_its_instant_and_not_before():
    event, (first, second) = offering()

    expire(event, END - timedelta(seconds=1))
    before = statuses(first, second)
    expire(event)

    assert (before, statuses(first, second)) == ([_O, _W], [_W, _O])
    assert kinds_to(first)[-1] == "registration.offer_expired"
    assert list_order(event.id) == [first.id]
    [due] = set(
        db.session.scalars(select(Job.due_at).where(Job.kind == "registration.expire_offers", Job.due_at == END))
    )
    assert due == END
    assert none_broken()


def test_who_lets_a_second_offer_lapse_leaves_the_list():
    event, (first, second) = offering()
    expire(event)
    accept(event, second, at=END)
    do(withdraw, event, second, by=VISITOR, at=END)

    expire(event, END + timedelta(hours=HOURS))

    assert statuses(first) == [_X]
    assert kinds_to(first)[-2:] == ["registration.offered", "registration.offer_ended"]


def test_who_accepts_too_late_is_told_and_the_place_goes_on_at_once():
    event, (first, second) = offering()

    answer = accept(event, first, at=END)

    assert (answer, statuses(first, second)) == (Answer.TOO_LATE, [_W, _O])


def test_where_nobody_else_is_next_who_is_late_has_the_place_all_the_same():
    event, (first,) = offering(people=2)

    assert accept(event, first, at=END) is Answer.ACCEPTED
    assert kinds_to(first)[-3:] == [f"registration.{kind}" for kind in ("offer_expired", "offered", "confirmed")]


def test_an_offer_ends_when_the_event_begins():
    event, (first, _second) = offering()
    do(withdraw, event, first, by=VISITOR, at=event.starts_at - timedelta(hours=2))

    [(_row, until)] = list_offered(event.id)

    assert until == event.starts_at


def test_the_office_accepts_for_somebody_and_takes_no_second_place():
    event, (first, second) = offering()

    do(confirm, event, [first])

    assert statuses(first, second) == [_C, _W]
    with pytest.raises(EventFull):
        do(confirm, event, [second])


def test_a_declined_offer_of_the_office_goes_to_the_next():
    event, (first, second) = offering()

    do(reject, event, [first], reason="名单调整", at=NOON)

    assert statuses(first, second) == [Status.REJECTED, _O]


def test_an_offer_that_is_taken_back_leaves_its_person_to_the_office():
    event, (first, second) = offering()

    do(waiting.take_back, event, first, at=NOON)
    before = statuses(first, second)
    do(withdraw, event, second, by=VISITOR, at=NOON)
    newcomer = register(event)

    assert (before, statuses(first, newcomer)) == ([_W, _O], [_W, _O])
    assert kinds_to(first)[-1] == "registration.offer_withdrawn"
    assert "由您" in waiting.why_passed(event, [first])[first.id] and none_broken()
    do(withdraw, event, newcomer, by=VISITOR, at=NOON)
    do(waiting.offer, event, first, at=NOON)
    assert statuses(first) == [_O]


def test_an_offer_by_hand_needs_a_free_place_and_a_place_of_the_quota():
    event, (_first, second) = offering()
    with pytest.raises(EventFull):
        do(waiting.offer, event, second)
    planned = make_planned({SHANGHAI: 1})
    rows = [come(planned), come(planned)]
    moves(planned)
    with pytest.raises(OverQuota):
        do(waiting.offer, planned, rows[1])
    moves(planned, offer_hours=None)
    with pytest.raises(Refusal):
        do(waiting.offer, planned, rows[1])
    assert statuses(second, rows[1]) == [_W, _W]


@pytest.mark.parametrize(
    "how", ["move", "return", "pool", "capacity", "revoke", "withdraw", "reject", "expire", "word", "delete"]
)
def test_whatever_frees_a_place_feeds_the_list(how):
    event = make_planned({SHANGHAI: 1, GUANGDONG: 1}, capacity=5)
    holder, first, second = (come(event) for _ in range(3))
    moves(event)
    if how in ("reject", "expire"):
        with transaction():
            plan(event, pool=1)
        assert statuses(first, second) == [_O, _W]
    act = Act(OFFICE, NOON)
    with transaction():
        if how == "move":
            move_places(event, GUANGDONG, SHANGHAI, 1, reason="调剂", act=act)
        elif how == "return":
            return_unused(event, act=act)
        elif how == "pool":
            plan(event, pool=1)
        elif how == "capacity":
            touch(event)
            event_changed.send(event, changes={"units": [1, 2]}, act=act)
        elif how == "revoke":
            revoke(event, [holder], reason="调整", act=act)
        elif how == "withdraw":
            withdraw(event, holder, act=act)
        elif how == "reject":
            reject(event, [first], reason="调整", act=act)
        elif how == "expire":
            expire_offers({"event": event.id}, END)
        elif how == "word":
            forget(event, holder, act=act)
        elif how == "delete":
            delete(event, holder, reason="本人要求", act=act)

    offered = [row.id for row, _until in list_offered(event.id)]
    assert offered == ([] if how == "capacity" else [second.id] if how in ("reject", "expire") else [first.id])
    assert get_allocation(event).used(SHANGHAI) == (
        1 if how not in ("move", "return", "pool", "reject", "expire") else 2
    )
    assert none_broken()


def test_more_places_and_a_substitute_of_another_capacity_feed_it():
    event = make_planned({SHANGHAI: 2}, cells=(QuotaCell(SHANGHAI, ROLE, "expert", ceiling=1),), capacity=2)
    expert, _delegate, other = (come(event, role=role) for role in (Role.EXPERT, Role.DELEGATE, Role.EXPERT))
    moves(event)

    do(edit, event, expert, make_applicant(unit=SHANGHAI, province=SHANGHAI), another=True, at=NOON)
    full = statuses(other)
    with transaction():
        touch(event)
        event.capacity = 3
        plan(event, pool=1)

    assert (full, statuses(other)) == ([_W], [_O])


def test_parts_below_their_floor_come_first_then_the_order_of_asking():
    cells = (QuotaCell(SHANGHAI, ROLE, "expert", floor=1),)
    event = make_planned({SHANGHAI: 5}, cells=cells, capacity=1)
    holder = come(event)
    delegate, first, second = (come(event, role=role) for role in (Role.DELEGATE, Role.EXPERT, Role.EXPERT))
    moves(event, WaitingRule.FLOOR, None)
    order = list_order(event.id)

    with transaction():
        touch(event)
        event.capacity = 2
        event_changed.send(event, changes={"capacity": [1, 2]}, act=Act(OFFICE, NOON))
    served = statuses(delegate, first, second)
    do(withdraw, event, holder)

    assert order == [first.id, second.id, delegate.id]
    assert (served, statuses(delegate, first, second)) == ([_W, _C, _W], [_C, _C, _W])


def test_an_order_by_hand_is_served_and_told_in_the_change_log():
    event, (_holder, *rows) = make_offering(5, rule=WaitingRule.HAND)
    first, second, third, last = rows

    moved = [do(waiting.move, event, last, 1), do(waiting.move, event, first, 99), do(waiting.move, event, second, 0)]
    order = list_order(event.id)
    do(withdraw, event, _holder, by=VISITOR, at=NOON)

    assert moved == [(4, 1), (2, 4), (2, 1)]
    assert order == [second.id, last.id, third.id, first.id]
    assert statuses(second) == [_O]
    told = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "queue_moved").order_by(AuditEntry.id)
    ).all()
    assert [entry.changes["queue_number"] for entry in told] == [[4, 1], [2, 4], [2, 1]]
    newcomer = register(event)
    assert list_order(event.id)[-1] == newcomer.id


def test_an_order_by_hand_is_set_only_where_it_holds_and_of_who_waits():
    event, (holder, first, _second) = make_offering()
    with pytest.raises(Refusal):
        do(waiting.move, event, first, 1)
    moves(event, WaitingRule.HAND)
    with pytest.raises(NotPossible):
        do(waiting.move, event, holder, 1)


def test_a_cancelled_event_ends_its_waiting_list_and_all_hear_of_it():
    event, (first, second) = offering()

    with transaction():
        event_services.cancel(event, {"zh": "台风"}, act=Act(OFFICE, NOON + timedelta(hours=1)))
    ended = statuses(first, second)
    expire(event)

    assert (ended, statuses(first, second)) == ([_W, _W], [_W, _W])
    assert [kinds_to(row)[-1] for row in (first, second)] == ["registration.cancelled"] * 2
    assert list_offered(event.id) == []
    with pytest.raises(NotPossible):
        accept(event, first)
    assert none_broken()


def test_a_copy_of_an_event_moves_its_list_alike_and_nobody_waits_there():
    event, _others = offering()

    with transaction():
        copy = clone(event, make_admin(), days=365, act=Act(OFFICE, NOON))

    assert get_moving(copy.id) == get_moving(event.id)
    assert (copy.status, list_order(copy.id)) == (EventStatus.DRAFT, [])


def test_who_joins_anew_begins_at_the_end():
    event, (first, second) = offering()
    do(waiting.take_back, event, first, at=NOON)
    do(withdraw, event, first, by=VISITOR, at=NOON)

    do(restore, event, first, at=NOON + timedelta(hours=1))

    assert (statuses(first, second), db.session.get(QueueEntry, first.id)) == ([_W, _O], None)


def test_an_act_that_tells_nobody_leaves_offers_to_a_worker_who_does():
    event, (holder, first, _second) = make_offering()

    with transaction(), telling(Telling(Choice.NOBODY, event.id, NOON)):
        revoke(event, [holder], reason="调整", act=Act(OFFICE, NOON))
    before = statuses(first)
    do_jobs()

    assert (before, statuses(first), kinds_to(first)[-1]) == ([_W], [_O], "registration.offered")


def test_whose_data_is_only_kept_is_offered_nothing_and_the_list_says_why():
    event, (holder, first, second) = make_offering()
    with transaction():
        restrict(event, first, on=True, act=Act(OFFICE, NOON))

    do(withdraw, event, holder, by=VISITOR, at=NOON)

    assert statuses(first, second) == [_W, _O]
    assert laws.places() == []
    assert list(waiting.why_passed(event, [first, second])) == [first.id]


def test_offers_of_people_who_are_nobody_any_more_stop_nothing():
    event, (first, second) = offering()
    with transaction():
        forget(event, first, act=Act(OFFICE, event.ends_at))

    expire(event, event.ends_at)

    assert statuses(second) == [_W]
