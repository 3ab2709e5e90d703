"""One person, one code, many devices at the same moment: one mark, one line of the trail."""

import contextlib
from functools import partial

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status, Tally
from eventmgr.event.registration.deciding.services.decisions import withdraw
from eventmgr.event.registration.deciding.services.marking import mark_absent, mark_attended, unmark
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.letters.writing import check_in_code
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.models import AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from tests.conftest import client_of
from tests.factories import make_event, make_member, make_registration
from tests.race import race
from tests.safety.worlds import broken_laws

pytestmark = pytest.mark.engines_differ

DEVICES = 8


def _scan(app, cookie, address, code, gate):
    browser = app.test_client()
    browser.set_cookie("session", cookie)
    gate()
    answer = browser.post(address, data={"code": code})
    return answer.status_code, "now=1" in answer.headers.get("Location", "")


@pytest.mark.soak(again=True)
@pytest.mark.slow
def test_the_same_code_on_eight_devices_at_once_is_one_mark_and_one_line_of_the_trail(app, sign_in, frozen):
    event = make_event()
    place = make_registration(event)
    frozen.move_to(event.starts_at)
    browser = sign_in(make_member(event, TeamRole.CHECK_IN), client_of(app))
    browser.get("/")
    cookie, code = browser.get_cookie("session").value, check_in_code(place)
    address, place_id = f"/manage/events/{event.slug}/checkin/", place.id

    found = race(app, [partial(_scan, app, cookie, address, code)] * DEVICES)

    assert sorted(found) == [(303, False)] * (DEVICES - 1) + [(303, True)]
    assert list(db.session.scalars(select(AuditEntry.action))) == ["attended"]
    assert db.session.get(Registration, place_id).status is Status.ATTENDED
    counted = {row.status: row.n for row in db.session.scalars(select(Tally))}
    assert {status: n for status, n in counted.items() if n} == {Status.ATTENDED: 1}


def _act(app, verb, event_id, ids, gate):
    with app.app_context():
        gate()
        for number in ids:
            with contextlib.suppress(NotPossible):
                write(lambda number=number: _do(verb, event_id, number))


def _do(verb, event_id, number):
    verb(db.session.get(Event, event_id), db.session.get(Registration, number), act=Act(SYSTEM, clock.now()))


@pytest.mark.soak(again=True)
@pytest.mark.slow
def test_people_who_are_marked_while_others_change_them_are_counted_where_they_stand(app, frozen):
    event = make_event()
    ids = [make_registration(event, unit_code=unit).id for unit in ("310000", "420000") * 12]
    frozen.move_to(event.starts_at)
    verbs = (mark_attended, withdraw, mark_absent, unmark)

    race(app, [partial(_act, app, verb, event.id, ids) for verb in verbs])

    assert broken_laws() == []
