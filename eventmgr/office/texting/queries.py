"""Reading short messages."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import String, cast, func, literal, select

from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.office.texting.models import ShortMessage, about
from eventmgr.tools.channels.models import ChannelMessage, SendState
from eventmgr.tools.channels.queries import HEARD, list_about
from eventmgr.tools.web.paging import Key, Page, get_page

_AT_ONCE = 500


def list_messages(event_id: int, cursor: str | None) -> Page[ShortMessage]:
    """Those of the event, newest first.

    Raises:
        BadValue: `cursor` does not belong to this list.
    """
    query = select(ShortMessage).where(ShortMessage.event_id == event_id)
    return get_page(query, [Key(ShortMessage.id, falling=True)], cursor)


def list_messages_to(registration_ids: Collection[int]) -> list[tuple[ShortMessage, ChannelMessage]]:
    """What was written to these, oldest first, each with what became of it; two statements."""
    rows = list_about([about(number) for number in registration_ids])
    ids = {row.payload["message"] for row in rows}
    query = select(ShortMessage).where(ShortMessage.id.in_(ids))
    known = {message.id: message for message in db.session.scalars(query)} if ids else {}
    return [(known[row.payload["message"]], row) for row in rows if row.payload["message"] in known]


def count_recent(mobiles: Collection[str], *, since: datetime, states: Collection[SendState] = HEARD) -> dict[str, int]:
    """Number → how many short messages since then, of any event, are in one of these states; those with none are left out."""
    counts: dict[str, int] = {}
    message, asked = ChannelMessage, sorted(mobiles)
    own = literal("registration:").concat(cast(Registration.id, String))
    for start in range(0, len(asked), _AT_ONCE):
        query = select(Registration.mobile, func.count()).join(message, message.about == own)
        query = query.where(message.created_at > since, message.state.in_(states))
        query = query.where(Registration.mobile.in_(asked[start : start + _AT_ONCE])).group_by(Registration.mobile)
        counts.update({mobile: int(number) for mobile, number in db.session.execute(query)})
    return counts


def find_message(short_message_id: int) -> ShortMessage | None:
    """The one with that number, or None; for workers alone."""
    return db.session.get(ShortMessage, short_message_id)
