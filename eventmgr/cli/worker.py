"""`eventmgr worker`: delivers the outbox and does timed work; as many as wanted, on any machine.

Every row is leased, done, settled: three steps, two transactions, nothing sent inside one. A worker killed at any
instant leaves its leases to end, and another takes the rows.
"""

from __future__ import annotations

import logging
import os
import random
import secrets
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import InterfaceError, OperationalError

from eventmgr import clock, notify
from eventmgr.channels import services as channels
from eventmgr.channels.models import ChannelMessage
from eventmgr.channels.protocol import LeftOut, Outgoing
from eventmgr.db import CommitInDoubt, db, write
from eventmgr.jobs import services as jobs
from eventmgr.jobs.models import Job
from eventmgr.jobs.queries import find_next_due, is_anything_due
from eventmgr.jobs.registry import AFTER
from eventmgr.messages import services as letters
from eventmgr.messages.delivery import DEFAULT_TIMEOUT, Carrier, NotNow, OutOfReach, Undeliverable, carrier_for
from eventmgr.messages.files import FileGone, with_files
from eventmgr.messages.models import OutboxLetter
from eventmgr.messages.secrets import filled

log = logging.getLogger(__name__)

_PAUSE_IF_UNTOLD, _LONGEST_REST = 1.0, 30.0
"""Seconds until the next look, where nobody tells of work; and in any case."""
_SHORTEST_REST = 0.2
_SHORTEST_BLOCK, _LONGEST_BLOCK = timedelta(seconds=1), timedelta(seconds=30)
_PAUSE_WITHOUT_DATABASE = 2.0
_JOBS_PER_ROUND = 20
_TEXTS_PER_ROUND = 20
_TRIES_TO_SETTLE = 5


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
@with_appcontext
def command(once: bool, lease: float, batch: int) -> None:
    """Run until SIGTERM or SIGINT; the letter in hand is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
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
        self._lease, self._batch, self._stop = lease, batch, stop
        self._blocked_until: datetime | None = None
        self._block = _SHORTEST_BLOCK
        self._afterwards: set[Callable[[], bool]] = set()
        self._carrier: Carrier = carrier_for(
            app.config["SMTP_URL"],
            app.config["MAIL_FROM"],
            Path(app.instance_path),
            timeout=min(DEFAULT_TIMEOUT, lease / 3),
        )

    def run(self, *, once: bool = False) -> bool:
        """Work until stopped, or with `once` until nothing is due; False if then letters could not leave."""
        waker, scheduled = notify.Waker(db.engine), False
        with closing(self._carrier):
            while not self._stop.is_set():
                waker.note()
                try:
                    if not scheduled:
                        write(lambda: jobs.schedule_periodic(at=clock.now()))
                        scheduled = True
                    busy = self.round()
                    rest = 0.0 if busy or once else self._rest()
                except (OperationalError, InterfaceError):
                    if once:
                        raise
                    log.exception("database out of reach; trying again")
                    self._stop.wait(_PAUSE_WITHOUT_DATABASE)
                    continue
                if busy:
                    continue
                if once:
                    break
                self._carrier.close()
                waker.wait(rest, self._stop, unsure=_PAUSE_IF_UNTOLD)
        return not once or self._blocked_until is None

    def round(self) -> bool:
        """One batch of letters and some jobs, if any are due; whether there were any."""
        did = self._deliver() + self._send_texts() + self._do_jobs()
        if self._afterwards:
            db.session.remove()
            self._afterwards = {finish for finish in self._afterwards if not finish()}
        return did > 0

    def _rest(self) -> float:
        """Seconds until something is due, as far as it is written now."""
        now, letter, job = clock.now(), find_next_due(OutboxLetter), find_next_due(Job)
        text = find_next_due(ChannelMessage)
        db.session.remove()
        if letter is not None and self._blocked_until is not None:
            letter = max(letter, self._blocked_until)
        first = min((due for due in (letter, job, text) if due is not None), default=None)
        if first is None:
            return _LONGEST_REST
        return min(max((first - now).total_seconds(), _SHORTEST_REST), _LONGEST_REST)

    def _deliver(self) -> int:
        now = clock.now()
        if (self._blocked_until is not None and now < self._blocked_until) or not _is_due(OutboxLetter, now):
            return 0
        batch = write(lambda: letters.lease_due(self.name, at=now, seconds=self._lease, limit=self._batch))
        mine, leased_at = {letter.id for letter in batch}, now
        for number, letter in enumerate(batch):
            if self._stop.is_set():
                self._give_back(batch[number:], now)
                break
            if clock.now() - leased_at > timedelta(seconds=self._lease / 3):
                leased_at = clock.now()
                mine = self._keep(batch[number:], leased_at)
            if letter.id not in mine:
                continue
            try:
                self._send(letter)
                self._blocked_until, self._block = None, _SHORTEST_BLOCK
            except OutOfReach as error:
                log.warning("letters cannot leave: %s", error)
                self._blocked_until = clock.now() + self._block
                self._block = min(self._block * 2, _LONGEST_BLOCK)
                self._give_back(batch[number:], self._blocked_until, str(error))
                break
        return len(batch)

    def _keep(self, rest: list[OutboxLetter], at: datetime) -> set[int]:
        return write(lambda: letters.keep_leased(rest, self.name, at=at, seconds=self._lease))

    def _send(self, letter: OutboxLetter) -> None:
        """Hand one letter over and settle it; OutOfReach is the caller's."""
        try:
            self._carrier.carry(_ready(letter))
        except (Undeliverable, FileGone) as error:
            reason = str(error)
            _settle(lambda: letters.refused(letter, reason))
        except NotNow as error:
            reason = str(error)
            _settle(lambda: letters.put_off(letter, reason, at=clock.now(), jitter=random.random()))
        except OutOfReach:
            raise
        except Exception as error:
            log.exception("letter %s cannot be made", letter.id)
            reason = f"{type(error).__name__}: {error}"
            _settle(lambda: letters.put_off(letter, reason, at=clock.now(), jitter=random.random()))
        else:
            _settle(lambda: letters.sent(letter, at=clock.now()))

    def _give_back(self, rest: list[OutboxLetter], due_at: datetime, reason: str = "") -> None:
        write(lambda: letters.give_back(rest, due_at=due_at, reason=reason))

    def _send_texts(self) -> int:
        """Short texts, one after the other: leased, sent outside any transaction, settled."""
        count = 0
        while count < _TEXTS_PER_ROUND and not self._stop.is_set() and _is_due(ChannelMessage, clock.now()):
            row = write(lambda: channels.lease_one(self.name, at=clock.now(), seconds=self._lease))
            if row is None:
                break
            self._send_text(row)
            count += 1
        return count

    def _send_text(self, row: ChannelMessage) -> None:
        try:
            self._hand_over(row)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            log.exception("short text %s cannot be sent", row.id)
            reason = type(error).__name__
            _settle(lambda: channels.unclear(row, reason))

    def _hand_over(self, row: ChannelMessage) -> None:
        made = _made(row)
        if isinstance(made, LeftOut):
            reason = made.reason
            _settle(lambda: channels.left_out(row, reason))
            return
        if not channels.may_send(row, made):
            _settle(lambda: channels.unclear(row, "a worker ended in the middle"))
            return
        result, outgoing = made.channel.send(made.text, made.to, row.uid), made
        _settle(lambda: channels.settle(row, outgoing, result, at=clock.now(), jitter=random.random()))

    def _do_jobs(self) -> int:
        count = 0
        while count < _JOBS_PER_ROUND and not self._stop.is_set() and _is_due(Job, clock.now()):
            leased = write(lambda: jobs.lease_due(self.name, at=clock.now(), seconds=self._lease, limit=1))
            if not leased:
                break
            self._do(leased[0])
            count += 1
        return count

    def _do(self, job: Job) -> None:
        if jobs.is_hopeless(job):
            log.error("job %s (%s) was never finished: every worker that had it ended", job.id, job.kind)
            _settle(lambda: jobs.put_off(job, "every worker that had it ended", at=clock.now(), jitter=random.random()))
            return
        try:
            done_ahead = jobs.work_ahead(job, lambda: self._still_has(job))
            write(lambda: jobs.run(job, at=clock.now(), done_ahead=done_ahead))
            if job.kind in AFTER:
                self._afterwards.add(AFTER[job.kind])
        except jobs.LeaseLost as error:
            log.warning("%s", error)
        except Exception as error:
            log.exception("job %s (%s) failed", job.id, job.kind)
            reason = f"{type(error).__name__}: {error}"
            _settle(lambda: jobs.put_off(job, reason, at=clock.now(), jitter=random.random()))

    def _still_has(self, job: Job) -> bool:
        """Whether this worker has the job, which then stays its own as long as at the beginning."""
        return write(lambda: jobs.keep_leased(job, at=clock.now(), seconds=self._lease))


def _ready(letter: OutboxLetter) -> OutboxLetter:
    """The letter with the links of its reader and its files; the session is given back, nothing was written."""
    try:
        return with_files(filled(letter))
    finally:
        db.session.remove()


def _made(row: ChannelMessage) -> Outgoing | LeftOut:
    try:
        return channels.make(row, at=clock.now())
    finally:
        db.session.remove()


def _is_due(model: type[OutboxLetter | Job | ChannelMessage], at: datetime) -> bool:
    """A look without a lock; the session is given back, so that the next look sees what others wrote."""
    found = is_anything_due(model, at=at)
    db.session.remove()
    return found


def _settle(work: Callable[[], None]) -> None:
    """What is settled twice is settled: a broken connection is no reason to send a letter again."""
    try:
        write(work, tries=_TRIES_TO_SETTLE)
    except CommitInDoubt:
        write(work, tries=_TRIES_TO_SETTLE)
