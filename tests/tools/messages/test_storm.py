"""The proof: four workers, hundreds of letters, one worker killed twice, some transactions rolled back."""

from __future__ import annotations

import signal
from collections import Counter, defaultdict

import pytest
from flask import Flask
from sqlalchemy import func, select

from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction, write
from eventmgr.tools.messages import services
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from tests.soak import either
from tests.tools.messages.letters import make_letter
from tests.tools.messages.peer import Peer, listening, parse
from tests.tools.messages.worker_processes import Fork, Forks, wait_until

pytestmark = pytest.mark.engines_differ

LETTERS, PER_TRANSACTION, WORKERS, LEASE_SECONDS = either(200, 2000), 20, 4, 5
KILLED_AFTER = either((50, 150), (200, 600))


class ChangedMind(Exception):
    """Ends a transaction that must leave nothing."""


@pytest.mark.slow
@pytest.mark.soak(again=True)
def test_every_committed_letter_is_delivered_repeats_bear_the_same_message_id_and_nothing_rolled_back_leaves(
    app: Flask,
):
    peer = Peer()
    options = ("--lease", str(LEASE_SECONDS), "--batch", "40")
    with listening(peer) as url, Forks(app, smtp_url=url, options=options) as workers:
        victim, *_others = [workers.start() for _number in range(WORKERS)]
        committed, rolled_back = write_letters()
        for killed_after in KILLED_AFTER:
            wait_until(lambda: len(peer.accepted) > killed_after, seconds=60, what=f"{killed_after} letters")  # noqa: B023
            committed |= kill_while_it_has_letters(victim)
            victim = workers.start()
        wait_until(lambda: count_unsent() == 0, seconds=120, what="no letter is left")

    message_ids = defaultdict(set)
    for address, content in peer.accepted:
        message_ids[address].add(str(parse(content)["Message-ID"]))
    repeats = Counter(address for address, _content in peer.accepted)
    assert dict(message_ids) == {address: {message_id} for address, message_id in committed.items()}
    assert rolled_back.isdisjoint(message_ids)
    assert states() == {LetterState.SENT: len(committed)}
    assert repeats.total() - len(committed) <= 2 * 40


def write_letters() -> tuple[dict[str, str], set[str]]:
    """Letters in transactions, every fifth followed by one that is rolled back.

    Returns:
        address → Message-ID of what was committed, and the addresses of what was not.
    """
    committed: dict[str, str] = {}
    rolled_back: set[str] = set()
    for number in range(LETTERS // PER_TRANSACTION):
        committed |= write_one_transaction()
        if number % 5 == 0:
            letters = [make_letter() for _letter in range(PER_TRANSACTION)]
            with pytest.raises(ChangedMind), transaction():
                enqueue(letters)
                db.session.flush()
                raise ChangedMind
            rolled_back |= {letter.to_address for letter in letters}
    return committed, rolled_back


def write_one_transaction() -> dict[str, str]:
    """Address → Message-ID of the letters of one committed transaction."""
    letters = [make_letter() for _letter in range(PER_TRANSACTION)]
    write(lambda: enqueue(letters))
    return {letter.to_address: letter.message_id for letter in letters}


def enqueue(letters) -> None:
    for letter in letters:
        services.enqueue(letter, at=clock.now())


def kill_while_it_has_letters(process: Fork) -> dict[str, str]:
    """SIGKILL at an instant at which the worker holds leases: it is stopped, looked at, and killed as it stands.

    The other workers may have sent everything while this one was starting: letters are then written until it has some.

    Returns:
        address → Message-ID of the letters written meanwhile.
    """
    written: dict[str, str] = {}

    def stopped_with_letters() -> bool:
        process.send_signal(signal.SIGSTOP)
        if count_leased(process.pid) > 0:
            return True
        process.send_signal(signal.SIGCONT)
        if count_unsent() == 0:
            written.update(write_one_transaction())
        return False

    wait_until(stopped_with_letters, seconds=60, what="the worker has letters")
    process.kill()
    process.wait(timeout=10)
    return written


def count_leased(pid: int) -> int:
    mine = (OutboxLetter.state == LetterState.SENDING, OutboxLetter.leased_by.contains(f":{pid}:"))
    return count(*mine)


def count_unsent() -> int:
    return count(OutboxLetter.state != LetterState.SENT)


def count(*conditions) -> int:
    found = db.session.scalar(select(func.count()).select_from(OutboxLetter).where(*conditions))
    db.session.rollback()
    return int(found or 0)


def states() -> dict[LetterState, int]:
    rows = db.session.execute(select(OutboxLetter.state, func.count()).group_by(OutboxLetter.state)).all()
    return {row[0]: row[1] for row in rows}
