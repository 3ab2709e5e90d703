"""A short message at the moment it leaves: whether it still is to be sent, its words and its number as they are
then."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.event.registration.filters import filter_of
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.office_list.queries import list_matching
from eventmgr.event.registration.queries.rows import find_registration
from eventmgr.ground.errors import BadValue
from eventmgr.ground.features import is_on
from eventmgr.ground.settings import sms_per_day
from eventmgr.office.mailings.models import NotSent, ShortMessage
from eventmgr.office.mailings.queries import DAY, count_recent
from eventmgr.office.mailings.texts import queries, services
from eventmgr.office.mailings.texts.switch import TEXTING
from eventmgr.office.mailings.texts.wording import Filler
from eventmgr.tools.channels.gateway import find_gateway
from eventmgr.tools.channels.models import SendState
from eventmgr.tools.channels.protocol import LeftOut, Outgoing
from eventmgr.tools.channels.registry import maker
from eventmgr.tools.messages.optouts.services import left_alone

_SENT = (SendState.SENT, SendState.UNCLEAR)


def _load(payload: dict[str, Any]) -> tuple[ShortMessage, Registration] | None:
    if not payload:  # its reader was forgotten
        return None
    message, registration = queries.find_message(payload["message"]), find_registration(payload["registration"])
    if message is None or registration is None or registration.event_id != message.event_id:
        return None
    return message, registration


def _on_sent(payload: dict[str, Any], at: datetime) -> None:
    if (pair := _load(payload)) is not None:
        services.note_sent(pair[1].event, *pair, at=at)


@maker(services.KIND, taken=_on_sent)
def make(payload: dict[str, Any], at: datetime) -> Outgoing | LeftOut:
    """The text to its reader, unless they are not to get it any more."""
    pair, gateway = _load(payload), find_gateway()
    if pair is None or pair[1].forgotten_at is not None or pair[1].restricted_at is not None:
        return LeftOut(NotSent.LEFT.value)
    message, registration = pair
    if not is_on(TEXTING, registration.event):
        return LeftOut(NotSent.LEFT.value)
    if gateway is None:
        return LeftOut(NotSent.NO_GATEWAY.value)
    if (reason := _unreached(message, registration.mobile, at)) is not None:
        return LeftOut(reason.value)
    try:
        fits = list_matching(message.event_id, filter_of(message.filters, registration.event), [registration.id])
    except BadValue:
        return LeftOut(NotSent.LEFT.value)
    if registration.id not in fits:
        return LeftOut(NotSent.LEFT.value)
    text = Filler(message, registration.event).fill(registration.name, registration.language)
    return Outgoing(gateway, text, registration.mobile)


def _unreached(message: ShortMessage, mobile: str, at: datetime) -> NotSent | None:
    """Why the number gets none, whoever it belongs to."""
    if not mobile:
        return NotSent.NO_NUMBER
    if not message.is_necessary and left_alone([mobile]):
        return NotSent.UNSUBSCRIBED
    used = count_recent([mobile], since=at - DAY, states=_SENT)
    return NotSent.ENOUGH if used.get(mobile, 0) >= sms_per_day() else None
