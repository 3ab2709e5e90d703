"""A worker's letters: leased, sent, settled; held back while the server is out of reach or takes nothing of ours."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from eventmgr.console.cli.working.settling import is_due, settle
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.faults import fault_of, sparingly
from eventmgr.tools.messages import services as letters
from eventmgr.tools.messages.delivery import Carrier, NotNow, OutOfReach, TurnedAway, TurnedDown, Undeliverable
from eventmgr.tools.messages.files import FileGone, with_files
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.outgoing import services as outgoing
from eventmgr.tools.messages.secrets import filled

log = logging.getLogger(__name__)

_SHORTEST_BLOCK, _LONGEST_BLOCK = timedelta(seconds=1), timedelta(seconds=30)


class Postman:
    """Hands over the letters that are due.

    Args:
        name: of the worker.
        carrier: takes them away.
        lease: seconds that a letter belongs to this worker before another may take it.
        batch: letters taken at a time.
        stop: once set, those that are not tried yet are given back.
    """

    def __init__(self, name: str, carrier: Carrier, *, lease: float, batch: int, stop: threading.Event) -> None:
        self.carrier, self.lease = carrier, lease
        self._name, self._batch, self._stop = name, batch, stop
        self._block = _SHORTEST_BLOCK
        self._blocked_until: datetime | None = None
        self._paused_until: datetime | None = None

    @property
    def held_until(self) -> datetime | None:
        """Until when no letter leaves, as far as is known; None: they leave."""
        return max((until for until in (self._blocked_until, self._paused_until) if until is not None), default=None)

    def deliver(self) -> int:
        """One batch, if any is due; how many were taken."""
        now = clock.now()
        if self._is_blocked(now) or not is_due(OutboxLetter, now):
            return 0
        turn, batch = write(lambda: self._take(now))
        self._paused_until = turn.waits_until
        mine, leased_at = {letter.id for letter in batch}, now
        for number, letter in enumerate(batch):
            if self._stop.is_set():
                self._give_back(batch[number:], now)
                break
            if clock.now() - leased_at > timedelta(seconds=self.lease / 3):
                leased_at = clock.now()
                mine = self._keep(batch[number:], leased_at)
            if letter.id not in mine:
                continue
            try:
                self._send(letter)
            except OutOfReach as error:
                self._hold(batch[number:], error)
                break
            if self._paused_until is not None:
                self._give_back(batch[number + 1 :], now)
                break
        return len(batch)

    def _take(self, now: datetime) -> tuple[outgoing.Turn, list[OutboxLetter]]:
        turn = outgoing.take_turn(at=now, lease=timedelta(seconds=self.lease))
        if turn.waits_until is not None:
            return turn, []
        limit = 1 if turn.is_probe else self._batch
        return turn, letters.lease_due(self._name, at=now, seconds=self.lease, limit=limit, newest=turn.is_probe)

    def _is_blocked(self, now: datetime) -> bool:
        """Whether this worker waits before it knocks again; a block that lies further away is of a clock that ran
        ahead."""
        if self._blocked_until is not None and not now < self._blocked_until <= now + _LONGEST_BLOCK:
            self._blocked_until = None
        return self._blocked_until is not None

    def _keep(self, rest: list[OutboxLetter], at: datetime) -> set[int]:
        return write(lambda: letters.keep_leased(rest, self._name, at=at, seconds=self.lease))

    def _send(self, letter: OutboxLetter) -> None:
        """Hand one letter over and settle it; OutOfReach is the caller's, and so is a fault of the house."""
        try:
            self.carrier.carry(_ready(letter))
        except (Undeliverable, FileGone) as error:
            reason = str(error)
            _settle(lambda _at: letters.refused(letter, reason), outgoing.note_nothing)
        except TurnedDown as error:
            self._turned_down(letter, str(error))
        except NotNow as error:
            answer = str(error)
            _put_off(letter, answer, lambda at: outgoing.note_failure(answer, at=at))
        except OutOfReach:
            raise
        except Exception as error:
            if fault_of(error) is not None:
                raise
            log.exception("letter %s cannot be made", letter.id)
            _put_off(letter, f"{type(error).__name__}: {error}", outgoing.note_nothing)
        else:
            _settle(lambda at: letters.sent(letter, at=at), outgoing.note_left)
            self._blocked_until, self._block = None, _SHORTEST_BLOCK

    def _turned_down(self, letter: OutboxLetter, reason: str) -> None:
        paused: list[datetime | None] = []

        def note(at: datetime) -> None:
            letters.turned_down(letter, reason, at=at, jitter=random.random())
            paused[:] = [outgoing.note_refusal(reason, at=at, of_all=False)]

        _settle(note)
        self._pause(paused[0], reason)

    def _hold(self, rest: list[OutboxLetter], error: OutOfReach) -> None:
        """None leaves for a while, and none has been tried."""
        reason, now = str(error), clock.now()
        if isinstance(error, TurnedAway):
            self._pause(write(lambda: outgoing.note_refusal(reason, at=now, of_all=True)), reason)
            self._give_back(rest, now, reason)
            return
        sparingly(log, "out of reach", f"letters cannot leave: {outgoing.covered(reason)}")
        self._blocked_until = now + self._block
        self._block = min(self._block * 2, _LONGEST_BLOCK)
        write(lambda: outgoing.note_failure(reason, at=now))
        self._give_back(rest, self._blocked_until, reason)

    def _pause(self, until: datetime | None, reason: str) -> None:
        self._paused_until = until
        if until is not None:
            said = outgoing.covered(reason)
            log.error("the mail server takes none of our letters; one goes to see at %s: %s", until.isoformat(), said)

    def _give_back(self, rest: list[OutboxLetter], due_at: datetime, reason: str = "") -> None:
        write(lambda: letters.give_back(rest, due_at=due_at, reason=reason))


def _put_off(letter: OutboxLetter, reason: str, note: Callable[[datetime], object]) -> None:
    _settle(lambda at: letters.put_off(letter, reason, at=at, jitter=random.random()), note)


def _settle(*works: Callable[[datetime], object]) -> None:
    def all_of_it() -> None:
        at = clock.now()
        for work in works:
            work(at)

    settle(all_of_it)


def _ready(letter: OutboxLetter) -> OutboxLetter:
    """The letter with the links of its reader and its files; the session is given back, nothing was written."""
    try:
        return with_files(filled(letter))
    finally:
        db.session.remove()
