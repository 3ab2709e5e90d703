"""The last places, wanted by many at the same moment.

A race without a control proves nothing: the same crowd oversells as soon as the lock is off.
"""

import itertools
from collections import Counter
from functools import partial

import pytest
from sqlalchemy import func, select

from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.events.models import InvitedUnit, QuotaMode
from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.queries import count_by_status, count_holding_by_unit, count_taken
from eventmgr.event.registration import states
from eventmgr.event.registration.asking import services as registering
from eventmgr.event.registration.asking.views import registering as view
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.waiting.services import expire_offers
from eventmgr.ground.db import db, is_sqlite, write
from tests.event.registration.registering import kinds_to
from tests.event.registration.waiting_list import END, offering
from tests.factories import keep, make_event
from tests.race import Raised, dawdle, race
from tests.soak import either

pytestmark = pytest.mark.engines_differ

PROCESSES = either(8, 16)
PEOPLE, PLACES = either((96, 32), (300, 100))
DELEGATES, QUOTA = either((60, 20), (120, 40))
FEW = 6
"""Places of a delegation that a third of the crowd belongs to."""


def run(app, slug, prepare=None, *, people=PEOPLE, units=("310000",)):
    """Everybody posts the form of `slug` at once, from as many processes, people of these units by turns; the statuses of
    the answers."""
    _post_one(app.test_client(), make_event().slug, people)  # so that the children find everything loaded
    shares = [range(number, people, PROCESSES) for number in range(PROCESSES)]
    answers = race(app, [partial(_post, app, slug, share, units) for share in shares], prepare)
    return Counter(itertools.chain.from_iterable(answers))


def _post(app, slug, share, units, gate):
    browser = app.test_client()
    gate()
    return [_post_one(browser, slug, number, units[number % len(units)]) for number in share]


def _post_one(browser, slug, number, unit="310000"):
    typed = {
        "name": f"样例{number}",
        "organization": f"上海样例{number % 40:03d}号电气有限公司",
        "unit": unit,
        "mobile": f"154{number:08d}",
        "email": f"a{number}@example.com",
        "consent": "y",
    }
    return browser.post(f"/events/{slug}/register/", data=typed).status_code


def confirmed(event_id):
    query = select(func.count()).where(Registration.event_id == event_id, Registration.status == Status.CONFIRMED)
    return db.session.scalar(query)


@pytest.mark.slow
@pytest.mark.soak(again=True)
def test_three_times_as_many_at_once_as_there_are_places_get_exactly_those(app, frozen):
    event = make_event(capacity=PLACES)
    event_id, slug = event.id, event.slug

    answers = run(app, slug)

    assert answers == {303: PEOPLE}
    counts = count_by_status(event_id)
    assert (confirmed(event_id), counts[Status.CONFIRMED], counts[Status.WAITLISTED]) == (
        PLACES,
        PLACES,
        PEOPLE - PLACES,
    )


def make_event_with_a_quota():
    """No limit of its own; the delegation that the whole crowd belongs to may send `QUOTA`, and not one more."""
    event = make_event(quota_mode=QuotaMode.REFUSE)
    keep(InvitedUnit(event_id=event.id, unit_code="310000", quota=QUOTA))
    return event.id, event.slug


@pytest.mark.slow
@pytest.mark.soak(again=True)
def test_a_delegation_gets_its_places_and_the_event_its_own_of_three_times_as_many_at_once(app, frozen):
    """Of a third of the crowd six, however many places the event has left; and all of the event's places go."""
    event = make_event(capacity=PLACES, quota_mode=QuotaMode.REFUSE)
    for code, quota in (("310000", FEW), ("440000", None)):
        keep(InvitedUnit(event_id=event.id, unit_code=code, quota=quota))
    event_id, slug = event.id, event.slug

    answers = run(app, slug, units=("310000", "440000", "440000"))

    counts = count_by_status(event_id)
    assert answers == {303: PEOPLE}
    assert (confirmed(event_id), counts[Status.WAITLISTED]) == (PLACES, PEOPLE - PLACES)
    assert count_holding_by_unit(event_id) == {"310000": FEW, "440000": PLACES - FEW}


OFFERS = either(4, 16)


def make_offers():
    """(event, (who is offered its place, who is next)) of each, by number; the links of those who are offered one."""
    offers = [offering() for _ in range(OFFERS)]
    tokens = [my_token(first) for _event, (first, _second) in offers]
    numbers = [(event.id, [row.id for row in rows]) for event, rows in offers]
    db.session.close()
    return numbers, tokens


def _accept(app, tokens, gate):
    browser = app.test_client()
    for token in tokens:
        gate()
        browser.post(f"/my/{token}/accept")


def _expire(event_ids, at, gate):
    for event_id in event_ids:
        gate()
        write(lambda number=event_id: expire_offers({"event": number}, at))


@pytest.mark.slow
@pytest.mark.soak(again=True)
def test_an_offer_that_is_accepted_and_ends_at_the_same_moment_has_one_outcome(app, frozen):
    """Two press the button twice, two workers end the offer: the first has the place, or the second is offered it."""
    offers, tokens = make_offers()
    event_ids = [event_id for event_id, _rows in offers]
    app.test_client().get(f"/my/{tokens[0]}/")  # so that the children find everything loaded

    race(app, [partial(_accept, app, tokens)] * 2 + [partial(_expire, event_ids, END)] * 2)

    for event_id, numbers in offers:
        rows = [db.session.get(Registration, number, populate_existing=True) for number in numbers]
        outcome = [row.status for row in rows]
        assert outcome in ([Status.CONFIRMED, Status.WAITLISTED], [Status.WAITLISTED, Status.OFFERED])
        assert count_by_status(event_id)[outcome[0]] == 1 and count_taken(event_id) == 1
        told = [kind for row in rows for kind in kinds_to(row)]
        assert told.count("registration.confirmed") == (outcome[0] is Status.CONFIRMED)
        assert told.count("registration.offered") == (1 if outcome[0] is Status.CONFIRMED else 2)
    assert [found for _law, found in breaches() if found] == []


@pytest.mark.slow
def test_without_the_lock_an_offer_has_two_outcomes(app, frozen):
    if is_sqlite():
        pytest.skip("SQLite has one writer at a time: BEGIN IMMEDIATE is a lock of its own")

    def has_two():
        offers, tokens = make_offers()
        event_ids = [event_id for event_id, _rows in offers]
        crowd = [partial(_accept, app, tokens)] * 2 + [partial(_expire, event_ids, END)] * 2
        try:
            race(app, crowd, leave_offers_unlocked)
        except Raised:  # the same row of the list was changed by one and removed by another
            return True
        rows = [[db.session.get(Registration, number) for number in numbers] for _event_id, numbers in offers]
        told = [[kind for row in both for kind in kinds_to(row)] for both in rows]
        return any("registration.confirmed" in kinds and kinds.count("registration.offered") > 1 for kinds in told)

    assert has_two()


def leave_offers_unlocked():
    states.lock = lambda event: None
    states.list_locked = list
    dawdle(states, "list_locked")


def look_before_the_lock():
    """The counts are read before the transaction that writes, as a careless view would."""
    dawdle(registering, "get_prior_state")
    look, seen = registering.get_prior_state, {}

    def note(event_id, applicant):
        seen[applicant.identity] = look(event_id, applicant, None, None)

    view.slow_down = note
    registering.get_prior_state = lambda _event_id, applicant, *_more: seen.pop(applicant.identity)


def take_the_lock_away():
    """Nobody locks the event's row."""
    registering.lock = lambda event: None
    dawdle(registering, "get_prior_state")
    dawdle(registering, "has_room")


@pytest.mark.slow
@pytest.mark.parametrize("prepare", [look_before_the_lock, take_the_lock_away])
def test_without_the_lock_the_same_crowd_oversells(app, frozen, prepare):
    if prepare is take_the_lock_away and is_sqlite():
        pytest.skip("SQLite has one writer at a time: BEGIN IMMEDIATE is a lock of its own")

    event = make_event(capacity=PLACES)
    event_id, slug = event.id, event.slug

    run(app, slug, prepare)

    assert confirmed(event_id) > PLACES


@pytest.mark.slow
def test_without_the_lock_the_same_crowd_oversells_the_quota(app, frozen):
    if is_sqlite():
        pytest.skip("SQLite has one writer at a time: BEGIN IMMEDIATE is a lock of its own")

    event_id, slug = make_event_with_a_quota()

    run(app, slug, take_the_lock_away, people=DELEGATES)

    assert confirmed(event_id) > QUOTA
