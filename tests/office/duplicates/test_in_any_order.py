"""Registrations are merged, parted, withdrawn, reinstated and changed in any order: what is counted is what is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from eventmgr.event.events.models import InvitedUnit, QuotaMode
from eventmgr.event.quotas.models import HOLDING, LIVE, Status
from eventmgr.event.quotas.queries import count_by_status
from eventmgr.event.registration.applicant import applicant_of, values_of
from eventmgr.event.registration.changing.services.editing import edit
from eventmgr.event.registration.deciding.services import decisions
from eventmgr.event.registration.laws import LAWS
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.office.duplicates import services
from eventmgr.office.duplicates.models import Merge
from eventmgr.on_site.signup.laws import LAWS as GROUP_LAWS
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.factories import NOON
from tests.on_site.signup.groups import make_asking_event, make_group
from tests.output.calendars.mailbox import Mailbox, deliver, list_letters_after
from tests.soak import times

pytestmark = pytest.mark.usefixtures("database")
FIELDS = ("name", "mobile", "email", "unit", "group")
PLACES = st.integers(0, 4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("merge"), PLACES, PLACES, st.sets(st.sampled_from(FIELDS))),
        st.tuples(st.just("part"), PLACES),
        st.tuples(st.just("withdraw"), PLACES),
        st.tuples(st.just("restore"), PLACES),
        st.tuples(st.just("move"), PLACES, st.sampled_from(["310000", "320000"])),
    ),
    min_size=1,
    max_size=12,
)


def try_step(event, rows, step, at):
    """Do the step; whatever is refused changes nothing. Whether it was done."""
    verb, first, *more = step
    act = Act(OFFICE, at)
    row = db.session.get_one(Registration, rows[first])
    try:
        with transaction():
            if verb == "merge":
                other = db.session.get_one(Registration, rows[more[0]])
                services.merge(event, row, other, more[1], seen=services.seen_of(row, other), act=act)
            elif verb == "part":
                query = select(Merge).where(Merge.merged_id == row.id, Merge.undone_at.is_(None))
                for merge in db.session.scalars(query.order_by(Merge.id.desc())).all()[:1]:
                    services.part(event, merge, act=act)
            elif verb == "move":
                applicant = replace(applicant_of(values_of(row), "zh"), unit=more[0])
                edit(event, row, applicant, act=act)
            else:
                getattr(decisions, verb)(event, row, act=act)
    except Refusal:
        db.session.rollback()
        db.session.expire_all()
        return False
    db.session.expire_all()
    return True


def assert_counted(event):
    """The tally is a recount, nothing is given away twice, every law holds."""
    rows = db.session.scalars(select(Registration).where(Registration.event_id == event.id)).all()
    counts = count_by_status(event.id)
    assert {status: counts[status] for status in Status} == {
        status: sum(row.status is status for row in rows) for status in Status
    }
    held = [row for row in rows if row.status in HOLDING]
    assert len(held) <= event.capacity
    assert sum(row.unit_code == "310000" for row in held) <= 2
    assert {name: law() for name, law in (LAWS | GROUP_LAWS).items() if law()} == {}


def assert_calendars(event):
    """Who was invited has the event in the calendar as long as somebody with that mailbox has a place, and no longer."""
    boxes: dict[str, Mailbox] = {}
    deliver(boxes, [letter for letter in list_letters_after() if letter.event_id == event.id])
    rows = db.session.scalars(select(Registration).where(Registration.event_id == event.id)).all()
    holders = {row.email for row in rows if row.status in HOLDING}
    assert {address for address, box in boxes.items() if box.held} == holders
    assert [fault for box in boxes.values() for fault in box.faults] == []


@settings(
    max_examples=times(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=STEPS,
    mailboxes=st.lists(st.sampled_from(["a@example.com", "b@example.com", "c@example.com"]), min_size=5, max_size=5),
)
def test_whatever_is_merged_and_parted_the_counts_are_a_recount(steps, mailboxes):
    event = make_asking_event(capacity=3, quota_mode=QuotaMode.REFUSE)
    event.units = [InvitedUnit(unit_code="310000", quota=2), InvitedUnit(unit_code="320000", quota=None)]
    db.session.commit()
    group = make_group(event, capacity=1)
    rows = [
        register(
            event,
            make_applicant(
                name="李明", email=mailbox, unit=("310000", "320000")[n % 2],
                answers={"group": str(group.id)} if n % 2 else {},
            ),
            by=OFFICE,
        ).id
        for n, mailbox in enumerate(mailboxes)
    ]  # fmt: skip
    assert_counted(event)
    for number, step in enumerate(steps, 1):
        try_step(event, rows, step, NOON + timedelta(minutes=number))
        assert_counted(event)
    assert_calendars(event)


def test_three_registrations_of_one_person_become_one_and_three_again():
    event = make_asking_event(capacity=3)
    rows = [register(event, make_applicant(name="李明", email="a@example.com")).id for _ in range(3)]
    done = [
        try_step(event, rows, step, NOON + timedelta(minutes=number))
        for number, step in enumerate(
            [("merge", 0, 1, {"mobile"}), ("merge", 2, 0, {"name"}), ("part", 1), ("part", 0), ("part", 1)], 1
        )
    ]
    assert done == [True, True, False, True, False]
    assert len([row for row in rows if db.session.get_one(Registration, row).status in LIVE]) == 2
    assert_counted(event)
    assert_calendars(event)
