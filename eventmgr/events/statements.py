"""The few writes of events that are statements and not attribute changes, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import cast

from sqlalchemy import Table, bindparam, inspect, text, update
from sqlalchemy.orm.attributes import set_committed_value

from eventmgr.db import db
from eventmgr.events.models import Event

_SITE = text(
    "INSERT INTO site_revision (scope, value) VALUES ('site', 1)"
    " ON CONFLICT (scope) DO UPDATE SET value = site_revision.value + 1"
)


_READ = (
    *("id", "slug", "status", "title", "city", "timezone", "starts_at", "ends_at", "capacity", "approval", "contact"),
    *("has_waiting_list", "quota_mode", "registration_opens_at", "registration_closes_at", "status_reason"),
    *("uid", "sequence", "calendar_changed_at", "revision"),
)
"""What rules about places and letters ask of an event; the other columns are read again when they are touched."""
_event = cast(Table, Event.__table__)
_LOCK = (
    update(_event)
    .where(_event.c.id == bindparam("number"))
    .values(revision=_event.c.revision + 1)
    .returning(*(_event.c[name] for name in _READ))
)


def raise_revision(event: Event) -> Event | None:
    """Lock the event's row by raising its revision, and read it again, in one statement; None where it is gone."""
    identity = inspect(event).identity
    number = identity[0] if identity else event.id
    db.session.flush()
    db.session.expire(event)
    row = db.session.execute(_LOCK, {"number": number}).one_or_none()
    if row is None:
        return None
    for name, value in zip(_READ, row, strict=True):
        set_committed_value(event, name, value)
    return event


def raise_site_revision() -> None:
    """Make every page and feed that lists events stale."""
    db.session.execute(_SITE)
