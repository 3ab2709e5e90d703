"""Whatever happens in whatever order: quotas, their parts, the pool and the capacity hold, and nobody waits for a place
that is theirs."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest

from eventmgr.db import db, transaction
from eventmgr.errors import Refusal
from eventmgr.events.models import Approval, Event, InvitedUnit, QuotaMode
from eventmgr.log.services import Act
from eventmgr.participant_types.keys import Role
from eventmgr.quotas.allocation import ROLE, Claim, QuotaCell
from eventmgr.quotas.models import HOLDING, Status
from eventmgr.quotas.planning.services import POOL, move_places, return_unused, set_plan
from eventmgr.quotas.queries import get_plan, list_quotas
from eventmgr.registration import services
from eventmgr.registration.models import Registration, Source
from eventmgr.upkeep.laws import breaches
from tests.factories import NOON, make_event, set_types
from tests.registration.applicants import OFFICE, make_applicant
from tests.registration.test_deciding import do
from tests.registration.test_registering import kinds_to, register
from tests.soak import seeds

pytestmark = pytest.mark.usefixtures("frozen", "database")
UNITS = ("310000", "440000")
ROLES = (Role.DELEGATE, Role.DELEGATE, Role.EXPERT, Role.STAFF)


class Office:
    """An event and what may happen to it; refusals change nothing."""

    def __init__(self, lot: random.Random) -> None:
        self.lot, self.rows = lot, list[Registration]()
        self.event = make_event(
            capacity=lot.choice((4, 6, 12)),
            quota_mode=QuotaMode.REFUSE,
            approval=Approval.REVIEW if lot.random() < 0.2 else Approval.AUTOMATIC,
        )
        for unit in UNITS:
            db.session.add(InvitedUnit(event_id=self.event.id, unit_code=unit, quota=lot.randint(0, 2)))
        db.session.commit()
        self.experts = lot.randint(1, 3)
        set_types(self.event, expert={"capacity": self.experts})
        self.plan()

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
        self.rows.append(register(self.event, make_applicant(unit=unit, province=unit, role=role), source=source))

    def confirm(self) -> None:
        do(services.confirm, self.event, [self.one(Status.PENDING)])

    def withdraw(self) -> None:
        do(services.withdraw, self.event, self.one(Status.CONFIRMED, Status.WAITLISTED))

    def substitute(self) -> None:
        row = self.one(Status.CONFIRMED)
        applicant = make_applicant(unit=row.unit_code, province=row.unit_code, role=self.lot.choice(ROLES))
        do(services.edit, self.event, row, applicant, another=True)

    def move(self) -> None:
        source, target = self.lot.sample((*UNITS, POOL), 2)
        with transaction():
            move_places(self.event, source, target, self.lot.randint(1, 2), reason="因", act=Act(OFFICE, NOON))

    def give_back(self) -> None:
        with transaction():
            return_unused(self.event, act=Act(OFFICE, NOON))

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
            self.come, self.come, self.come, self.come, self.confirm, self.withdraw, self.substitute, self.move, self.give_back,
            self.plan,
        ]  # fmt: skip
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
    held = Counter(row.unit_code for row in rows if row.status in HOLDING and plan.counts(row.role))
    return {unit: max(0, held[unit] - (quotas[unit] or 0)) for unit in UNITS}


def cells_held(event: Event, rows: list[Registration]) -> Counter[QuotaCell]:
    plan = get_plan(event)
    claims = [Claim(row.unit_code, row.role, row.sector_code) for row in rows if row.status in HOLDING]
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
            assert sum(row.status in HOLDING for row in rows) <= (office.event.capacity or 0), (seed, done)
            assert sum(row.role == Role.EXPERT and row.status in HOLDING for row in rows) <= office.experts, (
                seed,
                done,
            )
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
            assert kinds_to(row).count("registration.promoted") <= 1, seed
