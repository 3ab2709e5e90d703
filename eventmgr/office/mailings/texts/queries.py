"""Reading short messages."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.office.mailings.models import ShortMessage, about
from eventmgr.tools.channels.models import ChannelMessage
from eventmgr.tools.channels.queries import list_about

_AT_ONCE = 500


def list_messages_to(registration_ids: Collection[int]) -> list[tuple[ShortMessage, ChannelMessage]]:
    """What was written to these, oldest first, each with what became of it; two statements."""
    rows = list_about([about(number) for number in registration_ids])
    ids = {row.payload["message"] for row in rows}
    query = select(ShortMessage).where(ShortMessage.id.in_(ids))
    known = {message.id: message for message in db.session.scalars(query)} if ids else {}
    return [(known[row.payload["message"]], row) for row in rows if row.payload["message"] in known]


def find_message(short_message_id: int) -> ShortMessage | None:
    """The one with that number, or None; for workers alone."""
    return db.session.get(ShortMessage, short_message_id)
