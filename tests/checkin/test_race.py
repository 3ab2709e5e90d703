"""One person, one code, many devices at the same moment: one mark, one line of the trail."""

import multiprocessing

import pytest
from sqlalchemy import select

from eventmgr.db import db
from eventmgr.events.models import TeamRole
from eventmgr.log.models import AuditEntry
from eventmgr.registration.letters import check_in_code
from eventmgr.registration.models import Registration, Status, Tally
from tests.conftest import client_of
from tests.factories import make_event, make_member, make_registration

DEVICES = 8


def _scan(app, cookie, address, code, start, answers):
    with app.app_context():
        db.engine.dispose(close=False)
    browser = app.test_client()
    browser.set_cookie("session", cookie)
    start.wait()
    answer = browser.post(address, data={"code": code})
    answers.put((answer.status_code, "now=1" in answer.headers.get("Location", "")))


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
