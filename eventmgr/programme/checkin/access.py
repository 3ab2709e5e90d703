"""Which device asks: whoever has its token, until it ends or is shut out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec

from flask import jsonify, make_response, request
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import refuse_what_is_off
from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.ground.errors import BadValue, Refusal, TooMany
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_by_link
from eventmgr.programme.checkin.models import CheckinDevice
from eventmgr.programme.checkin.queries import find_device_of
from eventmgr.programme.checkin.services.devices import GRACE
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor
from eventmgr.tools.web.rate_limits.limits import caller, limit, limit_failure
from eventmgr.tools.web.responses.answers import never_kept
from eventmgr.tools.web.tokens import token_hash

P = ParamSpec("P")
_WRONG = (60, 900)
_ASKED = (1200, 600)
"""So many requests a device may send in so many seconds: one in half a second."""


class Wiped(Refusal):
    """The device has no business here any more, and deletes what it has."""

    status = 410


class Unknown(Refusal):
    """The token is that of no device."""

    status = 401


def device_asking(*, sends: bool = False) -> tuple[CheckinDevice, Event]:
    """The device whose token the request bears, and its event.

    Args:
        sends: it sends what it has kept, which it may do for some days after its end.

    Raises:
        BadValue: no token. Unknown: there is no such token. Wiped: the device was shut out, or has ended. TooMany: it
        asks too often.
    """
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not token:
        raise BadValue(_("This device is not set up for check-in. Ask the organizers for a link."))
    device = find_device_of(token_hash(token))
    if device is None:
        limit_failure(f"checkin-token:{caller()}", *_WRONG, at=clock.now())
        raise Unknown(_("This device is not set up for check-in. Ask the organizers for a link."))
    event = db.session.get(Event, device.event_id)
    at = clock.now()
    if device.shut_out_at is not None or event is None or at >= _end(device, sends=sends):
        raise Wiped(_("This device has been signed out of check-in. Ask the organizers for a new link."))
    if not sends:  # what it has kept is taken in any case: it was done before the page was switched off
        refuse_what_is_off(event)
    limit(f"checkin-device:{device.id}", *_ASKED, at=at)
    return device, event


def _end(device: CheckinDevice, *, sends: bool) -> datetime:
    return device.ends_at + GRACE if sends else device.ends_at


def as_json(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """`view`, whose refusals are told in JSON: a program asks."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        try:
            return view(*args, **kwargs)
        except Refusal as refusal:
            at = round(clock.now().timestamp() * 1000)
            told = make_response(jsonify(said=refusal.message, now=at), refusal.status)
            if isinstance(refusal, TooMany):
                told.headers["Retry-After"] = str(refusal.retry_after)
            return never_kept(told)

    return answer


def in_office(device: CheckinDevice) -> Act:
    """What a device that may register people does for the organizers, not for a participant."""
    return Act(Actor(ActorKind.SYSTEM, None, device.name), clock.now())


def act_of(device: CheckinDevice) -> Act:
    """What is done on a device, in the name that the organizers gave it."""
    return act_by_link(None, device.name)
