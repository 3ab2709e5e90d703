"""How many short messages one number and one event get within a day, whichever process sends them."""

from __future__ import annotations

import time
from functools import partial

import pytest

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, is_sqlite, transaction
from eventmgr.ground.errors import Refusal
from eventmgr.office.mailings import audience, queries
from eventmgr.office.mailings.models import ShortMessage
from eventmgr.office.mailings.texts import services
from eventmgr.tools.channels.models import SendState
from eventmgr.tools.log.services import Act
from tests.event.registration.applicants import OFFICE
from tests.factories import make_event
from tests.office.mailings.texts.sending import numbers, person, seen, sent, states, work, written
from tests.race import race

pytestmark = [pytest.mark.engines_differ, pytest.mark.usefixtures("frozen")]
PHONED = {"flag": "no_email"}
NUMBER = "15400000001"


def test_one_number_gets_so_many_of_all_events_and_names_together(app, gateway, monkeypatch):
    monkeypatch.setitem(app.config, "SMS_PER_DAY", 2)
    one, other = make_event(), make_event()
    person(one, mobile=NUMBER)
    for name in ("李雷", "韩梅", "王五"):
        person(other, name, mobile=NUMBER)

    sent(one, PHONED)
    sent(other, PHONED)
    with pytest.raises(Refusal):
        sent(one, PHONED)
    work(app)

    assert numbers(gateway) == [NUMBER, NUMBER]


def test_a_number_that_had_enough_when_its_turn_came_gets_no_more(app, gateway, monkeypatch):
    monkeypatch.setitem(app.config, "SMS_PER_DAY", 1)
    one, other = make_event(), make_event()
    person(one, mobile=NUMBER)
    corrected = person(other, "李雷", mobile="15400000002")
    sent(one, PHONED)
    sent(other, PHONED)
    with transaction():
        db.session.get(Registration, corrected.id).mobile = NUMBER
    work(app)

    assert numbers(gateway) == [NUMBER]
    assert states() == [(SendState.SENT, ""), (SendState.LEFT_OUT, "enough")]


def test_an_event_sends_so_many_within_a_day_and_says_how_many_are_left(app, gateway, monkeypatch, frozen):
    monkeypatch.setitem(app.config, "SMS_PER_EVENT_PER_DAY", 3)
    event = make_event()
    for number in range(2):
        person(event, mobile=f"1540000000{number}")
    sent(event, PHONED)
    with pytest.raises(Refusal, match="最多发送 3 条短信，现已发送 2 条"):
        sent(event, PHONED)
    person(elsewhere := make_event(), mobile="15400000009")
    sent(elsewhere, PHONED)
    frozen.shift(25 * 3600)
    sent(event, PHONED)
    work(app)

    assert len(gateway.got) == 5


def _send(event_id, message_id, gate):
    event, message = db.session.get(Event, event_id), db.session.get(ShortMessage, message_id)
    numbers_seen = seen(event, message)
    gate()
    try:
        with transaction():
            services.send(event, message, numbers_seen, act=Act(OFFICE, clock.now()))
    except Refusal:
        return 0
    return numbers_seen[1]


def crowd(app, monkeypatch, prepare=None):
    """Two events write to one number at the same moment, from a process each; how many of it were taken."""
    monkeypatch.setitem(app.config, "SMS_PER_DAY", 1)
    messages = []
    for _event in range(2):
        event = make_event()
        person(event, mobile=NUMBER)
        messages.append((event.id, written(event, PHONED).id))
    return sum(race(app, [partial(_send, *ids) for ids in messages], prepare))


@pytest.mark.slow
def test_two_processes_together_write_no_more_to_a_number_than_one(app, gateway, monkeypatch):
    assert crowd(app, monkeypatch) == 1


@pytest.mark.slow
def test_without_turns_they_do(app, gateway, monkeypatch):
    if is_sqlite():
        pytest.skip("there is one writer")

    def unguarded():
        real = queries.count_recent

        def slowly(*asked, **how):
            found = real(*asked, **how)
            time.sleep(0.5)
            return found

        services.take_turns = lambda _what: None
        audience._left_of_day.__globals__["count_recent"] = slowly

    assert crowd(app, monkeypatch, unguarded) == 2
