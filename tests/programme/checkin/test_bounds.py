"""What a device may not: register people of another delegation, weeks before the event, or any number of them; send anything."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.programme.checkin.models import CheckinWalkIn
from eventmgr.programme.checkin.services import taking
from tests.factories import make_event
from tests.programme.checkin.drafts import make_device
from tests.programme.checkin.phone import Phone

pytestmark = pytest.mark.usefixtures("database")
WALK_IN = "7f8ed4b3-0000-4000-8000-{:012}"


@pytest.fixture
def event(frozen):
    """An event on its first morning, an hour after it began."""
    found = make_event()
    frozen.move_to(found.starts_at + timedelta(hours=1))
    return found


@pytest.fixture
def phone(client, event):
    """A paired device that takes walk-ins."""
    make_device(event, token="t", takes_walk_ins=True)
    return Phone(client, "t")


@pytest.mark.parametrize("unit", ["330000", ""])
def test_a_device_of_one_delegation_registers_nobody_of_another(client, event, unit):
    make_device(event, token="own", takes_walk_ins=True, unit_code="320000")
    own = Phone(client, "own")
    for number, code in enumerate((unit, "320000")):
        own.tell(
            "walk_in", walk_in=WALK_IN.format(number), said={"name": "赵一", "organization": "样例厂", "unit": code}
        )

    answers = own.push().json["walk_ins"]

    assert [(place.unit_code, place.name) for place in db.session.scalars(select(Registration))] == [("320000", "赵一")]
    assert [bool(answers[WALK_IN.format(number)]["said"]) for number in (0, 1)] == [True, False]


def test_weeks_before_the_event_a_device_registers_nobody_and_who_was_told_of_is_kept(client, frozen):
    event = make_event()
    make_device(event, token="early", takes_walk_ins=True)
    early = Phone(client, "early")
    early.tell("walk_in", walk_in=WALK_IN.format(1), said={"name": "赵一", "organization": "样例厂"})

    answer = early.push()

    row = db.session.scalars(select(CheckinWalkIn)).one()
    assert (db.session.query(Registration).count(), row.said["name"], bool(row.refused)) == (0, "赵一", True)
    assert answer.json["walk_ins"] == {row.key: {"registration": None, "said": row.refused}}


@pytest.mark.parametrize("together", [True, False])
def test_whoever_was_registered_by_mistake_and_taken_back_before_it_was_sent_is_registered_nowhere(
    phone, event, together
):
    key = phone.tell("walk_in", walk_in=WALK_IN.format(1), said={"name": "赵一", "organization": "样例厂"})
    if not together:
        phone.push()
    phone.tell("undo", undoes=key)
    phone.push()

    assert db.session.query(Registration).count() == (0 if together else 1)


def test_a_device_that_tells_of_too_many_people_keeps_them_and_comes_back_in_the_next_hour(
    phone, event, monkeypatch, frozen
):
    monkeypatch.setattr(taking, "MOST_WALK_INS", 2)
    for number in range(2):
        phone.tell("walk_in", walk_in=WALK_IN.format(number), said={"name": f"赵{number}"})
    first, sent = [*phone.unsent], phone.push()
    phone.unsent = first
    again = phone.push()
    phone.tell("walk_in", walk_in=WALK_IN.format(3), said={"name": "钱三"})
    more = [*phone.unsent]
    refused = phone.push()
    frozen.shift(3601)
    phone.unsent = more
    later = phone.push()

    assert [answer.status_code for answer in (sent, again, refused, later)] == [200, 200, 429, 200]
    assert (refused.headers["Retry-After"], db.session.query(CheckinWalkIn).count()) == ("300", 3)


@pytest.mark.parametrize("verb", ["pair", "acts", "sign-out"])
@pytest.mark.parametrize("body", [b"[" + b"1," * 30_000 + b"1]", b'{"token": "' + b"x" * 2_000_000 + b'"}'])
def test_a_body_that_no_device_sends_is_refused_before_it_is_read(client, event, monkeypatch, verb, body):
    monkeypatch.setattr(json, "loads", lambda *_args, **_more: pytest.fail("it was parsed"))

    assert client.post(f"/checkin/device/{verb}", data=body, content_type="application/json").status_code == 413
