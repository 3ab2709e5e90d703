"""Plans in the database: seated, moved, locked, corrected after changes to the list; copied, forgotten, passed on."""

from datetime import timedelta

import pytest

from eventmgr.event.events.models import Event
from eventmgr.event.events.services.cloning import shifted
from eventmgr.event.registration.deciding.services import decisions
from eventmgr.event.registration.retaining.services.forgetting import forget
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.ground.features import laws, periods
from eventmgr.identity.privacy.periods import TRAVEL_MONTHS, months_later
from eventmgr.on_site.seating import queries, services, standing
from eventmgr.on_site.seating.models import SeatingPlan
from eventmgr.on_site.seating.places import Fault, Layout, PlanKind, TableUse
from tests.factories import make_event
from tests.on_site.seating.factories import ACT, make_guests, make_plan, seat, seats, stage

pytestmark = pytest.mark.usefixtures("app", "frozen")


def withdraw(event, registration):
    """Somebody cancels."""
    with transaction():
        decisions.withdraw(event, registration, act=ACT)


def test_a_rostrum_is_seated_by_rank_and_closes_the_gap_of_an_absence():
    event = make_event()
    people = make_guests(event, "甲一", "乙二", "丙三", "丁四", "戊五")
    plan = stage(event, people)
    row = sorted(seats(plan).items(), key=lambda item: item[1])
    assert [people.index(next(p for p in people if p.id == who)) + 1 for who, _seat in row] == [5, 3, 1, 2, 4]
    withdraw(event, people[1])
    faults = standing.read(event, plan).faults()
    assert (Fault.GONE, people[1].id) in faults
    seat(event, plan, anew=False)
    row = sorted(seats(plan).items(), key=lambda item: item[1])
    assert [who for who, _seat in row] == [people[number].id for number in (3, 0, 2, 4)]
    assert standing.read(event, plan).faults() == []


def test_an_order_that_is_changed_is_seen_until_seats_follow():
    event = make_event()
    people = make_guests(event, "甲一", "乙二", "丙三")
    plan = stage(event, people)
    with transaction():
        services.rank(event, plan, {people[2].id: 1, people[0].id: 2, people[1].id: 3}, act=ACT)
    assert {fault for fault, _who in standing.read(event, plan).faults()} == {Fault.ORDER}
    seat(event, plan)
    assert seats(plan)[people[2].id] == (1, 2)
    with transaction():
        services.step(event, plan, people[0].id, 1, act=ACT)
    assert next(iter(standing.read(event, plan).places)) == people[0].id
    with pytest.raises(Refusal), transaction():
        services.rank(event, plan, {people[0].id: 1, people[1].id: 1}, act=ACT)


def test_two_who_change_places_and_one_who_is_locked():
    event = make_event()
    first, second, third = make_guests(event, "甲一", "乙二", "丙三")
    plan = make_plan(event)
    seat(event, plan)
    before = seats(plan)
    with transaction():
        services.move(event, plan, first.id, before[second.id], act=ACT)
    assert seats(plan) == {**before, first.id: before[second.id], second.id: before[first.id]}
    with transaction():
        services.lock(event, plan, [third.id], is_locked=True, act=ACT)
    for who, to in ((third.id, (3, 1)), (first.id, before[third.id])):
        with pytest.raises(Refusal), transaction():
            services.move(event, plan, who, to, act=ACT)
    with pytest.raises(Refusal), transaction():
        services.move(event, plan, first.id, (9, 9), act=ACT)
    with transaction():
        services.unseat(event, plan, first.id, act=ACT)
    seat(event, plan)
    assert seats(plan)[third.id] == before[third.id]


def test_a_latecomer_is_shown_and_seated_without_moving_anybody():
    event = make_event()
    make_guests(event, "甲一", "乙二")
    plan = make_plan(event)
    seat(event, plan)
    before = seats(plan)
    [late] = make_guests(event, "丙三")
    assert standing.read(event, plan).faults() == [(Fault.UNSEATED, late.id)]
    seat(event, plan, anew=False)
    after = seats(plan)
    assert after.pop(late.id) is not None
    assert after == before


def test_what_was_shown_is_done_or_nothing():
    event = make_event()
    make_guests(event, "甲一")
    plan = make_plan(event)
    digest = services.preview(event, plan, anew=True).digest
    make_guests(event, "乙二")
    with pytest.raises(Refusal), transaction():
        services.apply(event, plan, anew=True, digest=digest, act=ACT)
    assert seats(plan) == {}


def test_whoever_sits_on_the_rostrum_of_an_item_has_no_seat_in_its_hall():
    from tests.factories import make_item

    event = make_event()
    people = make_guests(event, "甲一", "乙二")
    item = make_item(event)
    hall = make_plan(event, item_id=item.id)
    stage(event, people[:1], item_id=item.id)
    assert [guest.id for guest in standing.read(event, hall).guests] == [people[1].id]


def test_halal_tables_and_who_has_not_arrived_yet():
    event = make_event()
    halal, _usual, late = make_guests(event, "甲一", "乙二", "丙三")
    at = event.starts_at
    with transaction():
        halal.sensitive = {"diet": "halal"}
        late.sensitive = {"arrival": {"day": (at + timedelta(days=1)).date().isoformat(), "time": "10:00"}}
    plan = make_plan(event, PlanKind.MEAL, Layout((3, 3), uses=(TableUse.USUAL, TableUse.HALAL)), held_at=at)
    seat(event, plan)
    assert seats(plan)[halal.id] == (2, 1)
    assert late.id not in seats(plan)
    with transaction():
        services.move(event, plan, halal.id, (1, 3), act=ACT)
    assert standing.read(event, plan).faults() == [(Fault.DIET, halal.id)]
    seat(event, plan, anew=False)
    assert seats(plan)[halal.id] == (2, 1)


def test_a_substitute_keeps_the_seat_and_is_to_be_looked_at():
    event = make_event()
    [one] = make_guests(event, "甲一")
    plan = make_plan(event)
    seat(event, plan)
    place = seats(plan)[one.id]
    with transaction():
        services.lock(event, plan, None, is_locked=True, act=ACT)
        services.forget([one])
    assert seats(plan)[one.id] == place
    now = standing.read(event, plan)
    assert (now.faults(), now.locked) == ([(Fault.REPLACED, one.id)], {})
    with transaction():
        services.confirm(event, plan, one.id, act=ACT)
    assert standing.read(event, plan).faults() == []


def test_nothing_is_kept_of_a_deleted_person():
    event = make_event()
    [one] = make_guests(event, "甲一")
    plan = make_plan(event)
    seat(event, plan)
    with transaction():
        forget(event, one, act=ACT)
    assert seats(plan) == {}


def test_seats_pass_to_the_registration_that_stays_and_back():
    event = make_event()
    kept, other = make_guests(event, "甲一", "甲一")
    plan = make_plan(event)
    seat(event, plan)
    with transaction():
        services.unseat(event, plan, kept.id, act=ACT)
        place = seats(plan)[other.id]
        moved = services.pass_on(event, other, kept, act=ACT)
    assert (moved, seats(plan)) == ([plan.id], {kept.id: place})
    with transaction():
        services.pass_on(event, kept, other, act=ACT, plans=moved)
    assert seats(plan) == {other.id: place}


def test_a_copy_of_the_event_has_the_rows_and_nobody():
    from eventmgr.on_site.seating.receivers import _on_cloned

    event, copy = make_event(), make_event()
    make_guests(event, "甲一")
    plan = make_plan(event, PlanKind.MEAL, held_at=event.starts_at, venue={"zh": "宴会厅"})
    seat(event, plan)
    with transaction():
        services.publish(event, plan, act=ACT)
        _on_cloned(copy, source=event, days=365, act=ACT)
    [new] = queries.list_plans(copy.id)
    assert (new.layout, new.venue, new.published_at, seats(new)) == (plan.layout, plan.venue, None, {})
    assert new.held_at == shifted(event.starts_at, 365, event.timezone)


def test_seats_are_deleted_when_their_time_is_over_and_the_plan_stays():
    event = make_event()
    make_guests(event, "甲一", "乙二", "丙三")
    plan = make_plan(event)
    seat(event, plan)
    period = periods()["seats"]
    at = months_later(event.ends_at, TRAVEL_MONTHS)
    assert period.list_due(at - timedelta(seconds=1)) == []
    assert [(due.scope, due.n) for due in period.list_due(at)] == [(event.slug, 3)]
    with transaction():
        assert period.delete_some(at, 2) == 2
        assert period.delete_some(at, 2) == 1
    assert period.list_due(at) == []
    assert db.session.get(SeatingPlan, plan.id) is not None


def test_laws_hold_and_find_what_breaks_them():
    event, other = make_event(), make_event()
    plan = make_plan(event)
    make_guests(event, "甲一")
    seat(event, plan)
    names = ("seats of their own event", "rows of seating plans")
    assert [laws()[name]() for name in names] == [[], []]
    with transaction():
        plan.event_id = other.id
        plan.layout = {**plan.layout, "rows": [0]}
    assert [len(laws()[name]()) for name in names] == [1, 1]


def test_the_number_of_statements_does_not_grow_with_the_people(count_statements):
    event = make_event()
    plan = make_plan(event)

    def count():
        db.session.expire_all()
        with count_statements() as few:
            services.preview(db.session.get(Event, event.id), db.session.get(SeatingPlan, plan.id), anew=True)
        return len(few)

    make_guests(event, "甲一")
    count()
    one = count()
    make_guests(event, *(f"人{number}" for number in range(8)))
    assert count() == one


def test_only_those_who_hold_a_place_come_onto_the_rostrum():
    event = make_event()
    people = make_guests(event, "甲一")
    plan = make_plan(event, PlanKind.ROSTRUM)
    [stranger] = make_guests(make_event(), "乙二")
    with pytest.raises(Refusal), transaction():
        services.add_people(event, plan, [people[0].id, stranger.id], act=ACT)
    assert seats(plan) == {}
