"""The last places of a group, wanted by many at the same moment.

A race without a control proves nothing: the same crowd oversells as soon as the lock is off.
"""

import itertools
from collections import Counter
from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import func, select

from eventmgr.event.quotas import statements
from eventmgr.event.registration.asking import services as registering
from eventmgr.event.registration.asking.views import registering as view
from eventmgr.ground.db import db, is_sqlite
from eventmgr.on_site.signup import queries
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.tools.taxonomy import units
from tests.on_site.signup.groups import choose, make_asking_event, make_group
from tests.race import dawdle, race
from tests.soak import either

pytestmark = pytest.mark.engines_differ

PROCESSES = 12
PEOPLE, PLACES = either((60, 15), (96, 24))


def run(app, event, group, prepare=None):
    """Everybody registers for the group at once, from as many processes; the statuses of the answers.

    Each process speaks for a delegation of its own, so that no row that they all count in makes them wait for each
    other: the event's lock does, or nothing.
    """
    other = make_asking_event()
    choose(other, make_group(other))  # so that the children find everything loaded
    slug, group_id = event.slug, group.id
    answers = race(app, [partial(_post, app, slug, group_id, place) for place in range(PROCESSES)], prepare)
    return Counter(itertools.chain.from_iterable(answers))


def _post(app, slug, group_id, place, gate):
    browser, unit, statuses = app.test_client(), units()[place].code, []
    gate()
    for number in range(place, PEOPLE, PROCESSES):
        typed = {
            "name": f"样例{number}", "organization": f"样例{place:03d}号电气有限公司", "unit": unit,
            "mobile": f"154{number:08d}", "email": f"a{number}@example.com", "group": str(group_id), "consent": "y",
        }  # fmt: skip
        statuses.append(browser.post(f"/events/{slug}/register/", data=typed).status_code)
    return statuses


def count(group_id, state):
    query = select(func.count()).select_from(Signup).where(Signup.item_id == group_id, Signup.state == state)
    return db.session.scalar(query)


@pytest.mark.slow
@pytest.mark.soak(again=True)
def test_a_crowd_for_the_places_of_a_group_gets_exactly_those_and_the_rest_waits(app, frozen):
    event = make_asking_event()
    group = make_group(event, PLACES)
    group_id = group.id

    answers = run(app, event, group)

    assert answers == {303: PEOPLE}
    assert count(group_id, SignupState.HELD) == PLACES
    assert count(group_id, SignupState.WAITING) == PEOPLE - PLACES


def look_before_the_lock():
    """The group's counts are read before the transaction that writes, as a careless view would."""
    dawdle(queries, "find_group")
    look, seen = queries.find_group, {}

    def note(event_id, applicant):
        seen["counts"] = look(event_id, int(applicant.answers["group"]))
        db.session.rollback()

    view.slow_down = note
    queries.find_group = lambda _event_id, _item_id: replace(seen.pop("counts"))


def take_the_lock_away():
    """Nobody locks the event's row; nor the number of its counts, which would do as well."""
    registering.lock = lambda event: None
    dawdle(queries, "find_group")
    statements._changes_who_comes = lambda steps: False


@pytest.mark.slow
@pytest.mark.parametrize("prepare", [look_before_the_lock, take_the_lock_away])
def test_without_the_lock_the_same_crowd_oversells_the_group(app, frozen, prepare):
    if prepare is take_the_lock_away and is_sqlite():
        pytest.skip("SQLite has one writer at a time: BEGIN IMMEDIATE is a lock of its own")

    event = make_asking_event()
    group = make_group(event, PLACES)
    group_id = group.id

    run(app, event, group, prepare)

    assert count(group_id, SignupState.HELD) > PLACES
