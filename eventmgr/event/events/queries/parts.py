"""What hangs on one event, always with that event as the scope."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import undefer

from eventmgr.event.events.models import Attachment, Event, Notice
from eventmgr.event.events.queries.single import get_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _


def get_attachment(event: Event, attachment_id: int) -> Attachment:
    """One attachment of that event with its bytes.

    Raises:
        NotFound: there is none here.
    """
    return get_of(event, Attachment, attachment_id, undefer(Attachment.content))


def get_notice(event: Event, notice_id: int, *, until: date | None = None) -> Notice:
    """One notice of that event; one that is published after `until` is not found.

    Raises:
        NotFound: there is none here.
    """
    query = select(Notice).where(Notice.event_id == event.id, Notice.id == notice_id)
    if until is not None:
        query = query.where(Notice.published_on <= until)
    notice = db.session.scalar(query)
    if notice is None:
        raise NotFound(_("This event has no such notice."))
    return notice


def list_slugs(start: str) -> set[str]:
    """Addresses of events that begin with `start`."""
    return set(db.session.scalars(select(Event.slug).where(Event.slug.startswith(start, autoescape=True))))
