"""The few writes of events that are statements and not attribute changes, alike on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from sqlalchemy import Table, bindparam, inspect, text, update
from sqlalchemy.orm.attributes import set_committed_value

from eventmgr.event.events.models import Event
from eventmgr.ground import notify
from eventmgr.ground.columns import loaded_names
from eventmgr.ground.db import db
from eventmgr.ground.prepared import Prepared

_SITE = text(
    "INSERT INTO site_revision (scope, value) VALUES (:scope, 1)"
    " ON CONFLICT (scope) DO UPDATE SET value = site_revision.value + 1"
)


_event = cast(Table, Event.__table__)
_columns = [_event.c[name] for name in loaded_names(Event)]
_here = _event.c.id == bindparam("number")
_LOCK = Prepared(_event.select().with_only_columns(*_columns).where(_here).with_for_update(key_share=True))
"""On SQLite the transaction has the lock since BEGIN IMMEDIATE, and the clause is left out."""
_RAISE = (
    update(_event)
    .where(_here)
    .values(
        page_version=_event.c.page_version + 1,
        programme_version=_event.c.programme_version + bindparam("programme"),
    )
    .returning(*_columns)
)

_BARE = 2
"""What is in an event of which only the number is known: that, and what SQLAlchemy keeps of it."""
_RAISE_MAIL = text("UPDATE event SET mail_sequence = :number WHERE uid = :uid AND mail_sequence < :number")
_RAISE_TEXTS = text("UPDATE event SET text_version = text_version + 1")
_RAISE_PAGE = text("UPDATE event SET page_version = page_version + 1 WHERE id = :number")


def lock(event: Event) -> Event | None:
    """Lock the event's row and read it again, in one statement that writes nothing; None where it is gone."""
    number = _forget(event)
    return _keep(event, _LOCK.rows({"number": number}))


def raise_versions(event: Event, *, programme: bool) -> Event | None:
    """The same, and what is kept of its public pages is stale; with `programme` also of agenda and calendars."""
    number = _forget(event)
    rows = db.session.execute(_RAISE, {"number": number, "programme": int(programme)})
    locked = _keep(event, [tuple(row) for row in rows])
    if locked is not None:
        notify.tell(f"event:{event.id}")
    return locked


def raise_mail_numbers(least: Mapping[str, int]) -> None:
    """E-mails about the events with these UIDs bear these numbers at least."""
    if least:
        db.session.execute(_RAISE_MAIL, [{"uid": uid, "number": number} for uid, number in sorted(least.items())])


def raise_text_versions() -> None:
    """The texts of e-mails of all events are read again."""
    db.session.execute(_RAISE_TEXTS)


def raise_page_version(event_id: int) -> None:
    """What is kept of its own pages is stale; the event must be locked."""
    db.session.execute(_RAISE_PAGE, {"number": event_id})
    notify.tell(f"event:{event_id}")


def _forget(event: Event) -> int:
    """Write what waits, and forget what was read of the event; its number."""
    identity = inspect(event).identity
    number = int(identity[0] if identity else event.id)
    db.session.flush()
    if len(vars(event)) > _BARE:
        db.session.expire(event)
    return number


def _keep(event: Event, rows: Sequence[tuple[object, ...]]) -> Event | None:
    if not rows:
        return None
    for name, value in zip(loaded_names(Event), rows[0], strict=True):
        set_committed_value(event, name, value)
    return event


def raise_site_revision(scope: str = "site") -> None:
    """Make every page and feed that lists events stale; with `places`, those that say which events are full."""
    db.session.execute(_SITE, {"scope": scope})
    notify.tell("front")
    if scope == "site":
        notify.tell("site")
