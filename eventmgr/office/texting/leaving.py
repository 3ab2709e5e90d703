"""A short message at the moment it leaves: whether it still is to be sent, its words and its number as they are then."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.event.registration.filters import filter_of
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.office_list.queries import list_matching
from eventmgr.event.registration.queries.rows import find_registration
from eventmgr.ground.errors import BadValue
from eventmgr.ground.settings import sms_per_day
from eventmgr.office.texting import queries, services
from eventmgr.office.texting.audience import DAY
from eventmgr.office.texting.models import ShortMessage
from eventmgr.office.texting.wording import Sayer
from eventmgr.tools.channels.gateway import find_gateway
from eventmgr.tools.channels.models import SendState
from eventmgr.tools.channels.protocol import LeftOut, Outgoing
from eventmgr.tools.channels.registry import maker
from eventmgr.tools.messages.optouts.services import left_alone

_TAKEN = (SendState.SENT, SendState.UNCLEAR)


def _found(payload: dict[str, Any]) -> tuple[ShortMessage, Registration] | None:
    if not payload:  # its reader was forgotten
        return None
    message, registration = queries.find_message(payload["message"]), find_registration(payload["registration"])
    if message is None or registration is None or registration.event_id != message.event_id:
        return None
    return message, registration


def _taken(payload: dict[str, Any], at: datetime) -> None:
    if (found := _found(payload)) is not None:
        services.told(found[1].event, *found, at=at)


@maker(services.KIND, taken=_taken)
def make(payload: dict[str, Any], at: datetime) -> Outgoing | LeftOut:
    """The text to its reader, unless they are not to get it any more."""
    found, gateway = _found(payload), find_gateway()
    if found is None or found[1].forgotten_at is not None or found[1].restricted_at is not None:
        return LeftOut("left")
    message, registration = found
    if gateway is None:
        return LeftOut("no_gateway")
    if (why := _unreached(message, registration.mobile, at)) is not None:
        return LeftOut(why)
    try:
        fits = list_matching(message.event_id, filter_of(message.filters, registration.event), [registration.id])
    except BadValue:
        return LeftOut("left")
    if registration.id not in fits:
        return LeftOut("left")
    text = Sayer(message, registration.event).say(registration.name, registration.language)
    return Outgoing(gateway, text, registration.mobile)


def _unreached(message: ShortMessage, mobile: str, at: datetime) -> str | None:
    """Why the number gets none, whoever it belongs to."""
    if not mobile:
        return "no_number"
    if not message.is_necessary and left_alone([mobile]):
        return "unsubscribed"
    taken = queries.count_recent([mobile], since=at - DAY, states=_TAKEN)
    return "enough" if taken.get(mobile, 0) >= sms_per_day() else None
