"""When a bulk e-mail leaves: at its time, which follows the event, and not while the event does not take place."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eventmgr.event.events import services as events
from eventmgr.event.events.models import EventStatus
from eventmgr.event.events.signals import event_changed
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.office.mailings.emails import services
from eventmgr.office.mailings.models import Anchor, BulkMailState, PauseReason
from tests.factories import NOON, make_event, make_registration
from tests.office.mailings.emails.sending import act, confirmed, do, letters, reached, work

pytestmark = pytest.mark.usefixtures("app", "frozen")
_S = BulkMailState


def state_of(mail):
    db.session.expire_all()
    return mail.state


def move(event, **values):
    """The event is changed as its settings do it."""
    with transaction():
        events.lock(event)
        before = {name: getattr(event, name) for name in values}
        for name, value in values.items():
            setattr(event, name, value)
        changes = {name: [str(before[name]), str(value)] for name, value in values.items()}
        event_changed.send(event, changes=changes, act=act(), facts_before=None)


def test_the_list_is_the_one_of_the_hour_of_sending(frozen):
    event = make_event()
    leaves = make_registration(event, email="leaves@example.com")
    mail = confirmed(event, sends_at=NOON + timedelta(hours=2))
    early = work()
    make_registration(event, email="late@example.com")
    with transaction():
        db.session.get(Registration, leaves.id).status = Status.WITHDRAWN

    frozen.shift(timedelta(hours=2))
    work()

    assert (early, reached(), state_of(mail)) == (0, ["late@example.com"], _S.DONE)


@pytest.mark.parametrize(
    ("draft", "due"),
    [
        ({"anchor": Anchor.START, "distance": -3}, timedelta(days=39)),
        ({"anchor": Anchor.START, "distance": -2, "in_hours": True}, timedelta(days=42, hours=-2)),
        ({"anchor": Anchor.END, "distance": 1}, timedelta(days=44, hours=5)),
        ({"anchor": Anchor.CLOSES, "distance": -1}, timedelta(days=29)),
    ],
)
def test_an_anchor_gives_the_time_and_takes_it_along(draft, due):
    event = make_event(registration_closes_at=NOON + timedelta(days=30))
    make_registration(event)
    mail = confirmed(event, **draft)
    first = mail.due_at
    week = timedelta(days=7)

    move(
        event,
        starts_at=event.starts_at + week,
        ends_at=event.ends_at + week,
        registration_closes_at=event.registration_closes_at + week,
    )
    db.session.expire_all()

    assert (first, mail.due_at, mail.state) == (NOON + due, NOON + due + week, _S.SCHEDULED)


def test_what_was_moved_leaves_at_its_new_time_and_not_at_its_old_one(frozen):
    event = make_event()
    make_registration(event)
    confirmed(event, anchor=Anchor.START, distance=-1)
    move(event, starts_at=event.starts_at + timedelta(days=7), ends_at=event.ends_at + timedelta(days=7))

    frozen.shift(timedelta(days=41))
    work()
    old = len(letters())
    frozen.shift(timedelta(days=7))
    work()

    assert (old, len(letters())) == (0, 1)


def test_what_would_be_over_by_the_new_date_waits_for_a_word():
    event = make_event()
    make_registration(event)
    mail = confirmed(event, anchor=Anchor.START, distance=-3)

    move(event, starts_at=NOON + timedelta(days=1), ends_at=NOON + timedelta(days=2))
    work()

    assert (state_of(mail), mail.paused_for, letters()) == (_S.PAUSED, PauseReason.LATE, [])


def test_an_event_that_is_called_off_sends_nothing_by_itself(frozen):
    event = make_event()
    make_registration(event)
    mail = confirmed(event, sends_at=NOON + timedelta(hours=1))
    with transaction():
        events.cancel(event, {"zh": "台风"}, act=act())

    frozen.shift(timedelta(hours=2))
    work()
    waits = (state_of(mail), mail.paused_for, len(letters()))
    do(services.resume, event, mail)
    work()

    assert waits == (_S.PAUSED, PauseReason.EVENT, 0)
    assert state_of(mail) is _S.DONE


def test_a_scheduled_one_is_taken_back_to_a_draft_and_changed(frozen):
    event = make_event()
    make_registration(event)
    mail = confirmed(event, sends_at=NOON + timedelta(hours=1))

    do(services.reopen, event, mail)
    frozen.shift(timedelta(hours=2))
    work()

    assert (state_of(mail), mail.due_at, mail.version, letters()) == (_S.DRAFT, None, 2, [])


def test_one_that_is_being_sent_is_no_draft_again():
    event = make_event()
    make_registration(event)
    mail = confirmed(event)

    with pytest.raises(Refusal):
        do(services.reopen, event, mail)

    assert state_of(mail) is _S.SENDING


def test_a_scheduled_one_of_a_postponed_event_is_not_begun(frozen):
    event = make_event()
    make_registration(event)
    mail = confirmed(event, sends_at=NOON + timedelta(hours=1))
    with transaction():
        event.status = EventStatus.POSTPONED

    frozen.shift(timedelta(hours=1))
    work()

    assert (state_of(mail), mail.paused_for, letters()) == (_S.PAUSED, PauseReason.EVENT, [])


def test_what_waits_for_its_time_is_paused_once_bulk_emails_are_switched_off(frozen):
    event = make_event()
    make_registration(event)
    mail = confirmed(event, sends_at=NOON + timedelta(hours=2))
    with transaction():
        event.features = []

    frozen.shift(timedelta(hours=3))
    work()

    assert (reached(), state_of(mail)) == ([], _S.PAUSED)
