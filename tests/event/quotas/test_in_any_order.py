"""Whatever happens in whatever order: quotas, their parts, the pool and the capacity hold, and nobody waits for a place
that is theirs."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.events.models import Approval, Event, InvitedUnit, QuotaMode
from eventmgr.event.events.services import touch
from eventmgr.event.events.signals import event_changed
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.allocation import ROLE, Claim, QuotaCell
from eventmgr.event.quotas.models import TAKING, Status
from eventmgr.event.quotas.planning.services import POOL, move_places, return_unused, set_plan
from eventmgr.event.quotas.queries import get_allocation, get_plan, list_quotas
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services import decisions, recommending
from eventmgr.event.registration.deciding.services.recommending import Voice
from eventmgr.event.registration.models import Registration, Source, Speaker, WaitingRule
from eventmgr.event.registration.queries.unit_words import list_unrecommended
from eventmgr.event.registration.statements import claim_of
from eventmgr.event.registration.waiting import services as waiting
from eventmgr.event.registration.waiting.queries import get_moving, list_offered, list_queue_entries
from eventmgr.event.registration.waiting.services import expire_offers
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, VISITOR, make_applicant
from tests.event.registration.deciding import do
from tests.event.registration.registering import kinds_to, register
from tests.factories import NOON, make_event, set_types
from tests.soak import seeds

pytestmark = pytest.mark.usefixtures("frozen", "database")
UNITS = ("310000", "440000")
ROLES = (Role.DELEGATE, Role.DELEGATE, Role.EXPERT, Role.STAFF)


class Office:
    """An event and what may happen to it; refusals change nothing."""

    def __init__(self, lot: random.Random) -> None:
        self.lot, self.rows, self.now = lot, list[Registration](), NOON
        self.event = make_event(
            capacity=lot.choice((4, 6, 12)),
            quota_mode=QuotaMode.REFUSE,
            approval=Approval.REVIEW if lot.random() < 0.2 else Approval.AUTOMATIC,
            needs_unit_word=lot.random() < 0.3,
        )
        for unit in UNITS:
            db.session.add(InvitedUnit(event_id=self.event.id, unit_code=unit, quota=lot.randint(0, 2)))
        db.session.commit()
        self.experts = lot.randint(1, 3)
        set_types(self.event, expert={"capacity": self.experts})
        self.plan()
        if lot.random() < 0.7:
            with transaction():
                rule, hours = lot.choice(list(WaitingRule)), lot.choice((None, 1, 2, 2))
                waiting.set_plan(self.event, rule, hours, act=self.act())

    def act(self) -> Act:
        return Act(OFFICE, self.now)

    def plan(self) -> None:
        quotas, lot = list_quotas(self.event.id), self.lot
        cells = [
            QuotaCell(unit, ROLE, "expert", floor := lot.randint(0, quotas[unit] or 0), lot.choice((None, floor + 1)))
            for unit in UNITS
            if lot.random() < 0.5
        ]
        set_types(self.event, staff={"counts_in_quota": lot.random() < 0.5})
        pool = get_plan(self.event).pool + lot.randint(0, 1)
        with transaction():
            set_plan(self.event, pool=pool, cells=cells, returns_at=None, act=Act(OFFICE, NOON))

    def come(self) -> None:
        unit = self.lot.choice(UNITS)
        role = self.lot.choice(ROLES)
        source = Source.STAFF if role is Role.STAFF else Source.SELF
        applicant = make_applicant(unit=unit, province=unit, role=role)
        self.rows.append(register(self.event, applicant, source=source, at=self.now))

    def confirm(self) -> None:
        do(decisions.confirm, self.event, [self.one(Status.PENDING, Status.OFFERED)], at=self.now)

    def recommend(self) -> None:
        row = self.one(Status.PENDING, Status.WAITLISTED)
        voice = Voice(Speaker.LIAISON, "李敏", row.unit_code)
        with transaction():
            if self.lot.random() < 0.8:
                recommending.recommend(self.event, [row], by=voice, act=self.act())
            else:
                recommending.decline(self.event, [row], by=voice, reason="因", act=self.act())

    def withdraw(self) -> None:
        do(decisions.withdraw, self.event, self.one(Status.CONFIRMED, Status.WAITLISTED, Status.OFFERED), at=self.now)

    def substitute(self) -> None:
        row = self.one(Status.CONFIRMED, Status.OFFERED)
        applicant = make_applicant(unit=row.unit_code, province=row.unit_code, role=self.lot.choice(ROLES))
        do(edit, self.event, row, applicant, another=True, at=self.now)

    def move(self) -> None:
        source, target = self.lot.sample((*UNITS, POOL), 2)
        with transaction():
            move_places(self.event, source, target, self.lot.randint(1, 2), reason="因", act=self.act())

    def give_back(self) -> None:
        with transaction():
            return_unused(self.event, act=self.act())

    def accept(self) -> None:
        """In time or too late: by then the offer is the next one's."""
        row, until = self.offer()
        if self.lot.random() < 0.3:
            self.now = max(self.now, until)
        answer = do(waiting.accept, self.event, row, by=VISITOR, at=self.now)
        is_late = until <= self.now
        if not is_late:
            assert answer is waiting.Answer.ACCEPTED
        elif answer is waiting.Answer.ACCEPTED:  # nobody else was next: it was offered once more, and then accepted
            assert kinds_to(row)[-3:] == [f"registration.{kind}" for kind in ("offer_expired", "offered", "confirmed")]

    def decline(self) -> None:
        do(decisions.withdraw, self.event, self.offer()[0], by=VISITOR, at=self.now)

    def expire(self) -> None:
        self.now = max(self.now, self.offer()[1])
        with transaction():
            expire_offers({"event": self.event.id}, self.now)
        assert all(until is not None and until > self.now for _row, until in list_offered(self.event.id))

    def take_back(self) -> None:
        do(waiting.take_back, self.event, self.one(Status.OFFERED), at=self.now)

    def offer_now(self) -> None:
        do(waiting.offer, self.event, self.one(Status.WAITLISTED), at=self.now)

    def reorder(self) -> None:
        do(waiting.move, self.event, self.one(Status.WAITLISTED), self.lot.randint(1, 5), at=self.now)

    def offer(self) -> tuple[Registration, datetime]:
        """One of the open offers, and until when.

        Raises:
            Refusal: there is none.
        """
        offers = [(row, until) for row, until in list_offered(self.event.id) if until is not None]
        if not offers:
            raise Refusal("nobody")
        return self.lot.choice(offers)

    def one(self, *states: Status) -> Registration:
        """One of those in these states.

        Raises:
            Refusal: there is none.
        """
        found = [row for row in self.rows if row.status in states]
        if not found:
            raise Refusal("nobody")
        return self.lot.choice(found)

    def step(self) -> str:
        deeds: list[Callable[[], None]] = [
            self.come, self.come, self.come, self.come, self.recommend, self.recommend, self.confirm, self.withdraw, self.substitute, self.move, self.give_back,
            self.plan, self.accept, self.accept, self.decline, self.expire, self.take_back, self.offer_now, self.reorder,
        ]  # fmt: skip
        self.now += timedelta(minutes=1)
        deed = self.lot.choice(deeds)
        try:
            deed()
        except Refusal:
            db.session.rollback()
        db.session.expire_all()
        return deed.__name__


def overdrawn(event: Event, rows: list[Registration]) -> dict[str, int]:
    """Unit → places beyond its quota, counted from the rows."""
    plan, quotas = get_plan(event), list_quotas(event.id)
    held = Counter(row.unit_code for row in rows if row.status in TAKING and plan.counts(row.role))
    return {unit: max(0, held[unit] - (quotas[unit] or 0)) for unit in UNITS}


def cells_held(event: Event, rows: list[Registration]) -> Counter[QuotaCell]:
    plan = get_plan(event)
    claims = [Claim(row.unit_code, row.role, row.sector_code) for row in rows if row.status in TAKING]
    return Counter(cell for cell in plan.cells for claim in claims if cell.holds(claim) and plan.counts(claim.role))


@pytest.mark.soak
def test_quotas_parts_pool_and_capacity_hold_after_every_step():
    for seed in seeds(8):
        office = Office(random.Random(seed))
        before, cells_before = overdrawn(office.event, []), Counter[QuotaCell]()
        done = []
        for _ in range(25):
            planned = get_plan(office.event)
            done.append(office.step())
            rows, plan = office.rows, get_plan(office.event)
            assert sum(row.status in TAKING for row in rows) <= (office.event.capacity or 0), (seed, done)
            experts = sum(row.role == Role.EXPERT and row.status in TAKING for row in rows)
            assert experts <= office.experts, (seed, done)
            over, cells = overdrawn(office.event, rows), cells_held(office.event, rows)
            if (
                plan == planned or done[-1] != "plan"
            ):  # a new plan takes nobody's place; it gives none beyond itself either
                assert sum(over.values()) <= max(plan.pool, sum(before.values())), (seed, done)
                for cell in plan.cells:
                    assert cell.ceiling is None or cells[cell] <= max(cell.ceiling, cells_before[cell]), (seed, done)
            before, cells_before = over, cells
            assert [found for _law, found in breaches() if found] == [], (seed, done)
        for row in office.rows:
            told = kinds_to(row)
            assert told.count("registration.promoted") <= 1, seed
            assert told.count("registration.offer_expired") <= 1 and told.count("registration.offer_ended") <= 1, seed


def by_rule(office: Office) -> list[int]:
    """Who waits of their own accord and may have a place, in the order in which the rule serves them: counted from the rows."""
    rule, allocation = get_moving(office.event.id).rule, get_allocation(office.event)
    entries = list_queue_entries([row.id for row in office.rows])

    def key(row: Registration) -> tuple[bool, int, datetime, int]:
        entry = entries.get(row.id)
        is_first = rule is WaitingRule.FLOOR and allocation.is_under_floor(claim_of(row))
        rank = entry.rank if rule is WaitingRule.HAND and entry and entry.rank else 10**6
        return not is_first, rank, (entry.since if entry else None) or row.created_at, row.id

    waits = [row for row in office.rows if row.status is Status.WAITLISTED]
    held_back = {number for number, entry in entries.items() if entry.is_held_back}
    held_back |= list_unrecommended(office.event, [row.id for row in waits])
    able = [row for row in waits if row.id not in held_back and allocation.full_for(claim_of(row)) is None]
    return [row.id for row in sorted(able, key=key)]


@pytest.mark.soak
def test_nobody_is_passed_over_against_the_rule():
    """One place becomes free after any sequence of acts: it goes to whom the rule names."""
    for seed in seeds(12):
        office = Office(random.Random(1000 + seed))
        done = [office.step() for _ in range(office.lot.randint(5, 25))]
        waiting_before = {row.id for row in office.rows if row.status is Status.WAITLISTED}
        expected = by_rule(office)
        free = (office.event.capacity or 0) - sum(row.status in TAKING for row in office.rows)
        assert free == 0 or not expected, (seed, done)
        with transaction():
            touch(office.event)
            office.event.capacity = (office.event.capacity or 0) + 1
            event_changed.send(office.event, changes={"capacity": [0, 1]}, act=office.act())
        db.session.expire_all()
        served = [row.id for row in office.rows if row.status in TAKING and row.id in waiting_before]
        assert served == expected[:1], (seed, done)
