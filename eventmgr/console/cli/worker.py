"""`eventmgr worker`: delivers the outbox and does timed work; as many as wanted, on any machine.

Every row is leased, done, settled: three steps, two transactions, nothing sent inside one. A worker killed at any
instant leaves its leases to end, and another takes the rows. A database that is away, full or locked ends no worker.
"""

from __future__ import annotations

import logging
import os
import random
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from eventmgr.console.cli.working.mail import Postman
from eventmgr.console.cli.working.parent import end_with
from eventmgr.console.cli.working.settling import is_due, settle
from eventmgr.ground import clock, faults, notify
from eventmgr.ground.db import db, write
from eventmgr.ground.faults import Fault, fault_of
from eventmgr.ground.jobs import services as jobs
from eventmgr.ground.jobs.models import Job
from eventmgr.ground.jobs.queries import find_longest_lease, find_next_due
from eventmgr.ground.jobs.registry import AFTER
from eventmgr.ground.jobs.statements import note_worker
from eventmgr.tools.channels import services as channels
from eventmgr.tools.channels.models import ChannelMessage
from eventmgr.tools.channels.protocol import LeftOut, Outgoing
from eventmgr.tools.messages import services as letters
from eventmgr.tools.messages.delivery import DEFAULT_TIMEOUT, carrier_for
from eventmgr.tools.messages.models import OutboxLetter

log = logging.getLogger(__name__)

_PAUSE_IF_UNTOLD, _LONGEST_REST = 1.0, 30.0
"""Seconds until the next look, where nobody tells of work; and in any case."""
_SHORTEST_REST = 0.2
_SHORTEST_PAUSE, _LONGEST_PAUSE = 1.0, 10.0
"""Seconds until the next try, where the database is not to be had."""
_SEEN_EVERY, _SET_RIGHT_EVERY = 20.0, 60.0
"""Seconds between two times that a worker says it is there, and that it looks for what a clock ahead has put far
away."""
_JOBS_PER_ROUND = 20
_TEXTS_PER_ROUND = 20


@click.command("worker", help="Deliver the outbox and do timed work; run as many as wanted, on any machine.")
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option(
    "--lease",
    type=click.FloatRange(1, 3600),
    default=60,
    show_default=True,
    help="Seconds until another worker takes over what this one has.",
)
@click.option("--batch", type=click.IntRange(1, 500), default=50, show_default=True, help="E-mails taken at a time.")
@click.option(
    "--parent", type=int, hidden=True, help="End with the process of this number, which has started this one."
)
@with_appcontext
def command(once: bool, lease: float, batch: int, parent: int | None) -> None:
    """Run until SIGTERM or SIGINT; the letter in hand is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if parent is not None:
        end_with(parent, stop)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    worker = Worker(app, lease=lease, batch=batch, stop=stop)
    if not worker.run(once=once):
        raise click.ClickException("the mail server is out of reach; the letters stay in the outbox")


class Worker:
    """One worker in one process; needs an application context around `run`.

    Args:
        lease: seconds that a row belongs to this worker before another may take it.
        batch: letters taken at a time.
        stop: set it, and the worker ends after the letter in hand.
    """

    def __init__(self, app: Flask, *, lease: float, batch: int, stop: threading.Event) -> None:
        self.name = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._lease, self._stop = lease, stop
        self._seen, self._set_right = -_SEEN_EVERY, -_SET_RIGHT_EVERY
        self._afterwards: set[Callable[[], bool]] = set()
        timeout = min(DEFAULT_TIMEOUT, lease / 3)
        carrier = carrier_for(app.config["SMTP_URL"], app.config["MAIL_FROM"], Path(app.instance_path), timeout=timeout)
        self._postman = Postman(self.name, carrier, lease=lease, batch=batch, stop=stop)

    def run(self, *, once: bool = False) -> bool:
        """Work until stopped, or with `once` until nothing is due; False if then letters could not leave."""
        waker, pause = notify.Waker(db.engine), _SHORTEST_PAUSE
        carrier = self._postman.carrier
        with closing(carrier):
            while not self._stop.is_set():
                waker.note()
                try:
                    busy = self.round()
                    rest = 0.0 if busy or once else self._rest()
                except Exception as error:
                    if once or fault_of(error) is None:
                        raise
                    faults.report(log, error, "the worker waits and tries again")
                    db.session.remove()
                    self._stop.wait(pause)
                    pause = min(pause * 2, _LONGEST_PAUSE)
                    continue
                pause = _SHORTEST_PAUSE
                if busy:
                    continue
                if once:
                    break
                carrier.close()
                waker.wait(rest, self._stop, unsure=_PAUSE_IF_UNTOLD)
        return not once or self._postman.held_until is None

    def round(self) -> bool:
        """One batch of letters and some jobs, if any are due; whether there were any."""
        self._say_so()
        self._look_at_clock()
        did = self._postman.deliver() + self._send_texts() + self._do_jobs()
        if self._afterwards:
            db.session.remove()
            self._afterwards = {finish for finish in self._afterwards if not finish()}
        return did > 0

    def _say_so(self) -> None:
        """That this worker is at work, now and then."""
        if time.monotonic() - self._seen >= _SEEN_EVERY:
            write(lambda: note_worker(self.name, at=clock.now(), lease_seconds=self._lease))
            self._seen = time.monotonic()

    def _look_at_clock(self) -> None:
        """Have every periodic job scheduled, and nothing further away than it should be."""
        if time.monotonic() - self._set_right >= _SET_RIGHT_EVERY:
            write(self._schedule)
            self._set_right = time.monotonic()

    def _schedule(self) -> None:
        at = clock.now()
        lease = timedelta(seconds=max(self._lease, find_longest_lease()))
        jobs.schedule_periodic(at=at)
        jobs.set_right(at=at, lease=lease)
        letters.set_right(at=at, lease=lease)
        channels.set_right(at=at, lease=lease)

    def _rest(self) -> float:
        """Seconds until something is due, as far as it is written now."""
        now, letter, job = clock.now(), find_next_due(OutboxLetter), find_next_due(Job)
        text = find_next_due(ChannelMessage)
        db.session.remove()
        held_until = self._postman.held_until
        if letter is not None and held_until is not None:
            letter = max(letter, held_until)
        first = min((due for due in (letter, job, text) if due is not None), default=None)
        if first is None:
            return _LONGEST_REST
        return min(max((first - now).total_seconds(), _SHORTEST_REST), _LONGEST_REST)

    def _send_texts(self) -> int:
        """Short texts, one after the other: leased, sent outside any transaction, settled."""
        count = 0
        while count < _TEXTS_PER_ROUND and not self._stop.is_set() and is_due(ChannelMessage, clock.now()):
            row = write(lambda: channels.lease_one(self.name, at=clock.now(), seconds=self._lease))
            if row is None:
                break
            self._send_text(row)
            count += 1
        return count

    def _send_text(self, row: ChannelMessage) -> None:
        try:
            self._hand_over(row)
        except Exception as error:
            if fault_of(error) is not None:
                raise
            log.exception("short text %s cannot be sent", row.id)
            reason = type(error).__name__
            settle(lambda: channels.unclear(row, reason))

    def _hand_over(self, row: ChannelMessage) -> None:
        made = _made(row)
        if isinstance(made, LeftOut):
            reason = made.reason
            settle(lambda: channels.left_out(row, reason))
            return
        if not channels.may_send(row, made):
            settle(lambda: channels.unclear(row, "a worker ended in the middle"))
            return
        result, outgoing = made.channel.send(made.text, made.to, row.uid), made
        settle(lambda: channels.settle(row, outgoing, result, at=clock.now(), jitter=random.random()))

    def _do_jobs(self) -> int:
        count = 0
        while count < _JOBS_PER_ROUND and not self._stop.is_set() and is_due(Job, clock.now()):
            leased = write(lambda: jobs.lease_due(self.name, at=clock.now(), seconds=self._lease, limit=1))
            if not leased:
                break
            self._do(leased[0])
            count += 1
        return count

    def _do(self, job: Job) -> None:
        if jobs.is_hopeless(job):
            log.error("job %s (%s) was never finished: every worker that had it ended", job.id, job.kind)
            settle(lambda: jobs.put_off(job, "every worker that had it ended", at=clock.now(), jitter=random.random()))
            return
        try:
            done_ahead = jobs.work_ahead(job, lambda: self._still_has(job))
            write(lambda: jobs.run(job, at=clock.now(), done_ahead=done_ahead))
            if job.kind in AFTER:
                self._afterwards.add(AFTER[job.kind])
        except jobs.LeaseLost as error:
            log.warning("%s", error)
        except Exception as error:
            if fault_of(error) not in (None, Fault.BUSY):
                raise
            faults.report(log, error, f"job {job.id} ({job.kind}) failed")
            reason = f"{type(error).__name__}: {error}"
            settle(lambda: jobs.put_off(job, reason, at=clock.now(), jitter=random.random()))

    def _still_has(self, job: Job) -> bool:
        """Whether this worker has the job, which then stays its own as long as at the beginning."""
        self._say_so()
        return write(lambda: jobs.keep_leased(job, at=clock.now(), seconds=self._lease))


def _made(row: ChannelMessage) -> Outgoing | LeftOut:
    try:
        return channels.make(row, at=clock.now())
    finally:
        db.session.remove()
