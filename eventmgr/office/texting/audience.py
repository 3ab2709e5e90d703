"""Who gets a short message: people of the organizers' list without an e-mail address, and why others do not."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.registration.filters import filter_of
from eventmgr.event.registration.office_list.queries import iterate_rows
from eventmgr.ground.settings import sms_per_day
from eventmgr.office.texting.models import ShortMessage
from eventmgr.office.texting.queries import count_recent
from eventmgr.office.texting.wording import Sayer
from eventmgr.tools.channels.counting import size_of
from eventmgr.tools.messages.optouts.services import left_alone

_COLUMNS = ("id", "name", "email", "mobile", "language", "forgotten_at")
DAY = timedelta(hours=24)


class Reach(enum.Enum):
    """Whether a short message reaches somebody on the list, and if not, why."""

    REACHED = "reached"
    NO_NUMBER = "no_number"
    UNSUBSCRIBED = "unsubscribed"
    ENOUGH = "enough"
    """Their number has got as many within a day, of all events, as one may get."""


@dataclass(frozen=True)
class Reader:
    """Somebody of the list without an e-mail address."""

    id: int
    name: str
    language: str
    reach: Reach
    text: str
    parts: int


def readers_of(event: Event, message: ShortMessage, *, at: datetime) -> list[Reader]:
    """Those without an e-mail address who are on the list now, in its order; who is only kept is never among them."""
    rows = [
        row
        for row in iterate_rows(event.id, filter_of(message.filters, event), _COLUMNS)
        if row.forgotten_at is None and not row.email
    ]
    alone = set() if message.is_necessary else left_alone(row.mobile for row in rows)
    got = count_recent({row.mobile for row in rows if row.mobile}, since=at - DAY)
    most, sayer = sms_per_day(), Sayer(message, event)

    def reach(mobile: str) -> Reach:
        if not mobile:
            return Reach.NO_NUMBER
        if mobile in alone:
            return Reach.UNSUBSCRIBED
        got[mobile] = got.get(mobile, 0) + 1
        return Reach.ENOUGH if got[mobile] > most else Reach.REACHED

    def reader(row: Any) -> Reader:
        text = sayer.say(row.name, row.language)
        return Reader(row.id, row.name, row.language, reach(row.mobile), text, size_of(text).parts)

    return [reader(row) for row in rows]
