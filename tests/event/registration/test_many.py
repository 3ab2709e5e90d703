"""Hundreds at once end as they would one by one: states, who looks like whom, counts, consents, e-mails."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import func, select

from eventmgr.event.events.models import InvitedUnit, QuotaMode
from eventmgr.event.events.services import lock
from eventmgr.event.quotas.models import Tally
from eventmgr.event.registration.asking.services import register, register_many
from eventmgr.event.registration.changing.services.editing import edit_many
from eventmgr.event.registration.models import Registration, Source
from eventmgr.event.registration.persons import settle_persons
from eventmgr.ground.db import db, write
from eventmgr.ground.errors import Refusal
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.privacy.models import Consent
from eventmgr.tools.log.services import Act
from eventmgr.tools.messages.models import OutboxLetter
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.limits import make_bus
from tests.factories import NOON
from tests.soak import seeds

pytestmark = [pytest.mark.usefixtures("app", "frozen"), pytest.mark.soak]
ACT = Act(OFFICE, NOON)


def made_up(chance: random.Random):
    """People of few names, numbers, mailboxes and organizations, so that many are alike."""
    return [
        make_applicant(
            name=chance.choice(["张伟", "張偉", "李四", "王五"]),
            mobile=f"1540000000{chance.randrange(6)}",
            email=chance.choice(["", "a@example.com", "b@example.com"]),
            organization=chance.choice(["甲机械有限公司", "甲机械股份有限公司", "乙公司", ""]),
            unit=chance.choice(["", "430000"]),
            answers=chance.choice([{}, {"q_bus": "a1"}, {"q_bus": "a2"}]),
        )
        for _number in range(25)
    ]


def one_by_one(event, applicants) -> list[str]:
    refused = []
    for applicant in applicants:
        try:
            write(lambda applicant=applicant: register(event, applicant, act=ACT, source=Source.IMPORT))
        except Refusal as refusal:
            refused.append(refusal.message)
    return refused


def together(event, applicants) -> list[str]:
    def work():
        settled = settle_persons(applicants, by_office=True, at=NOON)
        lock(event)
        wanted = list(zip(applicants, settled, strict=True))
        return list(register_many(event, wanted, act=ACT, source=Source.IMPORT))

    return [one.message for one in write(work) if isinstance(one, Refusal)]


def outcome(event):
    db.session.expire_all()
    rows = db.session.scalars(select(Registration).where(Registration.event_id == event.id).order_by(Registration.id))
    place = {row.id: number for number, row in enumerate(rows.all())}
    rows = db.session.scalars(select(Registration).where(Registration.event_id == event.id).order_by(Registration.id))
    told = [
        (
            row.name,
            row.mobile,
            row.status,
            place.get(row.looks_like_id),
            row.person_id,
            row.organization_id,
            row.untold_since,
        )
        for row in rows
    ]
    tally = select(Tally.unit_code, Tally.status, Tally.n).where(Tally.event_id == event.id, Tally.n > 0)
    letters = select(OutboxLetter.to_address, OutboxLetter.kind).where(OutboxLetter.event_id == event.id)
    consents = select(func.count()).select_from(Consent).join(Registration).where(Registration.event_id == event.id)
    return (
        told,
        sorted(map(repr, db.session.execute(tally))),
        sorted(map(tuple, db.session.execute(letters))),
        db.session.scalar(consents),
    )


def test_many_at_once_end_as_one_by_one():
    for seed in seeds(6):
        chance = random.Random(seed)
        values = {
            "capacity": chance.choice([None, 5, 12]),
            "has_waiting_list": chance.random() < 0.6,
            "quota_mode": chance.choice(list(QuotaMode)),
        }
        single, many = make_bus(seats=3, **values), make_bus(seats=3, **values)
        for event in (single, many):
            db.session.add(InvitedUnit(event_id=event.id, unit_code="430000", quota=3))
        db.session.commit()
        applicants = made_up(chance)

        assert one_by_one(single, applicants) == together(many, applicants), seed
        assert outcome(single) == outcome(many), seed
        for organization in db.session.scalars(select(Organization)):
            organization.credit_code = chance.choice([None, None, f"9133010000000{organization.id:05d}"])
        db.session.commit()


def test_changed_together_hold_limited_options_like_one_by_one():
    event = make_bus(seats=2)
    people = [
        make_applicant(name=f"张{n}", mobile=f"1540000000{n}", answers={"q_bus": "a1" if n < 2 else "a2"})
        for n in range(6)
    ]
    assert one_by_one(event, people) == []
    rows = db.session.scalars(select(Registration).order_by(Registration.id)).all()
    first, *others = [row.id for row in rows]
    numbers = {row.id: row.name for row in rows}

    def work():
        wanted = {
            number: make_applicant(
                name=numbers[number], mobile=f"1540000000{n}", answers={"q_bus": "a2" if number == first else "a1"}
            )
            for n, number in enumerate(numbers)
        }
        persons = settle_persons(list(wanted.values()), by_office=True, at=NOON)
        lock(event)
        return edit_many(event, dict(zip(wanted, zip(wanted.values(), persons, strict=True), strict=True)), act=ACT)

    results = write(work)

    assert [numbers[number] for number, one in results.items() if isinstance(one, Refusal)] == ["张3", "张4", "张5"]
    db.session.expire_all()
    held = [
        row.name
        for row in db.session.scalars(select(Registration).order_by(Registration.id))
        if row.answers["q_bus"] == "a1"
    ]
    assert held == ["张1", "张2"] and len(others) == 5
