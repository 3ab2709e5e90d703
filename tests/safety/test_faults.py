"""Fail the n-th call of a journey, for n = 1, 2, 3 …: afterwards the change and its letter are both there, or neither.

The calls that fail are statements and commits of the database and the putting of letters into the outbox; on PostgreSQL
every second statement, unless it is a soak. The list of tries ends with the first n that no call has any more: the journey succeeds, which shows that all were tried.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import func, select

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters import writing as letters
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import client_of, settle
from tests.event.events.publishing import ready
from tests.factories import make_admin, make_event, make_registration
from tests.safety.worlds import broken_laws, with_trail
from tests.soak import cut, either

pytestmark = pytest.mark.usefixtures("frozen")
MOST = 200
"""No journey has more calls."""


class Fault(RuntimeError):
    """What the failing call raises: nothing that any handler expects."""


class Countdown:
    """Raises `Fault` at the n-th call, once."""

    def __init__(self, n: int) -> None:
        self.left = n

    def tick(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Fault


@contextlib.contextmanager
def failing_statement(n: int) -> Iterator[Countdown]:
    """The n-th statement fails before it is sent. The flush of the log is none of them: it comes after the commit, when
    everything is done (tests/ground/test_flushing.py)."""
    countdown = Countdown(n)

    def tick(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if "pg_logical_emit_message" not in statement:
            countdown.tick()

    sqlalchemy_event.listen(db.engine, "before_cursor_execute", tick)
    try:
        yield countdown
    finally:
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", tick)


@contextlib.contextmanager
def failing_commit(n: int) -> Iterator[Countdown]:
    """The n-th commit fails before the database hears of it."""
    countdown, dialect = Countdown(n), db.engine.dialect
    commit = dialect.do_commit

    def do_commit(connection: Any) -> None:
        countdown.tick()
        commit(connection)

    dialect.do_commit = do_commit
    try:
        yield countdown
    finally:
        dialect.do_commit = commit


@contextlib.contextmanager
def failing_letter(n: int) -> Iterator[Countdown]:
    """The n-th letter cannot be put into the outbox."""
    countdown, put, put_with_others = Countdown(n), letters.enqueue, letters.rows_of_letter

    def enqueue(letter: Any, **when: Any) -> Any:
        countdown.tick()
        return put(letter, **when)

    def rows_of_letter(letter: Any, **when: Any) -> Any:
        countdown.tick()
        return put_with_others(letter, **when)

    letters.enqueue, letters.rows_of_letter = enqueue, rows_of_letter
    try:
        yield countdown
    finally:
        letters.enqueue, letters.rows_of_letter = put, put_with_others


FAILINGS = {"statement": failing_statement, "commit": failing_commit, "letter": failing_letter}


def state() -> dict[str, Any]:
    """What a journey may change: the states of events and places, the letters by kind, the entries of the trail."""
    settle()
    places = select(Registration.name, Registration.status).order_by(Registration.id)
    kinds = select(OutboxLetter.kind, OutboxLetter.to_address).order_by(OutboxLetter.kind, OutboxLetter.to_address)
    return {
        "events": [status.value for status in db.session.scalars(select(Event.status).order_by(Event.id))],
        "places": [(name, status.value) for name, status in db.session.execute(places)],
        "letters": [tuple(row) for row in db.session.execute(kinds)],
        "trail": db.session.scalar(
            select(func.count()).select_from(AuditEntry).where(AuditEntry.action != "signed_in")
        ),
    }


Journey = Callable[[Any], Any]


def registering() -> Journey:
    """Somebody asks for a place."""
    event = make_event(capacity=2)
    typed = {
        "name": "张三", "organization": "湖北样例019号汽车部件有限公司", "unit": "420000", "mobile": "15400000219",
        "email": "zhangsan@example.com", "consent": "y",
    }  # fmt: skip
    path = f"/events/{event.slug}/register/"
    return lambda browser: browser.post(path, data=typed)


def confirming_three() -> Journey:
    """The office confirms three at once."""
    event = make_event(capacity=5)
    chosen = [_place(event, status=Status.PENDING) for _number in range(3)]
    data = {"act": "confirm", "ids": [str(place.id) for place in chosen]}
    path = f"/manage/events/{event.slug}/registrations/decide"
    return lambda browser: browser.post(path, data=data)


def withdrawing() -> Journey:
    """A participant withdraws, the first of the queue moves up."""
    event = make_event(capacity=1)
    place = _place(event)
    _place(event, status=Status.WAITLISTED)
    _place(event, status=Status.WAITLISTED)
    path = f"/my/{my_token(place)}/withdraw"
    return lambda browser: browser.post(path, data={"confirm": "y"})


def publishing() -> Journey:
    """An event that was postponed is published again."""
    event = ready(status=EventStatus.POSTPONED)
    _place(event)
    path = f"/manage/events/{event.slug}/publish"
    return lambda browser: browser.post(path, data={})


def cancelling() -> Journey:
    """An event with three participants is cancelled."""
    event = make_event()
    for _number in range(3):
        _place(event)
    data = {"reason_zh": "场地不可用", "reason_en": "The venue is closed"}
    path = f"/manage/events/{event.slug}/cancel"
    return lambda browser: browser.post(path, data=data)


def _place(event: Event, **values: Any) -> Registration:
    place = make_registration(event, **values)
    with_trail(place)
    return place


JOURNEYS = {
    # journey → letters that it writes
    registering: 1,
    confirming_three: 3,
    withdrawing: 2,
    publishing: 1,
    cancelling: 3,
}


@pytest.mark.soak
@pytest.mark.parametrize(("prepare", "failing"), cut(product([journey.__name__ for journey in JOURNEYS], FAILINGS), 6))
def test_a_journey_that_fails_anywhere_changes_nothing_until_it_changes_everything(app, sign_in, prepare, failing):
    browser = sign_in(make_admin(), client_of(app))
    make = globals()[prepare]
    journey = make()
    step = either(4, 1) if failing == "statement" else 1
    before, tries = state(), 0
    while tries < MOST:
        tries += step
        settle()
        with FAILINGS[failing](tries) as countdown:
            answer = journey(browser)
        after = state()
        if countdown.left > 0:
            break
        assert (answer.status_code, after, broken_laws()) == (500, before, []), tries
    changed = "events" if make in (publishing, cancelling) else "places"

    assert (answer.status_code, broken_laws()) == (303, [])
    assert after[changed] != before[changed]
    assert len(after["letters"]) - len(before["letters"]) == JOURNEYS[make]
    assert tries > (JOURNEYS[make] if failing == "letter" else 1)
