"""The worker of an import: how far it is, killed in the middle, given up."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import event as listening
from sqlalchemy import select

from eventmgr.event.events.models import InvitedUnit, QuotaMode
from eventmgr.event.quotas.models import Status, Tally
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.jobs import services as jobs
from eventmgr.ground.jobs.models import Job, JobState
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.imports import progress, services
from eventmgr.output.imports.models import BatchState
from eventmgr.output.imports.people.importer import PORTION
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import make_event, make_member
from tests.output.imports.sending import batch, in_english, letters, names, opened, take, work
from tests.tools.messages.worker_processes import Fork

pytestmark = pytest.mark.usefixtures("frozen")
HEADS = "姓名\t单位\t手机\t职务\n"


def many(number: int, title: str = "科长") -> str:
    rows = [f"张{chr(0x4E00 + n)}\t第{n % 7}公司\t{15400000000 + n}\t{title}\n" for n in range(number)]
    return HEADS + "".join(rows)


def lease_later() -> list[Job]:
    later = clock.now() + timedelta(hours=2)
    return write(lambda: jobs.lease_due("next", at=later, seconds=60, limit=5))


def work_until_killed(app, killed_at) -> None:
    """What a worker process does that gets SIGKILL at the `killed_at`-th time at which it tells how far it is."""
    with app.app_context():
        db.engine.dispose(close=False)
        told, calls = progress._tell, []

        def dies(*args) -> None:
            told(*args)
            calls.append(args)
            if len(calls) == killed_at:
                os.kill(os.getpid(), signal.SIGKILL)

        progress._tell = dies
        work()


def outside(event) -> SimpleNamespace:
    """What of the event is asked for when no session knows it any more."""
    return SimpleNamespace(id=event.id, slug=event.slug)


def kill_a_worker(app, killed_at) -> None:
    db.session.remove()
    db.engine.dispose()
    process = Fork(target=work_until_killed, args=(app, killed_at), daemon=True)
    process.start()
    process.wait(timeout=60)
    assert process.poll() == -signal.SIGKILL


@pytest.mark.slow
def test_a_killed_process_leaves_nothing_of_an_import_and_the_next_does_all(app, office, event):
    number = PORTION * 2 + 10
    event = outside(event)
    address = opened(office, event, pasted=many(number))
    take(office, address)

    kill_a_worker(app, 3)

    assert names(event) == {} and letters() == 0 and batch().state is BatchState.TAKING
    assert f"{PORTION * 2} of {number} rows done" in office.get(address).text
    for job in lease_later():
        write(lambda job=job: jobs.run(job, at=clock.now()))
    assert len(names(event)) == number and batch().state is BatchState.TAKEN
    assert batch().numbers == {"new": number, "changed": 0, "same": 0, "left_out": 0}


@pytest.mark.slow
def test_a_killed_process_leaves_all_of_an_import_that_it_was_undoing(app, office, event):
    event = outside(event)
    address = opened(office, event, pasted=many(PORTION + 5))
    take(office, address)
    work()
    office.post(f"{address}undo")

    kill_a_worker(app, 2)

    assert len(names(event)) == PORTION + 5 and batch().state is BatchState.UNDOING
    for job in lease_later():
        write(lambda job=job: jobs.run(job, at=clock.now()))
    assert set(names(event)) == {"—"} and batch().state is BatchState.UNDONE


def fail_ten_times(monkeypatch) -> None:
    def broken(*_args, **_more):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(progress, "of", broken)
    for attempt in range(jobs.TRIES):
        [job] = write(
            lambda attempt=attempt: jobs.lease_due(
                "w", at=clock.now() + timedelta(days=attempt + 1), seconds=60, limit=5
            )
        )
        with pytest.raises(RuntimeError):
            write(lambda job=job: jobs.run(job, at=clock.now()))
        write(lambda job=job: jobs.put_off(job, "RuntimeError: the disk is full", at=clock.now(), jitter=0))
    monkeypatch.undo()


def test_an_import_that_fails_ten_times_says_so_and_its_rows_can_be_imported_again(office, event, monkeypatch):
    address = opened(office, event, pasted=many(3))
    office.post(f"{address}correct", data={"d_2": "skip"})
    take(office, address)
    fail_ten_times(monkeypatch)

    page = office.get(address)
    assert batch().state is BatchState.FAILED and names(event) == {} and letters() == 0
    assert "The rows could not be imported" in page.text and "Refresh" not in page.headers
    assert office.get(f"{address}undo").status_code == 200 and office.post(f"{address}undo").status_code == 409
    assert office.post(f"{address}reopen").status_code == 303
    assert "You left out 1 row: 2." in office.get(address).text
    take(office, address)
    work()
    assert len(names(event)) == 2


def test_an_import_that_failed_can_be_discarded_and_one_that_did_not_cannot_be_opened_again(office, event, monkeypatch):
    address = opened(office, event, pasted=many(3))
    take(office, address)
    office.post(f"{address}reopen")
    assert batch().state is BatchState.TAKING
    fail_ten_times(monkeypatch)

    office.post(f"{address}discard")

    assert (batch().state, batch().content) == (BatchState.DISCARDED, {})


def test_undoing_that_fails_ten_times_leaves_the_import_and_can_be_tried_again(office, event, monkeypatch):
    address = opened(office, event, pasted=many(3))
    take(office, address)
    work()
    office.post(f"{address}undo")
    fail_ten_times(monkeypatch)

    assert batch().state is BatchState.UNDO_FAILED and len(names(event)) == 3
    assert "The import could not be undone" in office.get(address).text
    assert office.post(f"{address}undo").status_code == 303
    work()
    assert batch().state is BatchState.UNDONE


def test_a_job_whose_workers_all_died_is_given_up_as_well(app, office, event):
    import threading

    from eventmgr.console.cli.worker import Worker

    event = outside(event)
    address = opened(office, event, pasted=many(3))
    take(office, address)
    for attempt in range(jobs.TRIES):
        write(lambda attempt=attempt: jobs.lease_due("w", at=clock.now() + timedelta(days=attempt), seconds=9, limit=5))
    write(lambda: db.session.execute(Job.__table__.update().values(due_at=clock.now())))

    Worker(app, lease=60, batch=5, stop=threading.Event()).round()

    assert batch().state is BatchState.FAILED and names(event) == {}
    assert {job.state for job in db.session.scalars(select(Job).where(Job.kind == services.TAKE))} == {JobState.FAILED}


def test_many_changes_of_one_import_are_counted_written_and_undone_like_one(office, event):
    for number in range(30):
        name = f"张{chr(0x4E00 + number)}"
        register(
            event, make_applicant(name=name, mobile=str(15400000000 + number), title="科长", organization="甲公司")
        )
    before = dict(db.session.execute(select(Tally.status, Tally.n)).all())
    address = opened(office, event, pasted=many(30, "处长"))
    take(office, address)
    work()

    rows = db.session.scalars(select(Registration)).all()
    assert {row.title for row in rows} == {"处长"} and len({row.organization_id for row in rows}) == 7
    assert {row.organization.name for row in rows} == {row.person.organization.name for row in rows}
    assert dict(db.session.execute(select(Tally.status, Tally.n)).all()) == before
    office.post(f"{address}undo")
    work()
    assert {row.title for row in rows} == {"科长"} and {row.organization_name for row in rows} == {"甲公司"}


def test_quotas_that_bind_hold_for_each_row_of_one_import_and_for_changed_ones(sign_in):
    event = make_event(quota_mode=QuotaMode.REFUSE, has_waiting_list=True)
    db.session.add(InvitedUnit(event_id=event.id, unit_code="430000", quota=2))
    db.session.commit()
    office = in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))
    rows = "".join(f"张{number}\t甲公司\t1540000010{number}\t湖南省\n" for number in "1234")
    take(office, opened(office, event, pasted=f"姓名\t单位\t手机\t代表团\n{rows}李四\t甲公司\t15400000109\t\n"))
    work()

    states = {row.name: row.status for row in db.session.scalars(select(Registration))}
    assert states == {
        "张1": Status.CONFIRMED, "张2": Status.CONFIRMED, "张3": Status.WAITLISTED, "张4": Status.WAITLISTED,
        "李四": Status.CONFIRMED,
    }  # fmt: skip
    take(office, opened(office, event, pasted="姓名\t手机\t代表团\n李四\t15400000109\t湖南省\n"))
    work()
    assert batch().numbers["left_out"] == 1 and batch().numbers["changed"] == 0


def test_undoing_frees_places_for_those_who_wait_and_takes_entries_out_of_calendars(sign_in):
    event = make_event(capacity=2, has_waiting_list=True)
    office = in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))
    rows = "".join(f"张{n}\t甲公司\t1540000010{n}\ta@example.com\n" for n in "12")
    address = opened(office, event, pasted=f"姓名\t单位\t手机\t邮箱\n{rows}")
    take(office, address)
    work()
    waits = register(event, make_applicant(name="王五", mobile="15400000109"))
    assert waits.status is Status.WAITLISTED

    office.post(f"{address}undo", data={"telling": "now"})
    work()

    db.session.refresh(waits)
    assert waits.status is Status.CONFIRMED
    from eventmgr.tools.messages.models import OutboxLetter

    deleted = db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "registration.deleted")).all()
    taken_back = [letter for letter in deleted if "CANCEL" in str(letter.attachments)]
    assert (len(deleted), len(taken_back)) == (2, 1)  # two share the mailbox: the entry goes with the last of them


def test_an_import_of_twice_as_many_rows_takes_a_few_statements_more(office, event, count_statements):
    counted = []
    for number, family in ((100, "张"), (200, "李")):
        take(office, opened(office, event, pasted=many(number).replace("张", family)))
        with count_statements() as statements:
            work()
        counted.append(len(statements))

    of_a_row = 0 if db.engine.dialect.name == "postgresql" else 1  # SQLite has no round trips to save
    assert counted[1] - counted[0] < 20 + of_a_row * 100


def test_undoing_many_takes_hardly_more_statements_than_undoing_few(office, event):
    """But for rows that the session inserts, of which SQLite takes one a statement."""
    numbers = []
    for many_of_them in (20, 320):
        address = opened(office, event, pasted=many(many_of_them))
        take(office, address)
        work()
        office.post(f"{address}undo")
        said = []

        def hear(_connection, _cursor, statement, *_more, said=said):
            if not statement.startswith(("INSERT INTO audit_entry", "INSERT INTO letter")):
                said.append(statement)

        listening.listen(db.engine, "before_cursor_execute", hear)
        work()
        listening.remove(db.engine, "before_cursor_execute", hear)
        assert batch().state is BatchState.UNDONE and set(names(event)) == {"—"}
        numbers.append(len(said))

    assert numbers[1] <= numbers[0] + 12, numbers
