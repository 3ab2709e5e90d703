"""Who gets a place and who is next, against a list kept by hand: after every step everybody stands as on the list."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from eventmgr.event.events.models import Event, InvitedUnit, QuotaMode
from eventmgr.event.events.services import set_units
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.quotas.queries import (
    count_by_status,
    count_holding_by_unit,
    count_taken,
    get_plan,
    list_quotas,
    list_unit_tallies,
)
from eventmgr.event.quotas.units import uses
from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.labels import STATUSES
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.states import change_status, locked, places_left
from eventmgr.event.registration.waiting.queries import list_queue
from eventmgr.event.registration.waiting.services import fill
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.deciding import assert_tally_is_true, do, statuses
from tests.event.registration.registering import register
from tests.factories import NOON, make_event, make_registration
from tests.soak import seeds

pytestmark = pytest.mark.usefixtures("frozen", "database")
UNITS = ("310000", "440000", "650000")


@dataclass
class Desk:
    """The list: (unit, state) in the order of coming. Served from the top whenever something changes."""

    capacity: int | None
    quotas: dict[str, int | None]
    binds: bool
    people: list[list[object]] = field(default_factory=list)

    def serve(self) -> None:
        for person in self.people:
            held = [one for one in self.people if one[1] is Status.CONFIRMED]
            if self.capacity is not None and len(held) >= self.capacity:
                return
            quota = self.quotas.get(str(person[0])) if self.binds else None
            own = sum(one[0] == person[0] for one in held)
            if person[1] is Status.WAITLISTED and (quota is None or own < quota):
                person[1] = Status.CONFIRMED

    def come(self, unit: str) -> None:
        self.people.append([unit, Status.WAITLISTED])
        self.serve()

    def go(self, number: int) -> None:
        self.people[number][1] = Status.WITHDRAWN
        self.serve()


def _opened(lot: random.Random) -> tuple[Event, Desk]:
    quotas = {unit: lot.choice((None, 0, 1, 2)) for unit in lot.sample(UNITS, lot.randint(1, 3))}
    binds = lot.random() < 0.7
    capacity = lot.choice((None, 2, 3, 4))
    event = make_event(capacity=capacity, quota_mode=QuotaMode.REFUSE if binds else QuotaMode.WARN)
    db.session.add_all(InvitedUnit(event_id=event.id, unit_code=code, quota=quota) for code, quota in quotas.items())
    db.session.commit()
    return event, Desk(capacity, quotas, binds)


def _step(lot: random.Random, event: Event, desk: Desk, rows: list[Registration]) -> None:
    live = [number for number, one in enumerate(desk.people) if one[1] is not Status.WITHDRAWN]
    kind = lot.choice(("come", "come", "come", "go", "go", "capacity", "quotas"))
    if kind == "come" or (kind == "go" and not live):
        unit = lot.choice([*desk.quotas])
        rows.append(register(event, make_applicant(unit=unit, province=unit)))
        desk.come(unit)
    elif kind == "go":
        number = lot.choice(live)
        do(withdraw, event, rows[number])
        desk.go(number)
    elif kind == "capacity" and desk.capacity is not None:
        desk.capacity += 1
        with transaction():
            event.capacity = desk.capacity
            fill(event, at=NOON)
        desk.serve()
    else:
        unit = lot.choice([*desk.quotas])
        desk.quotas[unit] = (desk.quotas[unit] or 0) + 1 if desk.quotas[unit] is not None else None
        with transaction():
            set_units(event, desk.quotas, act=Act(OFFICE, NOON))
        desk.serve()


@pytest.mark.soak
def test_everybody_stands_as_on_a_list_kept_by_hand():
    for seed in seeds(9):
        lot = random.Random(seed)
        event, desk = _opened(lot)
        rows: list[Registration] = []
        for _ in range(9):
            _step(lot, event, desk, rows)
            assert statuses(*rows) == [one[1] for one in desk.people], seed
        assert_tally_is_true(event)
        held = [one[0] for one in desk.people if one[1] is Status.CONFIRMED]
        assert count_taken(event.id) == len(held)
        assert count_holding_by_unit(event.id) == {unit: held.count(unit) for unit in set(held)}
        waiting = [number for number, one in enumerate(desk.people) if one[1] is Status.WAITLISTED]
        queue = [row.id for row in list_queue(event.id, limit=99)]
        assert queue == [rows[number].id for number in waiting]
        unit_uses = uses(list_unit_tallies(event.id), list_quotas(event.id), get_plan(event))
        assert {code: (use.used, use.waiting) for code, use in unit_uses.items() if use.used or use.waiting} == {
            unit: (held.count(unit), sum(one == [unit, Status.WAITLISTED] for one in desk.people))
            for unit in {*held, *(desk.people[number][0] for number in waiting)}
        }


# ------------------------------------------------------------------------------------------------ states
FOLLOW = {
    "pending": "confirmed waitlisted rejected withdrawn",
    "waitlisted": "offered confirmed rejected withdrawn",
    "offered": "confirmed waitlisted rejected withdrawn",
    "confirmed": "attended absent rejected withdrawn",
    "attended": "confirmed absent",
    "absent": "confirmed attended",
    "rejected": "pending confirmed waitlisted",
    "withdrawn": "pending confirmed waitlisted",
}
"""As docs and office know it: who has come cannot withdraw any more, who is gone can only be taken up again."""


@pytest.mark.parametrize("start", Status)
def test_from_each_state_only_those_follow_that_may_and_a_refused_step_changes_nothing(start: Status):
    event = make_event(capacity=5)
    for wanted in Status:
        row = make_registration(event, status=start, reason="旧")
        before = count_by_status(event.id)
        may = wanted.value in FOLLOW[start.value].split()
        try:
            with transaction(), locked(event, [row]):
                change_status(event, row, wanted, act=Act(OFFICE, NOON), action="changed", reason="为何")
        except NotPossible as refusal:
            assert not may, wanted
            assert row.name in refusal.message
            assert str(STATUSES[start]) in refusal.message and str(STATUSES[wanted]) in refusal.message
            db.session.expire_all()
            assert (row.status, row.reason, count_by_status(event.id)) == (start, "旧", before)
            continue
        assert may, wanted
        db.session.expire_all()
        assert row.status is wanted
        assert row.reason == ("为何" if wanted in (Status.REJECTED, Status.WITHDRAWN) else "")
        assert (row.attended_at is not None) == (wanted is Status.ATTENDED)
        assert (row.confirmed_at == NOON) == (wanted is Status.CONFIRMED and start not in HOLDING)
        assert_tally_is_true(event)


@pytest.mark.parametrize(("capacity", "held", "left"), [(None, 2, None), (0, 0, 0), (3, 2, 1), (2, 2, 0), (1, 2, 0)])
def test_places_left_are_never_below_nought(capacity: int | None, held: int, left: int | None):
    event = make_event(capacity=capacity)
    for number in range(held):
        make_registration(event, status=(Status.CONFIRMED, Status.ATTENDED)[number % 2])
    make_registration(event, status=Status.WAITLISTED)

    assert places_left(event) == left


def test_a_registration_that_belongs_to_nobody_any_more_stays_as_it_is():
    event = make_event()
    row = make_registration(event, status=Status.WITHDRAWN, forgotten_at=NOON)

    with pytest.raises(NotPossible), transaction(), locked(event, [row]):
        change_status(event, row, Status.CONFIRMED, act=Act(OFFICE, NOON), action="restored")
    assert statuses(row) == [Status.WITHDRAWN]
