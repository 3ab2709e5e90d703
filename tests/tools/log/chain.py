"""Steps of the tests of chain, which others take too."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from eventmgr.ground.db import db, transaction
from eventmgr.ground.features import laws
from eventmgr.tools.log import seals
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import SYSTEM, Act, Actor, delete_old, record
from tests.factories import NOON

PERSON = Actor(ActorKind.PARTICIPANT, 9, "张三")


def write_entries(event, number, *, at=NOON, action="changed", by=PERSON):
    """So many entries about `event`; their numbers."""
    with transaction():
        made = [
            record(
                Act(by, at), action, event, event_id=event.id, object_name=f"李{n}", reason="更正",
                changes={"title": ["处长", "司长"], "status": [None, "published"]},
            )
            for n in range(number)
        ]  # fmt: skip
        db.session.flush()
        return [entry.id for entry in made]


def seal():
    """Seal all that waits; how many entries."""
    with transaction():
        return seals.seal_some()


def told():
    """What `eventmgr check` says of the chain."""
    db.session.expire_all()
    db.session.rollback()
    return laws()["change log"]()


def change(statement, **values):
    """As somebody does who has the database and nothing else."""
    with transaction():
        db.session.execute(text(statement), values)
    db.session.expire_all()


def prune(before, limit=200, records=()):
    with transaction():
        return delete_old(before, records=records, keeps=(), limit=limit, act=Act(SYSTEM, NOON + timedelta(days=9)))
