"""A race that the database calls off is run again, three times at most; nothing else is."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from eventmgr.event.events.models import Event
from eventmgr.event.registration import statements
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, is_sqlite, transaction, write
from eventmgr.tools.messages.models import OutboxLetter
from tests.conftest import client_of
from tests.factories import make_event
from tests.safety.worlds import broken_laws

pytestmark = [pytest.mark.engines_differ, pytest.mark.usefixtures("frozen")]


class Losing:
    """Work that loses the race so many times, then wins; it writes each time."""

    def __init__(self, times: int, event: Event, error: type[Exception] = OperationalError) -> None:
        self.left, self.calls, self.event_id, self.error = times, 0, event.id, error

    def __call__(self) -> int:
        self.calls += 1
        event = db.session.get_one(Event, self.event_id)
        event.page_version += 1
        db.session.flush()
        if self.left:
            self.left -= 1
            raise self.error("UPDATE event", {}, Exception("could not serialize access"))
        return event.page_version


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_lost_race_is_run_again_and_what_the_lost_ones_wrote_is_gone(database, lost):
    work = Losing(lost, make_event())

    assert (write(work), work.calls) == (2, lost + 1)


def test_the_third_loss_is_the_last(database):
    event = make_event()
    work = Losing(3, event)

    with pytest.raises(OperationalError):
        write(work)

    db.session.refresh(event)
    assert (work.calls, event.page_version) == (3, 1)


def test_what_is_no_lost_race_is_not_run_again(database):
    work = Losing(1, make_event(), IntegrityError)

    with pytest.raises(IntegrityError):
        write(work)

    assert work.calls == 1


def test_a_true_serialization_failure_and_a_true_deadlock_are_operational_errors(database):
    if is_sqlite():
        pytest.skip("SQLite has one writer at a time; what it says is `database is locked`")
    for state in ("40001", "40P01"):
        with pytest.raises(OperationalError), transaction():
            db.session.execute(text("DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '" + state + "'; END $$"))


@pytest.mark.parametrize(("lost", "status", "places"), [(2, 303, 1), (3, 503, 0)])
def test_a_visitor_whose_race_is_lost_twice_is_registered_once(app, monkeypatch, lost, status, places):
    event, left, enter = make_event(capacity=1), [lost], statements.insert_with

    def lose(*arguments, **named):
        entered = enter(*arguments, **named)
        if left[0]:
            left[0] -= 1
            raise OperationalError("INSERT", {}, Exception("deadlock detected"))
        return entered

    monkeypatch.setattr(statements, "insert_with", lose)
    typed = {
        "name": "张三", "organization": "湖北样例019号汽车部件有限公司", "unit": "420000", "mobile": "15400000219",
        "email": "zhangsan@example.com", "consent": "y",
    }  # fmt: skip

    answer = client_of(app).post(f"/events/{event.slug}/register/", data=typed)

    kept = [db.session.query(model).count() for model in (Registration, OutboxLetter)]
    assert (answer.status_code, kept, broken_laws()) == (status, [places, places], [])
