"""Reading mailings of every channel."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import String, cast, func, literal, select

from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.office.mailings.models import BulkMail, ShortMessage
from eventmgr.tools.channels.models import ChannelMessage, SendState
from eventmgr.tools.channels.queries import HEARD
from eventmgr.tools.web.paging import Key, Page, get_page

DAY = timedelta(hours=24)
_AT_ONCE = 500
Sent = TypeVar("Sent", BulkMail, ShortMessage)


def list_mailings(model: type[Sent], event_id: int, cursor: str | None) -> Page[Sent]:
    """Those of the event that one channel carries, newest first.

    Raises:
        BadValue: `cursor` does not belong to this list.
    """
    query = select(model).where(model.event_id == event_id)
    return get_page(query, [Key(model.id, falling=True)], cursor)


def count_recent(mobiles: Collection[str], *, since: datetime, states: Collection[SendState] = HEARD) -> dict[str, int]:
    """Number → how many short messages since then, of any event, are in one of these states; those with none are left
    out."""
    counts: dict[str, int] = {}
    message, asked = ChannelMessage, sorted(mobiles)
    own = literal("registration:").concat(cast(Registration.id, String))
    for start in range(0, len(asked), _AT_ONCE):
        query = select(Registration.mobile, func.count()).join(message, message.about == own)
        query = query.where(message.created_at > since, message.state.in_(states))
        query = query.where(Registration.mobile.in_(asked[start : start + _AT_ONCE])).group_by(Registration.mobile)
        counts.update({mobile: int(number) for mobile, number in db.session.execute(query)})
    return counts
