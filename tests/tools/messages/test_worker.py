"""`eventmgr worker`: what it delivers, how it ends, what it survives."""

from __future__ import annotations

import signal
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from eventmgr.console.cli.worker import Worker
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.ground.jobs import registry
from eventmgr.ground.jobs import services as jobs
from eventmgr.ground.jobs.models import Job, JobState, SeenWorker
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from tests.tools.messages.letters import write
from tests.tools.messages.peer import BREAK_OFF, Peer, free_port, listening, parse
from tests.tools.messages.worker import drain, rows, written
from tests.tools.messages.worker_processes import Workers, wait_until

MINUTE = timedelta(minutes=1)


@pytest.fixture
def handlers():
    """The registry of handlers; what the test adds is taken out again."""
    kept, periodic = dict(registry.HANDLERS), dict(registry.PERIODIC)
    registry.PERIODIC.clear()
    yield registry
    registry.HANDLERS.clear()
    registry.HANDLERS.update(kept)
    registry.PERIODIC.clear()
    registry.PERIODIC.update(periodic)


def due_now() -> None:
    """Whatever was put off is due."""
    with transaction():
        for letter in db.session.scalars(select(OutboxLetter).where(OutboxLetter.due_at.is_not(None))):
            letter.due_at = clock.now()


def outbox(app) -> list[str]:
    return sorted(path.name for path in (Path(app.instance_path) / "outbox").glob("*"))


def test_without_a_server_all_due_letters_become_files_and_are_sent(app):
    ids = written(25)

    assert drain(app) is True
    assert outbox(app) == [f"{number:08d}-test-letter.eml" for number in ids]
    assert {row.state for row in rows()} == {LetterState.SENT}


def test_a_letter_for_later_stays(app):
    with transaction():
        write(at=clock.now()).due_at = clock.now() + timedelta(hours=1)

    drain(app)

    assert [row.state for row in rows()] == [LetterState.DUE]


def test_a_refused_letter_fails_with_its_reason_and_the_others_go(app, at_smtp):
    peer = Peer()
    peer.at_recipient = lambda address: "550 no such user" if address == "bad@example.com" else "250 ok"
    written(), written(to_address="bad@example.com"), written()

    with listening(peer) as url:
        at_smtp(url)
        drain(app)

    assert [(row.state, row.last_error) for row in rows()] == [
        (LetterState.SENT, ""),
        (LetterState.FAILED, "550 no such user"),
        (LetterState.SENT, ""),
    ]


@pytest.mark.parametrize("trouble", ["451 try later", BREAK_OFF])
def test_a_letter_in_trouble_is_put_off_and_sent_later_under_the_same_message_id(app, at_smtp, trouble):
    peer = Peer()
    peer.at_data = lambda _address, number: trouble if number == 1 else "250 ok"
    written()

    with listening(peer) as url:
        at_smtp(url)
        drain(app)
        (waiting,) = rows()
        due_now()
        drain(app)

    (row,) = rows()
    assert (waiting.state, waiting.attempts, waiting.due_at > clock.now()) == (LetterState.DUE, 1, True)
    assert (row.state, row.attempts, row.last_error) == (LetterState.SENT, 2, "")
    assert [parse(content)["Message-ID"] for _address, content in peer.received] == [row.message_id] * 2


def test_a_server_out_of_reach_costs_no_attempt_and_no_letter(app, at_smtp):
    written(3)

    at_smtp(f"smtp://127.0.0.1:{free_port()}")
    assert drain(app) is False
    assert [(row.state, row.attempts) for row in rows()] == [(LetterState.DUE, 0)] * 3
    assert {row.last_error.partition(":")[0] for row in rows()} == {"ConnectionRefusedError"}

    due_now()
    with listening(Peer()) as url:
        at_smtp(url)
        assert drain(app) is True
    assert [row.state for row in rows()] == [LetterState.SENT] * 3


def test_a_letter_that_cannot_be_made_does_not_hold_up_the_others(app):
    first, _second = written(2)
    with transaction():
        db.session.get(OutboxLetter, first).attachments = [{"type": "image/png", "filename": "x.png", "qr": "x" * 9000}]

    drain(app)

    assert [row.state for row in rows()] == [LetterState.DUE, LetterState.SENT]
    assert rows()[0].last_error.startswith("DataOverflowError")


def test_a_worker_told_to_stop_gives_back_what_it_has_not_tried(app):
    written(5)
    stop = threading.Event()
    worker = Worker(app, lease=60, batch=10, stop=stop)
    carry = worker._postman.carrier.carry

    def carry_and_stop(letter):
        carry(letter)
        stop.set()

    worker._postman.carrier.carry = carry_and_stop
    worker.run()

    assert [(row.state, row.attempts) for row in rows()] == [(LetterState.SENT, 1)] + [(LetterState.DUE, 0)] * 4


def test_a_slow_worker_lengthens_its_lease_and_skips_what_it_lost(app):
    written(3)
    worker = Worker(app, lease=60, batch=10, stop=threading.Event())
    worker._postman.lease = 0.0
    carried = []

    def carry_while_another_takes_the_last(letter):
        carried.append(letter.id)
        with transaction():
            db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id.desc())).first().leased_by = "another"

    worker._postman.carrier.carry = carry_while_another_takes_the_last
    worker.round()

    assert carried == [row.id for row in rows()[:2]]


def test_jobs_are_done_and_their_writes_kept_with_them(app, handlers):
    handlers.handler("test.write")(lambda payload, at: write(at=at, subject=payload["subject"]))
    with transaction():
        jobs.enqueue("test.write", {"subject": "from a job"}, at=clock.now())

    drain(app)

    assert [job.state for job in rows(Job)] == [JobState.DONE]
    assert [(row.subject, row.state) for row in rows()] == [("from a job", LetterState.SENT)]


def test_a_failing_job_keeps_nothing_and_comes_back(app, handlers):
    def write_and_fail(_payload, at):
        write(at=at)
        db.session.flush()
        raise RuntimeError("no")

    handlers.handler("test.fail")(write_and_fail)
    with transaction():
        jobs.enqueue("test.fail", {}, at=clock.now())

    drain(app)

    (job,) = rows(Job)
    assert (job.state, job.attempts, job.last_error) == (JobState.DUE, 1, "RuntimeError: no")
    assert rows() == []


def test_periodic_jobs_are_scheduled_by_the_worker_itself(app, handlers):
    ticks = []
    handlers.handler("test.tick", every=timedelta(hours=1))(lambda _payload, at: ticks.append(at))

    drain(app), drain(app)

    assert len(ticks) == 1
    assert [(job.state, job.dedupe_key) for job in rows(Job)] == [(JobState.DUE, "periodic:test.tick")]


def test_after_a_clock_that_ran_days_ahead_nothing_sleeps_and_nothing_is_done_twice_in_its_period(
    app, handlers, frozen
):
    ticks = []
    handlers.handler("test.tick", every=timedelta(hours=1))(lambda _payload, at: ticks.append(at))
    handlers.handler("test.left", every=timedelta(hours=1))(lambda _payload, _at: None)
    handlers.handler("test.fails", every=timedelta(hours=1))(lambda _payload, _at: 1 / 0)
    right = clock.now()
    drain(app)
    frozen.shift(3 * 86_400)
    drain(app)
    with transaction():
        leased = db.session.scalars(select(Job).where(Job.kind == "test.left")).one()
        leased.state, leased.leased_by, leased.due_at = JobState.RUNNING, "one that died", clock.now() + MINUTE
    frozen.move_to(right + timedelta(minutes=10))

    for _minutes in range(0, 240, 5):
        drain(app)
        frozen.shift(300)

    assert [tick - right for tick in ticks if tick < right + timedelta(days=1)] == [
        timedelta(),
        *(timedelta(minutes=10, hours=hours) for hours in (1, 2, 3)),
    ]
    assert {row.kind: row.due_at < clock.now() + timedelta(hours=1) for row in rows(Job)} == {
        "test.tick": True,
        "test.left": True,
        "test.fails": True,
    }
    assert [row.state for row in rows(Job) if row.kind == "test.left"] == [JobState.DUE]


def test_a_worker_says_when_it_was_last_at_work_and_forgets_those_that_a_clock_ahead_has_seen(app, frozen):
    frozen.shift(3 * 86_400)
    drain(app)
    frozen.shift(-3 * 86_400)
    drain(app)

    assert [row.seen_at for row in rows(SeenWorker)] == [clock.now()]


@pytest.mark.slow
def test_the_command_drains_once_and_ends(app):
    ids = written(3)

    with Workers(app, options=("--once",)) as workers:
        assert workers.start().wait(timeout=30) == 0

    assert outbox(app) == [f"{number:08d}-test-letter.eml" for number in ids]


@pytest.mark.slow
def test_the_command_ends_quietly_on_sigterm(app):
    with Workers(app) as workers:
        process = workers.start()
        written()
        wait_until(lambda: [row.state for row in rows()] == [LetterState.SENT], seconds=30, what="the letter is sent")
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
