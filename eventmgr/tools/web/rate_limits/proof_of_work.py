"""In a crowd a form costs its sender a second of computing, or some patience: nobody outside is asked, nothing is seen
of it before.

A page in between gives a puzzle and sends the same form once more with its solution: a number of which one byte of
PBKDF2-HMAC-SHA256 is nought, 256 tries on average. It is what browsers compute natively (`static/proof.js`), so that
who writes a program for it gains little. Who runs no scripts waits. A puzzle is used once. A field that people do not
see, but programs fill in, is the page's second look.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hmac import compare_digest

from flask import current_app, request

from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.i18n import _
from eventmgr.tools.web import tokens
from eventmgr.tools.web.rate_limits.limits import Rule, caller, limit_all, wait_after

PUZZLE, SOLUTION, BAIT = "puzzle", "solution", "website"
FIELDS = (PUZZLE, SOLUTION, BAIT)
"""What the page in between sends beside the form."""
ROUNDS = 2000
"""Iterations of PBKDF2: about a millisecond for whoever checks a solution."""
PATIENCE = 20
"""Seconds after which a puzzle counts as solved by whoever runs no scripts."""
_PATIENT = 3
"""Forms a minute that one caller may send by waiting."""
_WRITES = 6
"""A form whose only effect is a letter counts for so many registrations."""
_HOLDS = timedelta(minutes=15)
_LONGEST = 12
"""Digits of a solution that are read."""


@dataclass(frozen=True)
class Puzzle:
    """What is to be solved, and how long whoever cannot has yet to wait."""

    text: str
    wait: int


class WorkNeeded(Refusal):
    """Too many forms come to be taken without work; nothing is saved yet."""

    status = 429

    def __init__(self, puzzle: Puzzle) -> None:
        self.fields: list[tuple[str, str]] | None = None
        """What the page in between sends once more, where that is not what was sent."""
        super().__init__(
            _("Many forms are coming in at the moment. Your device calculates for about a second, then yours is sent.")
        )
        self.puzzle = puzzle


def crowd_rules(about: str, *, weight: int = 1) -> list[Rule]:
    """What is counted of a form about something (`event:7`): by one caller in ten minutes, and by all in one, four
    times as many. Empty where work is never asked for.

    Args:
        weight: how many registrations one such form counts for.
    """
    after = int(current_app.config["PROOF_OF_WORK_AFTER"])
    if not after:
        return []
    free = max(1, after // weight)
    return [(f"crowd-from:{caller()}|{about}", free, 600), (f"crowd:{about}", 4 * free, 60)]


def work_if_crowded(about: str, at: datetime) -> None:
    """Count one form that makes the house write to an address; one of a crowd goes on only with work done.

    Raises:
        WorkNeeded, BadValue: as `check_work`.
    """
    if limit_all([], at, watched=crowd_rules(about, weight=_WRITES)):
        check_work(about, at)


def check_work(about: str, at: datetime) -> None:
    """The form under way is one of a crowd: go on only with work done.

    Raises:
        WorkNeeded: it brings no solution, none that holds, or one that was used.
        BadValue: it fills in what people do not see.
    """
    if request.form.get(BAIT):
        raise BadValue(
            _(
                "A field that is hidden from people was filled in, as programs do. Leave it empty and send the form again."
            )
        )
    text = request.form.get(PUZZLE, "")
    issued = _issued(text, about)
    if issued is None or not clock.is_within(_HOLDS, since=issued, at=at):
        raise WorkNeeded(_new(about, at))
    waited = int((at - issued).total_seconds())
    if not is_solved(text, request.form.get(SOLUTION, "")):
        if waited < PATIENCE:
            raise WorkNeeded(Puzzle(text, PATIENCE - waited))
        if wait_after([(f"patient:{caller()}", _PATIENT, 60)], at):
            raise WorkNeeded(_new(about, at))
    if wait_after([(f"puzzle:{text}", 1, int(_HOLDS.total_seconds()))], at):
        raise WorkNeeded(_new(about, at))


def is_solved(text: str, solution: str) -> bool:
    """Whether the number is a solution of the puzzle."""
    if not (solution.isascii() and solution.isdecimal() and len(solution) <= _LONGEST):
        return False
    return hashlib.pbkdf2_hmac("sha256", f"{text}:{solution}".encode(), text.encode(), ROUNDS)[0] == 0


def sent_on() -> list[tuple[str, str]]:
    """The fields of the form under way that the page in between sends once more."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in FIELDS]


def _new(about: str, at: datetime) -> Puzzle:
    body = f"{int(at.timestamp())}.{secrets.token_urlsafe(9)}"
    return Puzzle(f"{body}.{_tag(about, body)}", PATIENCE)


def _issued(text: str, about: str) -> datetime | None:
    """When the puzzle was given; None if it is none of ours, or about something else."""
    body, dot, tag = text.rpartition(".")
    if not dot or not compare_digest(tag.encode("utf-8", "replace"), _tag(about, body).encode()):
        return None
    return datetime.fromtimestamp(int(body.partition(".")[0]), UTC)


def _tag(about: str, body: str) -> str:
    return urlsafe_b64encode(tokens.keyed("puzzle", f"{about}|{body}")).rstrip(b"=").decode("ascii")
