"""One person, one code, many devices at the same moment: one mark, one line of the trail."""

import multiprocessing

import pytest
from sqlalchemy import select

from eventmgr import clock
from eventmgr.db import db, write
from eventmgr.events.models import Event
from eventmgr.log.models import AuditEntry
from eventmgr.log.services import SYSTEM, Act
from eventmgr.quotas.models import Status, Tally
from eventmgr.registration import services
from eventmgr.registration.errors import NotPossible
from eventmgr.registration.letters import check_in_code
from eventmgr.registration.models import Registration
from eventmgr.team.roles import TeamRole
from tests.conftest import client_of
from tests.factories import make_event, make_member, make_registration
from tests.safety.worlds import broken_laws

DEVICES = 8


def _scan(app, cookie, address, code, start, answers):
    with app.app_context():
        db.engine.dispose(close=False)
    browser = app.test_client()
    browser.set_cookie("session", cookie)
    start.wait()
    answer = browser.post(address, data={"code": code})
    answers.put((answer.status_code, "now=1" in answer.headers.get("Location", "")))


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
    fork = multiprocessing.get_context("fork")
    start, answers = fork.Barrier(DEVICES), fork.SimpleQueue()
    work = (app, cookie, address, code, start, answers)
    devices = [fork.Process(target=_scan, args=work) for _ in range(DEVICES)]
    db.session.remove()
    db.engine.dispose()

    for device in devices:
        device.start()
    found = sorted(answers.get() for _ in devices)
    for device in devices:
        device.join()

    assert found == [(303, False)] * (DEVICES - 1) + [(303, True)]
    assert list(db.session.scalars(select(AuditEntry.action))) == ["attended"]
    assert db.session.get(Registration, place_id).status is Status.ATTENDED
    counted = {row.status: row.n for row in db.session.scalars(select(Tally))}
    assert {status: n for status, n in counted.items() if n} == {Status.ATTENDED: 1}


def _act(app, verb, event_id, ids, start, lost):
    with app.app_context():
        db.engine.dispose(close=False)
        start.wait()
        for number in ids:
            try:
                write(lambda number=number: _do(verb, event_id, number))
            except NotPossible:
                lost.put(number)
        lost.put(None)


def _do(verb, event_id, number):
    verb(db.session.get(Event, event_id), db.session.get(Registration, number), act=Act(SYSTEM, clock.now()))


@pytest.mark.soak(again=True)
@pytest.mark.slow
def test_people_who_are_marked_while_others_change_them_are_counted_where_they_stand(app, frozen):
    event = make_event()
    ids = [make_registration(event, unit_code=unit).id for unit in ("310000", "420000") * 12]
    frozen.move_to(event.starts_at)
    fork = multiprocessing.get_context("fork")
    verbs = (services.mark_attended, services.withdraw, services.mark_absent, services.unmark)
    start, lost = fork.Barrier(len(verbs)), fork.SimpleQueue()
    crowd = [fork.Process(target=_act, args=(app, verb, event.id, ids, start, lost)) for verb in verbs]
    db.session.remove()
    db.engine.dispose()

    for process in crowd:
        process.start()
    ends = 0
    while ends < len(verbs):
        ends += lost.get() is None
    for process in crowd:
        process.join()

    assert [process.exitcode for process in crowd] == [0] * len(verbs)
    assert broken_laws() == []
