"""A letter's way through the outbox."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.ground.db import db, transaction
from eventmgr.ground.errors import NotFound
from eventmgr.ground.jobs.backoff import delay
from eventmgr.tools.messages import queries, services
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from tests.factories import NOON
from tests.tools.messages.letters import make_letter, write

MINUTE = timedelta(minutes=1)


def lease(worker="a", at=NOON, seconds=60, limit=10):
    with transaction():
        return services.lease_due(worker, at=at, seconds=seconds, limit=limit)


def states():
    rows = db.session.scalars(select(OutboxLetter).order_by(OutboxLetter.id).execution_options(populate_existing=True))
    found = [(row.state, row.due_at, row.attempts) for row in rows]
    db.session.rollback()
    return found


def test_a_letter_of_a_rolled_back_transaction_was_never_written(database):
    with pytest.raises(RuntimeError), transaction():
        write()
        raise RuntimeError

    assert states() == []


def test_a_written_letter_is_due_at_once(database):
    with transaction():
        write()

    assert states() == [(LetterState.DUE, NOON, 0)]


def test_a_leased_letter_is_nobody_elses_until_the_lease_ends(database):
    with transaction():
        letter = write()

    taken = [
        [row.id for row in lease("a", NOON)],
        [row.id for row in lease("b", NOON + timedelta(seconds=59))],
        [row.id for row in lease("b", NOON + MINUTE)],
    ]

    assert taken == [[letter.id], [], [letter.id]]
    assert states() == [(LetterState.SENDING, NOON + 2 * MINUTE, 2)]


def test_a_lease_takes_the_longest_due_first_and_never_more_than_asked(database):
    with transaction():
        late, early, latest = write(at=NOON), write(at=NOON - MINUTE), write(at=NOON + MINUTE)

    assert [row.id for row in lease(limit=1)] == [early.id]
    assert [row.id for row in lease(limit=5)] == [late.id]
    assert [row.id for row in lease(limit=5, at=NOON + MINUTE / 2)] == []
    assert latest.id not in [row.id for row in lease(limit=5, at=NOON + MINUTE / 2)]


def test_a_sent_letter_is_done_even_if_the_lease_went_to_another_meanwhile(database):
    with transaction():
        write()
    first = lease("a")[0]
    lease("b", NOON + MINUTE)

    with transaction():
        services.sent(first, at=NOON + MINUTE)

    assert states() == [(LetterState.SENT, None, 2)]


def test_only_the_holder_of_the_lease_may_put_off_or_give_up_and_nobody_after_it_was_sent(database):
    with transaction():
        write()
    first = lease("a")[0]
    second = lease("b", NOON + MINUTE)[0]

    with transaction():
        services.refused(first, "550 no such user")
        services.put_off(first, "451", at=NOON, jitter=0)
    assert states() == [(LetterState.SENDING, NOON + 2 * MINUTE, 2)]

    with transaction():
        services.sent(first, at=NOON + MINUTE)
        services.put_off(second, "451", at=NOON, jitter=0)
    assert states() == [(LetterState.SENT, None, 2)]


def test_a_put_off_letter_comes_back_later_and_later_and_fails_in_the_end(database):
    with transaction():
        write()

    waits, now = [], NOON
    for _try in range(services.TRIES):
        letter = lease(at=now)[0]
        with transaction():
            services.put_off(letter, "451 busy\r\nreally", at=now, jitter=0)
        due_at = states()[0][1]
        waits.append(due_at and (due_at - now).total_seconds())
        now = due_at or now

    assert waits[:5] == [10, 20, 40, 80, 160]
    assert waits[-2:] == [3600, None]
    assert sum(waits[:-1]) > timedelta(days=1).total_seconds()
    row = db.session.scalars(select(OutboxLetter)).one()
    assert (row.state, row.last_error, row.attempts) == (LetterState.FAILED, "451 busy really", services.TRIES)


def test_letters_given_back_lose_no_attempt(database):
    with transaction():
        write()
    letter = lease()[0]

    with transaction():
        services.give_back([letter], due_at=NOON + MINUTE, reason="no server")

    assert states() == [(LetterState.DUE, NOON + MINUTE, 0)]


def test_a_lease_can_be_lengthened_only_by_its_holder(database):
    with transaction():
        write(), write()
    mine = lease("a")
    theirs = lease("b", NOON + MINUTE, limit=1)

    with transaction():
        kept = services.keep_leased(mine, "a", at=NOON + MINUTE, seconds=60)

    assert kept == {row.id for row in mine} - {row.id for row in theirs}


def test_the_same_dedupe_key_gives_the_first_letter_again(database):
    with transaction():
        first = write(dedupe_key="notice:7:li", subject="first")
        second = write(dedupe_key="notice:7:li", subject="second")
        other = write(dedupe_key="notice:7:wang")

    assert (second.id, second.subject) == (first.id, "first")
    assert other.id != first.id
    assert len(states()) == 2


def test_the_text_of_a_confidential_letter_goes_once_it_was_sent(database):
    with transaction():
        write(confidential=True)
    letter = lease()[0]

    with transaction():
        services.sent(letter, at=NOON)

    row = db.session.scalars(select(OutboxLetter)).one()
    assert (letter.text != "", row.text, row.html) == (True, "", "")


def test_letters_are_listed_newest_first_page_by_page_within_their_event(database):
    with transaction():
        mine = [write(event_id=1).id for _number in range(5)]
        write(event_id=2), write()

    first = [row.id for row in queries.list_letters(1, limit=3)]
    second = [row.id for row in queries.list_letters(1, limit=3, before_id=first[-1])]

    assert first + second == mine[::-1]
    assert len(queries.list_letters(None)) == 1


def test_a_letter_of_another_event_is_not_found(database):
    with transaction():
        mine, theirs, nobodys = write(event_id=1), write(event_id=2), write()

    assert queries.get_letter(1, mine.id).id == mine.id
    assert queries.get_letter(None, nobodys.id).id == nobodys.id
    for event_id, letter_id in ((1, theirs.id), (1, nobodys.id), (None, mine.id), (1, 10**6)):
        with pytest.raises(NotFound):
            queries.get_letter(event_id, letter_id)


def test_letters_are_listed_by_state_and_by_what_they_are_about(database):
    with transaction():
        first, second = write(event_id=1, about="registration:1"), write(event_id=1, about="registration:2")
    lease(limit=1)

    assert [row.id for row in queries.list_letters(1, state=LetterState.SENDING)] == [first.id]
    assert [row.id for row in queries.list_letters(1, about="registration:2")] == [second.id]


def test_back_off_doubles_up_to_its_limit_and_jitter_spreads_it():
    first, longest = timedelta(seconds=10), timedelta(hours=1)

    waits = [delay(tries, first=first, longest=longest, jitter=0).total_seconds() for tries in (1, 2, 3, 20, 10**6)]
    spread = [delay(1, first=first, longest=longest, jitter=jitter).total_seconds() for jitter in (0, 0.5, 0.999)]

    assert waits == [5, 10, 20, 1800, 1800]
    assert spread == [5, 7.5, 9.995]


def test_a_message_id_is_never_used_twice(database):
    letter = make_letter()
    with transaction():
        services.enqueue(letter, at=NOON)

    with pytest.raises(Exception, match=r"(?i)unique"), transaction():
        services.enqueue(letter, at=NOON)
