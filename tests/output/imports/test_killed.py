"""A worker that is killed when it has written every row of an import, or of undoing one, and has not yet said so: the rows are
there all or not at all, and the next worker does the whole."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import event as listening
from sqlalchemy import text

from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.ground.jobs import services as jobs
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.imports.models import BatchState
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import keep, make_admin, make_member, make_organization
from tests.on_site.signup.groups import make_asking_event
from tests.output.imports import agenda_sheets, organization_sheets
from tests.output.imports.answers import opened as opened_answers
from tests.output.imports.answers import people as people_of
from tests.output.imports.organization_sheets import code
from tests.output.imports.sending import batch, in_english, take, work
from tests.tools.messages.worker_processes import Fork, wait_until

_OPEN = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND xact_start IS NOT NULL AND backend_type = 'client backend'"
)
"""Transactions of other connections: a server notices a moment later that its client was killed, and until then the job is locked."""

pytestmark = [pytest.mark.engines_differ, pytest.mark.usefixtures("frozen", "database"), pytest.mark.slow]


@dataclass(frozen=True)
class Case:
    """An import that waits for its worker."""

    table: str
    """Which it writes."""
    browser: Any
    address: str
    read: Callable[[], object]
    """What stands there now."""


def outside(event) -> SimpleNamespace:
    """What of the event is asked for when no session knows it any more."""
    return SimpleNamespace(id=event.id, slug=event.slug, starts_at=event.starts_at)


def organizations(sign_in) -> Case:
    make_organization("乙样例有限公司", credit_code=code(2), sector_code=None)
    browser = in_english(sign_in(make_admin()))
    sheet = f"{organization_sheets.HEADS}甲样例有限公司\t\t甲样例\t\t{code(1)}\t湖南\t\t\n乙样例有限公司\t\t\t\t{code(2)}\t\tC34\t\n"
    return Case("organization", browser, organization_sheets.opened(browser, sheet), organization_sheets.rows)


def agenda_and_speakers(sign_in) -> Case:
    event = agenda_sheets.make_hosting_event()
    browser = in_english(sign_in(make_member(event, TeamRole.EDITOR)))
    event, day = outside(event), agenda_sheets.day_of(event)
    spans = [f"{agenda_sheets.at(event, begins)}—{agenda_sheets.at(event, begins + 0.5)}" for begins in (0, 0.5)]
    sheet = (
        f"日期\t时间\t议程内容\t发言嘉宾\n{day}\t{spans[0]}\t开幕式\t王敏；李强\n{day}\t{spans[1]}\t圆桌对话\t张三\n"
    )

    def read() -> object:
        return {title: agenda_sheets.people(item) for title, item in agenda_sheets.items(event).items()}

    return Case("agenda_item", browser, agenda_sheets.opened(browser, event, sheet), read)


def answers_and_order(sign_in) -> Case:
    event = make_asking_event(timezone="Asia/Shanghai")
    keep(Question(event_id=event.id, key="hotel", label={"zh": "酒店"}, kind=QuestionKind.TEXT))
    browser = in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))
    for number, name in (("1", "张三"), ("2", "李四")):
        register(event, make_applicant(name=name, mobile=f"1540000010{number}"))
    event = outside(event)
    sheet = "姓名\t手机\t排序\t酒店\n张三\t15400000101\t2\t一号楼\n李四\t15400000102\t1\t二号楼\n"
    address = opened_answers(browser, event, sheet)
    return Case("registration", browser, address, lambda: people_of(event))


def _work_until_written(app, table) -> None:
    with app.app_context():
        db.engine.dispose(close=False)
        written, settled = [], []

        def note(_connection, _cursor, statement, *_more) -> None:
            words = statement.replace('"', "").split()
            if words[0] in ("INSERT", "UPDATE", "DELETE"):
                written.extend([statement] if table in words[1:3] else [])
                settled.extend([statement] if "job" in words[1:3] else [])

        def die(_connection) -> None:
            if written and settled:
                os.kill(os.getpid(), signal.SIGKILL)
            settled.clear()

        listening.listen(db.engine, "after_cursor_execute", note)
        listening.listen(db.engine, "commit", die)
        work()


def kill_a_worker(app, table) -> None:
    db.session.remove()
    db.engine.dispose()
    process = Fork(target=_work_until_written, args=(app, table), daemon=True)
    process.start()
    process.wait(timeout=60)
    assert process.poll() == -signal.SIGKILL
    if db.engine.dialect.name == "postgresql":
        wait_until(_nothing_is_open, seconds=60, what="the server lets go of what the dead worker held")


def _nothing_is_open() -> bool:
    """Each look is a transaction of its own: within one the server's view does not change."""
    with db.engine.connect() as connection:
        return not connection.execute(_OPEN).scalar()


def do_next() -> None:
    """The lease of the dead worker ends, and another does what is left."""
    later = clock.now() + timedelta(hours=2)
    for job in write(lambda: jobs.lease_due("next", at=later, seconds=60, limit=5)):
        write(lambda job=job: jobs.run(job, at=clock.now()))


@pytest.mark.parametrize("make", [organizations, agenda_and_speakers, answers_and_order])
def test_it_is_there_whole_or_not_at_all_taken_and_undone(app, sign_in, make):
    case = make(sign_in)
    before = case.read()
    take(case.browser, case.address)

    kill_a_worker(app, case.table)
    killed = (case.read(), batch().state)
    do_next()
    done = (case.read(), batch().state)
    case.browser.post(f"{case.address}undo")
    kill_a_worker(app, case.table)
    killed_again = (case.read(), batch().state)
    do_next()

    assert killed == (before, BatchState.TAKING)
    assert done[0] != before and done[1] is BatchState.TAKEN
    assert killed_again == (done[0], BatchState.UNDOING)
    assert (case.read(), batch().state) == (before, BatchState.UNDONE)
