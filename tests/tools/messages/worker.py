"""Steps of the tests of worker, which others take too."""

from __future__ import annotations

import threading

from sqlalchemy import select

from eventmgr.console.cli.worker import Worker
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.tools.messages.models import OutboxLetter
from tests.tools.messages.letters import write


def drain(app, **options) -> bool:
    """One worker of this process does what is due."""
    settings = {"lease": 60, "batch": 10, "stop": threading.Event()} | options
    return Worker(app, **settings).run(once=True)


def written(count=1, **values) -> list[int]:
    with transaction():
        return [write(at=clock.now(), **values).id for _number in range(count)]


def rows(model=OutboxLetter):
    query = select(model).order_by(*model.__table__.primary_key).execution_options(populate_existing=True)
    found = list(db.session.scalars(query))
    for row in found:
        db.session.expunge(row)
    db.session.rollback()
    return found
