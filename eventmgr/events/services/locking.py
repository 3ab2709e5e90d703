"""The lock and the two counters of an event: revision (anything changed) and sequence (a calendar would show it)."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from eventmgr.db import db
from eventmgr.errors import NotFound
from eventmgr.events import statements
from eventmgr.events.models import Event
from eventmgr.i18n import _


class InCalendar(Protocol):
    """An object that calendars show: an event, an agenda item."""

    sequence: int
    calendar_changed_at: datetime


def touch(event: Event, *, site: bool = False) -> None:
    """Lock the event for this transaction, raise its revision and read it again. Call it first in every write.

    Args:
        site: the front page and the public feeds show a difference too.

    Raises:
        NotFound: the event is gone.
    """
    if statements.raise_revision(event) is None:
        raise NotFound(_("There is no such event."))
    if site:
        statements.raise_site_revision()


def hold(event: Event) -> None:
    """Lock the event and forget everything that was read before: what is asked from now on is what stands, and stays so
    until the transaction ends.

    Raises:
        NotFound: the event is gone.
    """
    touch(event)
    db.session.expire_all()


def calendar_changed(obj: InCalendar, *, at: datetime) -> None:
    """Raise SEQUENCE and LAST-MODIFIED (RFC 5545): only if a calendar reader sees a difference."""
    obj.sequence += 1
    obj.calendar_changed_at = at
