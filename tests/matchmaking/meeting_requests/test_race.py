"""Many companies that ask and answer at the same moment: no request is lost, none is answered twice, nobody has more than it may.

A race without a control proves nothing: the same crowd breaks the rules as soon as the lock is off.
"""

from __future__ import annotations

import contextlib
import itertools
from collections import Counter
from functools import partial

import pytest
from sqlalchemy import select

from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db, is_sqlite, write
from eventmgr.ground.errors import Refusal
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_requests import services
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState
from eventmgr.matchmaking.meeting_requests.queries import count_loads
from eventmgr.matchmaking.meeting_requests.services import holding
from eventmgr.tools.log.models import AuditEntry
from tests.factories import together
from tests.matchmaking.factories import make_matchmaking, make_party, make_request
from tests.matchmaking.meeting_requests.acting import home
from tests.matchmaking.meeting_requests.services import act
from tests.race import dawdle, race
from tests.soak import either

pytestmark = pytest.mark.engines_differ

PROCESSES = 8
COMPANIES = either(24, 200)
MOST = 4
EACH = 6
"""Companies that each one tries to ask: more than it may meet."""
ASKED, ACCEPTED, DECLINED = RequestState.ASKED, RequestState.ACCEPTED, RequestState.DECLINED
STANDS = (ASKED, ACCEPTED)


def make_crowd(*, most=MOST):
    """An event and its companies, by the addresses of their pages and by number."""
    event = make_matchmaking(maximum=most)
    with together():
        parties = [make_party(event) for _ in range(COMPANIES)]
    told = [(party.id, home(party)) for party in parties]
    event_id = event.id
    db.session.close()
    return event_id, told


def _ask(app, told, share, gate):
    """Each company of the share asks those that follow it; (asking, asked) → the status of the answer, and whether it was taken."""
    browser = app.test_client()
    gate()
    statuses = []
    for place in share:
        _number, address = told[place]
        for step in range(1, EACH + 1):
            other = told[(place + step) % len(told)][0]
            statuses.append(browser.post(f"{address}partners/{other}/ask", data={"wish": "would"}).status_code)
    return statuses


def _answer(app, answers, gate):
    """One after the other, as (address, what is said)."""
    browser = app.test_client()
    gate()
    return [browser.post(address, data={"wish": "would"}).status_code for address in answers]


def look(event_id):
    """All requests of the event as they stand."""
    db.session.rollback()
    return list(db.session.scalars(select(MeetingRequest).where(MeetingRequest.event_id == event_id)))


def pairs_of(rows):
    """Of how many pairs more than one request stands."""
    standing = Counter((row.first_id, row.second_id) for row in rows if row.state in STANDS)
    return sum(number > 1 for number in standing.values())


def over(rows, most):
    """Companies that have more than they may: accepted, and own ones that wait."""
    loads = Counter()
    for row in rows:
        if row.state is ACCEPTED:
            loads.update((row.asker_id, row.asked_id))
        elif row.state is ASKED:
            loads.update((row.asker_id,))
    return {number: load for number, load in loads.items() if load > most}


def take_the_lock_away():
    """In each process of a control: the plan is read, and nobody waits for anybody."""
    holding.get_locked_plan = lambda event_id: db.session.get(MeetingPlan, event_id)
    dawdle(holding.queries, "count_loads")


def look_before_the_lock():
    """In each process of a control: how many meetings a company has is read before the transaction that writes."""
    holding.queries.count_loads = lambda party_ids: {number: _SEEN[number] for number in party_ids}


_SEEN = {}


@pytest.mark.slow
@pytest.mark.soak(again=True)
def test_all_ask_at_once_and_each_has_what_it_may_and_no_pair_two(app, frozen):
    event_id, told = make_crowd()
    app.test_client().get(f"{told[0][1]}partners/")  # so that the children find everything loaded
    shares = [range(number, COMPANIES, PROCESSES) for number in range(PROCESSES)]

    answers = race(app, [partial(_ask, app, told, share) for share in shares])

    statuses = Counter(itertools.chain.from_iterable(answers))
    rows = look(event_id)
    assert statuses == {303: COMPANIES * EACH}
    assert (pairs_of(rows), over(rows, MOST)) == (0, {})
    loads = count_loads([number for number, _address in told])
    assert all(load.total == MOST for load in loads.values())
    asked = db.session.query(AuditEntry).filter_by(event_id=event_id, action="asked").count()
    assert asked == len(rows)


@pytest.mark.slow
@pytest.mark.soak(again=True)
def test_of_answers_at_once_the_first_counts_and_each_request_is_answered_once(app, frozen):
    """Two phones of one company: one accepts while the other declines, and the asker withdraws."""
    event_id, told = make_crowd(most=EACH * 2)
    with together():
        parties = [db.session.get(MeetingParty, number) for number, _address in told]
        requests = [(make_request(parties[place], parties[place - 1], ASKED), place) for place in range(COMPANIES)]
    ids = [(request.id, told[place][1], told[place - 1][1]) for request, place in requests]
    db.session.close()
    acts = {
        "accept": [f"{asked}requests/{number}/accept" for number, _asker, asked in ids],
        "decline": [f"{asked}requests/{number}/decline" for number, _asker, asked in reversed(ids)],
        "withdraw": [f"{asker}requests/{number}/withdraw" for number, asker, _asked in ids],
    }
    app.test_client().get(f"{told[0][1]}requests/")

    race(app, [partial(_answer, app, acts[name]) for name in ("accept", "accept", "decline", "withdraw")])

    rows = look(event_id)
    assert len(rows) == COMPANIES and not [row for row in rows if row.state is ASKED]
    entries = db.session.query(AuditEntry).filter_by(event_id=event_id, object_type="meeting_request")
    told_of = Counter((entry.object_id, entry.action) for entry in entries)
    assert set(told_of.values()) == {1}
    for row in rows:
        answers = {action for number, action in told_of if number == row.id}
        assert not {"accepted", "declined"} <= answers
        assert (row.answered_at is not None) == bool(answers & {"accepted", "declined"})
    assert [found for _law, found in breaches() if found] == []


def _ask_for_one(app, event_id, asking, others, gate):
    """One phone of a company asks one after the other, at the same moments as the other phone."""
    with app.app_context():
        event = db.session.get(Event, event_id)
        for other in others:
            _SEEN.update(count_loads([asking, other]))
            db.session.rollback()
            gate()
            with contextlib.suppress(Refusal):
                write(lambda other=other: services.ask(event, asking, other, services.Wanted(), act=act()))


def over_after_a_race(app, prepare=None):
    """A company that may have one meeting asks from two phones at once; what it has too much."""
    event_id, told = make_crowd(most=1)
    asking, others = told[0][0], [number for number, _address in told[1:9]]
    race(app, [partial(_ask_for_one, app, event_id, asking, others[turn::2]) for turn in range(2)], prepare)
    return over(look(event_id), 1)


@pytest.mark.slow
@pytest.mark.soak(again=True)
def test_a_company_that_asks_from_two_phones_has_no_more_than_it_may(app):
    assert over_after_a_race(app) == {}


@pytest.mark.slow
@pytest.mark.parametrize("prepare", [look_before_the_lock, take_the_lock_away])
def test_without_the_lock_the_same_company_has_more_than_it_may(app, prepare):
    if prepare is take_the_lock_away and is_sqlite():
        pytest.skip("SQLite has one writer at a time: BEGIN IMMEDIATE is a lock of its own")

    assert over_after_a_race(app, prepare)


@pytest.mark.slow
@pytest.mark.soak(again=True)
def test_two_that_ask_each_other_at_the_same_moment_have_one_meeting(app, frozen):
    event_id, told = make_crowd()
    pairs = list(zip(told[::2], told[1::2], strict=True))
    sides = [[(one[turn][1], one[1 - turn][0]) for one in pairs] for turn in range(2)]
    app.test_client().get(f"{told[0][1]}partners/")

    race(app, [partial(_answer, app, [f"{address}partners/{other}/ask" for address, other in side]) for side in sides])

    rows = look(event_id)
    assert len(rows) == len(pairs)
    assert {(row.state, row.is_mutual) for row in rows} == {(ACCEPTED, True)}
