"""Many workers at two bulk e-mails, some of which die in the middle: everybody gets it once, and no domain too much."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from functools import partial

import pytest

from eventmgr.ground.db import db, is_sqlite, transaction, write
from eventmgr.ground.jobs import services as jobs
from eventmgr.ground.jobs import turns
from eventmgr.ground.jobs.models import Job, JobState
from eventmgr.office.mailings.emails import queries
from eventmgr.office.mailings.emails.services import sending
from eventmgr.office.mailings.models import BulkMail, BulkMailState
from tests.factories import NOON, make_event, make_registration, together
from tests.office.mailings.emails.sending import confirmed, letters, reached, work
from tests.race import race
from tests.soak import either

pytestmark = [pytest.mark.engines_differ, pytest.mark.usefixtures("frozen"), pytest.mark.slow]
WORKERS, PEOPLE, A_MINUTE = either(4, 12), either(24, 200), 10


def two_mails():
    """Two events that write to one domain and one that writes to as many others."""
    with together():
        events = [make_event(), make_event()]
        for event in events:
            for number in range(PEOPLE):
                make_registration(event, email=f"p{number}@{'one.example' if number % 2 else f'd{number}.example'}")
    return [confirmed(event) for event in events]


def _work(number, gate):
    """One worker that takes jobs until there are none; how many it did."""
    gate()
    done = 0
    while due := write(lambda: jobs.lease_due(f"w{number}", at=NOON, seconds=60, limit=1)):
        for job in due:
            write(lambda job=job: jobs.run(job, at=NOON))
            done += 1
    return done


def small_batches(app, per_minute):
    app.config["BULK_MAIL_PER_MINUTE"] = per_minute
    sending.AT_ONCE = 3


@pytest.fixture(autouse=True)
def as_before(app):
    """What a test sets in this process goes with it."""
    at_once, per_minute = sending.AT_ONCE, app.config["BULK_MAIL_PER_MINUTE"]
    yield
    sending.AT_ONCE, app.config["BULK_MAIL_PER_MINUTE"] = at_once, per_minute


@pytest.mark.soak(again=True)
def test_of_many_workers_at_two_bulk_e_mails_each_person_hears_once(app):
    small_batches(app, 0)
    two_mails()

    race(app, [partial(_work, number) for number in range(WORKERS)])

    keys = Counter(letter.dedupe_key for letter in letters())
    assert (len(keys), set(keys.values())) == (2 * PEOPLE, {1})
    assert {mail.state for mail in db.session.query(BulkMail)} == {BulkMailState.DONE}


@pytest.mark.soak(again=True)
def test_of_workers_that_are_killed_nobody_is_left_out_or_written_to_twice(app):
    small_batches(app, 0)
    two_mails()

    for killed_at in (1, 2, 4):
        with pytest.raises(AssertionError):
            race(app, [partial(_dies, killed_at)])
        with transaction():
            for job in db.session.query(Job).filter_by(state=JobState.RUNNING):
                job.due_at = NOON
    work()

    assert len(reached()) == 2 * PEOPLE
    assert set(Counter(letter.about for letter in letters()).values()) == {1}


def _dies(killed_at, gate):
    """A worker that is killed while it writes its `killed_at`th e-mail."""
    real, written = sending.enqueue, []

    def dying(letter, *, at):
        written.append(letter)
        if len(written) == killed_at:
            db.session.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        return real(letter, at=at)

    sending.enqueue = dying
    return _work(0, gate)


def written_to_one_domain():
    return sum(address.endswith("@one.example") for address in reached())


@pytest.mark.soak(again=True)
def test_two_events_at_the_same_moment_write_to_one_domain_not_more_than_a_minute_allows(app):
    small_batches(app, A_MINUTE)
    two_mails()

    race(app, [partial(_work, number) for number in range(WORKERS)])

    assert written_to_one_domain() == A_MINUTE


def test_without_turns_two_events_write_more(app):
    if is_sqlite():
        pytest.skip("SQLite has one writer at a time: BEGIN IMMEDIATE is a turn of its own")
    small_batches(app, A_MINUTE)
    sending.AT_ONCE = PEOPLE
    two_mails()

    race(app, [partial(_work, number) for number in range(2)], _without_turns)

    assert written_to_one_domain() > A_MINUTE


def _without_turns():
    """Nobody waits for the other; each looks for a while at what it may write."""
    real = queries.list_next

    def slowly(*asked, **how):
        rows = real(*asked, **how)
        time.sleep(0.5)
        return rows

    turns.take_turns, queries.list_next = (lambda _what: None), slowly
