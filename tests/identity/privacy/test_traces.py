"""What was deleted is not in the files of the database either: neither on freed pages nor in the log."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from eventmgr.console.cli.worker import Worker
from eventmgr.event.registration.retaining.services.forgetting import forget
from eventmgr.ground.db import clear_log, db, is_sqlite, transaction
from eventmgr.identity.directory.models import Organization
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, make_event, make_person, make_registration

pytestmark = pytest.mark.engines_differ

NAME, ORGANIZATION = "删除甲乙丙", "删除样例丁戊有限公司"


def files() -> dict[str, bytes]:
    """The bytes of the database and of its log."""
    path = Path(db.engine.url.database)
    return {one.name[-4:]: one.read_bytes() for one in (path, path.with_name(f"{path.name}-wal")) if one.exists()}


def found() -> set[str]:
    return {name for name, content in files().items() if NAME.encode() in content or ORGANIZATION.encode() in content}


@pytest.mark.one_engine
def test_after_the_round_of_deletions_neither_the_database_nor_its_log_holds_what_was_deleted(app, database, frozen):
    event = make_event()
    person = make_registration(event, make_person(NAME), organization_name=ORGANIZATION)
    assert found(), "nothing to find means nothing was looked for"
    db.session.rollback()
    with transaction():
        forget(event, person, act=Act(SYSTEM, NOON), notify=False)
    for row in db.session.query(Organization).filter_by(name=ORGANIZATION):
        db.session.delete(row)
    db.session.commit()
    Worker(app, lease=60, batch=10, stop=threading.Event()).run(once=True)

    assert found() == set()


@pytest.mark.one_engine
def test_while_somebody_reads_the_log_is_emptied_later(database, frozen):
    make_event()
    with db.engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM event").scalar()
        make_event()
        is_empty = clear_log()
        reader.rollback()
    db.session.rollback()

    assert (is_empty, clear_log()) == (not is_sqlite(), True)
