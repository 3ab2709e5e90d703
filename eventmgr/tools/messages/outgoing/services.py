"""What workers find on the way out: e-mails taken, tries that failed, and a pause where the server takes nothing of
ours.

A server that refuses one e-mail after the other, and not for their recipients, is left alone for a while; then one
e-mail goes to see, whichever worker has it, and where it is taken all others follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from eventmgr.ground import notify
from eventmgr.ground.masking import mask_email
from eventmgr.ground.text import clean_line
from eventmgr.tools.messages.models import WayOut
from eventmgr.tools.messages.outgoing import queries, statements

REFUSALS_IN_A_ROW = 5
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=10)
_ADDRESS = re.compile(r"[^\s<>:;,\"'()\[\]]+@[^\s<>:;,\"'()\[\]]+")
_NOTED_EVERY = timedelta(seconds=30)
_LONGEST = 500


@dataclass(frozen=True)
class Turn:
    """What a worker may send now: all, one to see (`is_probe`), or nothing until an instant."""

    is_probe: bool = False
    waits_until: datetime | None = None


def take_turn(*, at: datetime, lease: timedelta) -> Turn:
    """Whether e-mails may leave at `at`. While one worker sends the one to see, for `lease` at most, the others
    wait."""
    way = queries.find_way_out(lock=True)
    if way is None or way.paused_until is None:
        return Turn()
    if (
        at < way.paused_until <= at + max(LONGEST_PAUSE, lease)
    ):  # one that lies further away is of a clock that ran ahead
        return Turn(waits_until=way.paused_until)
    way.paused_until = at + lease
    return Turn(is_probe=True)


def note_left(at: datetime) -> None:
    """An e-mail was taken: all is well. What a pause has put off for the first time is due at once."""
    way = _way_out()
    if way.paused_until is not None:
        statements.hasten(at=at)
        notify.tell(notify.WORK)
    if way.left_at is None or not timedelta() <= at - way.left_at < _NOTED_EVERY or way.failing_since is not None:
        way.left_at = at
    way.failing_since, way.paused_until, way.refusals = None, None, 0


def note_failure(answer: str, *, at: datetime) -> None:
    """A try failed with these words, and another e-mail, or a later try, may not."""
    way = _way_out()
    way.answer, way.answered_at = covered(answer), at
    way.failing_since = way.failing_since if way.failing_since is not None and way.failing_since <= at else at


def note_refusal(answer: str, *, at: datetime, of_all: bool) -> datetime | None:
    """An e-mail was refused with these words, and not for its recipient; until when none leaves, if many were in a row.

    Args:
        of_all: the words are about us, whatever the e-mail.
    """
    note_failure(answer, at=at)
    way = _way_out()
    way.refusals = max(way.refusals + 1, REFUSALS_IN_A_ROW if of_all else 0)
    if way.refusals < REFUSALS_IN_A_ROW:
        return None
    doublings = min(way.refusals - REFUSALS_IN_A_ROW, 20)
    way.paused_until = at + min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)
    return way.paused_until


def note_nothing(at: datetime) -> None:
    """The e-mail that went to see has shown nothing about the others: the next one goes."""
    way = queries.find_way_out()
    if way is not None and way.paused_until is not None:
        way.paused_until = at


def try_now(*, at: datetime) -> None:
    """The next e-mail goes to see at once."""
    note_nothing(at)
    notify.tell(notify.WORK)


def covered(answer: str) -> str:
    """What the server said, on one line, without the addresses in it."""
    return _ADDRESS.sub(lambda found: mask_email(found[0]), clean_line(answer))[:_LONGEST]


def _way_out() -> WayOut:
    way = queries.find_way_out()
    if way is None:
        statements.begin()
        way = queries.find_way_out()
        assert way is not None
    return way
