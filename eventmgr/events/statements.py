"""The few writes of events that are statements and not attribute changes, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from sqlalchemy import inspect, text, update

from eventmgr.db import db
from eventmgr.events.models import Event

_SITE = text(
    "INSERT INTO site_revision (scope, value) VALUES ('site', 1)"
    " ON CONFLICT (scope) DO UPDATE SET value = site_revision.value + 1"
)


def raise_revision(event: Event) -> Event | None:
    """Lock the event's row by raising its revision, and read it again, in one statement; None where it is gone."""
    identity = inspect(event).identity
    number = identity[0] if identity else event.id
    db.session.flush()
    db.session.expire(event)
    statement = (
        update(Event)
        .where(Event.id == number)
        .values(revision=Event.revision + 1)
        .returning(Event)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return db.session.scalar(statement)


def raise_site_revision() -> None:
    """Make every page and feed that lists events stale."""
    db.session.execute(_SITE)
