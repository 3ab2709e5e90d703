"""A mail server that refuses everything for a while: nothing is lost, it is left alone meanwhile, and nothing leaves twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.tools.messages import services
from eventmgr.tools.messages.models import LetterState, OutboxLetter, WayOut
from eventmgr.tools.messages.outgoing import services as outgoing
from tests.tools.messages.letters import write
from tests.tools.messages.peer import Peer, listening, parse
from tests.tools.messages.worker import drain, rows, written

SPAM = "554 5.7.1 rejected as spam"


@pytest.fixture
def refusing(at_smtp):
    """A server that refuses every text until told otherwise."""
    peer = Peer()
    peer.at_data = lambda _address, _number: SPAM
    with listening(peer) as url:
        at_smtp(url)
        yield peer


def way_out() -> WayOut:
    (row,) = rows(WayOut)
    return row


def recover(peer) -> None:
    peer.at_data = lambda _address, _number: "250 ok"


def states() -> list[str]:
    return [row.state.value for row in rows()]


def received_once(peer) -> bool:
    """Whether every letter was taken, once, under the Message-ID of its row."""
    taken = sorted(str(parse(content)["Message-ID"]) for _address, content in peer.accepted)
    return taken == sorted(row.message_id for row in rows())


def test_after_five_refusals_in_a_row_the_others_are_not_tried_and_none_is_lost(app, refusing, caplog):
    written(20)

    assert drain(app) is False

    assert [(row.state, row.attempts) for row in rows()] == [(LetterState.DUE, 1)] * 5 + [(LetterState.DUE, 0)] * 15
    assert (len(refusing.received), way_out().answer, way_out().refusals) == (5, SPAM, 5)
    assert [line for line in caplog.messages if "takes none of our letters" in line and SPAM in line]


def test_one_letter_at_a_time_goes_to_see_with_growing_pauses(app, refusing, frozen):
    written(20)
    drain(app)

    pauses = []
    for number in range(8):
        pauses.append((way_out().paused_until - clock.now()).total_seconds())
        drain(app)
        assert len(refusing.received) == 5 + number, "nothing leaves before the pause is over"
        frozen.shift(pauses[-1])
        drain(app)
        assert len(refusing.received) == 6 + number

    assert pauses == [30, 60, 120, 240, 480, 600, 600, 600]


def test_once_one_is_taken_all_leave_under_their_own_message_id(app, refusing, frozen):
    written(20)
    drain(app)
    recover(refusing)
    frozen.shift(30)

    assert drain(app) is True

    assert states() == ["sent"] * 20
    assert received_once(refusing)
    assert (way_out().failing_since, way_out().refusals, way_out().paused_until) == (None, 0, None)


def test_the_letter_that_goes_to_see_is_one_that_was_not_refused_yet_so_that_one_bad_text_holds_nobody_up(
    app, refusing, frozen
):
    refusing.at_data = lambda address, _number: "250 ok" if address == "good@example.com" else SPAM
    written(10)
    drain(app)
    written(to_address="good@example.com")
    frozen.shift(30)

    drain(app)

    assert [address for address, _content in refusing.accepted] == ["good@example.com"]


def test_a_refused_letter_is_tried_over_a_day_and_then_given_up(app, refusing, frozen):
    began = clock.now()
    written()
    drain(app)
    while (due_at := rows()[0].due_at) is not None:
        frozen.move_to(due_at)
        drain(app)

    (row,) = rows()
    assert (row.state, row.attempts, row.last_error) == (LetterState.FAILED, services.REFUSED_TRIES, SPAM)
    assert timedelta(hours=12) < clock.now() - began < timedelta(hours=48)


def test_recipients_that_are_none_pause_nothing(app, refusing):
    refusing.at_recipient = lambda _address: "550 5.1.1 no such user"
    written(12)

    assert drain(app) is True
    assert states() == ["failed"] * 12


def test_a_sender_that_is_refused_costs_no_try_and_is_asked_of_one_letter_at_a_time(app, refusing, frozen):
    asked = []
    refusing.at_sender = lambda address: asked.append(address) or "550 5.7.1 not you"
    written(8)

    for _number in range(3):
        assert drain(app) is False
        frozen.shift(600)
    refusing.at_sender = lambda _address: "250 ok"
    recover(refusing)
    drain(app)

    assert len(asked) == 3
    assert [(row.state, row.attempts) for row in rows()] == [(LetterState.SENT, 1)] * 8


def test_addresses_in_what_the_server_said_are_covered(app, refusing):
    refusing.at_data = lambda address, _number: f"554 5.7.1 <{address}>: relay access denied"
    written(to_address="zhang.san@example.com")

    drain(app)

    assert "zhang.san" not in way_out().answer
    assert "relay access denied" in way_out().answer


def test_an_administrator_can_have_it_tried_at_once(app, refusing, frozen):
    written(6)
    drain(app)
    recover(refusing)
    with transaction():
        outgoing.try_now(at=clock.now())

    drain(app)

    assert states() == ["sent"] * 6


@pytest.mark.parametrize(("event_id", "everywhere", "sent"), [(1, False, 2), (None, False, 1), (None, True, 4)])
def test_all_that_failed_are_sent_again_in_one_go_for_one_event_for_none_or_for_all(
    app, refusing, event_id, everywhere, sent
):
    for event in (1, 1, 2, None):
        written(event_id=event)
    with transaction():
        for letter in db.session.scalars(select(OutboxLetter)):
            letter.state, letter.due_at, letter.attempts = LetterState.FAILED, None, 12
    recover(refusing)

    with transaction():
        revived = services.send_all_again(event_id, everywhere=everywhere, at=clock.now())
    drain(app)

    assert (sum(map(len, revived.values())), len(refusing.accepted)) == (sent, sent)
    assert len({content for _address, content in refusing.accepted}) == sent


def test_what_was_sent_is_not_sent_again(app, refusing):
    recover(refusing)
    written(3)
    drain(app)

    with transaction(), pytest.raises(services.NotFailed):
        services.send_all_again(None, everywhere=True, at=clock.now())
    drain(app)

    assert len(refusing.accepted) == 3


def test_a_clock_that_ran_ahead_makes_no_letter_wait(app, refusing, frozen):
    """Written, tried, held back and leased under a clock three days ahead; then it is right again."""
    frozen.shift(3 * 86_400)
    written(12)
    drain(app)
    with transaction():
        services.lease_due("another that died", at=clock.now(), seconds=60, limit=1)
        write(at=clock.now())
    frozen.shift(-3 * 86_400)
    recover(refusing)

    for _hour in range(5):
        drain(app)
        frozen.shift(3600)

    assert states() == ["sent"] * 13
    assert received_once(refusing)
