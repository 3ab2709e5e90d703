"""What happens to a letter: it is written, leased, sent, put off, given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from eventmgr.ground import notify
from eventmgr.ground.db import db
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.features import Panel, is_on, offered, switch_of_letter
from eventmgr.ground.i18n import _
from eventmgr.ground.jobs import backoff
from eventmgr.ground.jobs.queries import extend, find_by_key, insert_once, lease
from eventmgr.ground.jobs.statements import pull_back, pull_back_written
from eventmgr.ground.prepared import NewRow
from eventmgr.ground.text import clean_line
from eventmgr.tools.messages import mailings, queries, statements
from eventmgr.tools.messages.letters import Letter
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from eventmgr.tools.messages.outgoing.statements import revive_all

EVENTS: Panel[Callable[[int], Any]] = Panel("event of a number")
"""Number of an event → what says which features it has; the room upstairs that has events knows."""
TRIES = 40
"""A letter is given up after so many; with the back-off below that is more than a day."""
FIRST_WAIT = timedelta(seconds=20)
LONGEST_WAIT = timedelta(hours=2)
REFUSED_TRIES = 12
"""The same where the server has refused the e-mail for good, but not for its recipient: about a day as well."""
REFUSED_FIRST_WAIT = timedelta(minutes=5)
REFUSED_LONGEST_WAIT = timedelta(hours=4)
_LONGEST_ERROR = 500


class NotFailed(Refusal):
    """The letter needs no second chance."""


def enqueue(letter: Letter, *, at: datetime) -> OutboxLetter:
    """Write the letter into the outbox, inside the transaction of what it reports; a worker sends it after the commit.

    A letter whose `dedupe_key` is there already is not written again; the earlier row comes back. The row's id is
    known after a flush. Where the act under way writes to nobody (`telling.py`), or the event has switched off what the
    e-mail is about, what comes back is no row of the table.
    """
    values = _values(letter, at)
    if _is_off(values) or not mailings.treat(values):
        return OutboxLetter(**values)
    notify.tell(notify.WORK)
    if letter.dedupe_key is not None:
        insert_once(OutboxLetter, values)
        return find_by_key(OutboxLetter, letter.dedupe_key)
    row = OutboxLetter(**values)
    db.session.add(row)
    return row


def enqueue_if_reachable(compose: Callable[[], Letter], *, at: datetime) -> bool:
    """Write the letter into the outbox, unless its address is none that mail can carry; whether it is written."""
    try:
        enqueue(compose(), at=at)
    except BadValue:
        return False
    return True


def unsent(letter: Letter, *, at: datetime) -> OutboxLetter:
    """The letter as a row that is in no session: to be looked at, never sent."""
    return OutboxLetter(**_values(letter, at))


def new_rows(letter: Letter, *, at: datetime) -> list[NewRow]:
    """The same as a row to be inserted with what it reports (`eventmgr/ground/prepared.py`), or none; for letters
    without `dedupe_key`."""
    values = _values(letter, at)
    if _is_off(values) or not mailings.treat(values):
        return []
    notify.tell(notify.WORK)
    return [NewRow(OutboxLetter, values)]


def _is_off(values: Mapping[str, Any]) -> bool:
    """Whether the event has switched off what writes e-mails of this kind."""
    switch = switch_of_letter(values["kind"])
    if switch is None or values["event_id"] is None:
        return False
    return not all(is_on(switch, find(values["event_id"])) for find in offered(EVENTS))


def _values(letter: Letter, at: datetime) -> dict[str, Any]:
    return {
        "message_id": letter.message_id,
        "kind": letter.kind,
        "language": letter.language,
        "to_name": letter.to_name,
        "to_address": letter.to_address,
        "reply_to": letter.reply_to,
        "subject": letter.subject,
        "text": letter.text,
        "html": letter.html,
        "attachments": list(letter.attachments),
        "confidential": letter.confidential,
        "unsubscribe": letter.unsubscribe,
        "secrets": {mark: dict(spec) for mark, spec in letter.secrets.items()},
        "event_id": letter.event_id,
        "about": letter.about,
        "dedupe_key": letter.dedupe_key,
        "mailing_id": None,
        "state": LetterState.DUE,
        "due_at": at,
        "created_at": at,
    }


def lease_due(worker: str, *, at: datetime, seconds: float, limit: int, newest: bool = False) -> list[OutboxLetter]:
    """Take at most `limit` due letters for `seconds`, oldest first, or `newest`; each counts as one more attempt."""
    return lease(OutboxLetter, LetterState.SENDING, worker=worker, at=at, seconds=seconds, limit=limit, newest=newest)


def keep_leased(letters: Sequence[OutboxLetter], worker: str, *, at: datetime, seconds: float) -> set[int]:
    """Lengthen the lease of `letters`; the ids that `worker` still had and has now for `seconds` more."""
    return extend(OutboxLetter, [letter.id for letter in letters], worker=worker, until=at + timedelta(seconds=seconds))


def sent(letter: OutboxLetter, *, at: datetime) -> None:
    """The letter was accepted, whoever has the lease by now; the text of a confidential one goes."""
    secret: dict[str, Any] = {"text": "", "html": "", "attachments": [], "secrets": {}} if letter.confidential else {}
    queries.settle(letter.id, state=LetterState.SENT, due_at=None, sent_at=at, last_error="", **secret)
    statements.blank_if_forgotten(letter.id)


def put_off(letter: OutboxLetter, reason: str, *, at: datetime, jitter: float) -> None:
    """Try again later, exponentially so, or give up after `TRIES`.

    Args:
        jitter: in [0, 1); spreads the next tries of many.
    """
    if letter.attempts >= TRIES:
        refused(letter, reason)
        return
    wait = backoff.delay(letter.attempts, first=FIRST_WAIT, longest=LONGEST_WAIT, jitter=jitter)
    queries.settle(
        letter.id, worker=letter.leased_by, state=LetterState.DUE, due_at=at + wait, last_error=_short(reason)
    )


def turned_down(letter: OutboxLetter, reason: str, *, at: datetime, jitter: float) -> None:
    """The server has refused the letter for good, and not for its recipient: whoever mends it there needs hours."""
    if letter.attempts >= REFUSED_TRIES:
        refused(letter, reason)
        return
    longest = REFUSED_LONGEST_WAIT
    wait = backoff.delay(letter.attempts, first=REFUSED_FIRST_WAIT, longest=longest, jitter=jitter)
    queries.settle(
        letter.id, worker=letter.leased_by, state=LetterState.DUE, due_at=at + wait, last_error=_short(reason)
    )


def refused(letter: OutboxLetter, reason: str) -> None:
    """The letter can never be delivered; the reason stands in its row."""
    queries.settle(letter.id, worker=letter.leased_by, state=LetterState.FAILED, due_at=None, last_error=_short(reason))
    statements.blank_if_forgotten(letter.id)


def give_back(letters: Sequence[OutboxLetter], *, due_at: datetime, reason: str = "") -> None:
    """Letters that were leased but not tried (the worker stops, the server is out of reach) are due at `due_at`."""
    values: dict[str, Any] = {"state": LetterState.DUE, "due_at": due_at, "last_error": _short(reason)}
    for letter in letters:
        queries.settle(letter.id, worker=letter.leased_by, attempts=letter.attempts - 1, **values)


def send_again(letter: OutboxLetter, *, at: datetime) -> None:
    """A letter that was given up is due once more, with all its tries.

    Raises:
        NotFailed: it is on its way or has been sent.
    """
    if not queries.revive(letter.id, at=at):
        raise NotFailed(_("Only an e-mail that could not be delivered can be sent again. Reload the page."))
    notify.tell(notify.WORK)


def send_all_again(event_id: int | None, *, at: datetime, everywhere: bool = False) -> dict[int | None, list[int]]:
    """All letters of that event (None: of no event; `everywhere`: of all and none) that were given up are due once
    more; event → their numbers.

    Raises:
        NotFailed: there is none.
    """
    revived = revive_all(event_id, everywhere=everywhere, at=at)
    if not revived:
        raise NotFailed(_("No e-mails are waiting to be sent again. Reload the page."))
    notify.tell(notify.WORK)
    return revived


def set_right(*, at: datetime, lease: timedelta) -> None:
    """Letters that a clock ahead has put far away come back; see `jobs.statements.pull_back`."""
    pull_back(
        OutboxLetter,
        due=LetterState.DUE,
        busy=LetterState.SENDING,
        at=at,
        lease=lease,
        longest_wait=REFUSED_LONGEST_WAIT,
    )
    pull_back_written(OutboxLetter, due=LetterState.DUE, at=at)


def forget_about(abouts: Sequence[str]) -> None:
    """Name, address and text of all letters about these (`registration:12`) go: at once, or when they are sent."""
    db.session.flush()
    statements.blank_about(abouts)


def take_back_about(about: str) -> None:
    """What nobody has sent yet of the letters about this (`registration:12`) never leaves."""
    statements.take_back_about(about)


def forget_until(until: datetime, *, limit: int) -> int:
    """The same with at most `limit` settled letters that were written until then; how many they were."""
    ids = queries.list_full(until=until, limit=limit)
    statements.blank(ids)
    return len(ids)


def _short(reason: str) -> str:
    return clean_line(reason)[:_LONGEST_ERROR]
