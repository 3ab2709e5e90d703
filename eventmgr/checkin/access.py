"""Which device asks: whoever has its token, until it ends or is shut out."""

from __future__ import annotations

from datetime import datetime

from flask import request

from eventmgr import clock
from eventmgr.accounts.access import act_by_link
from eventmgr.checkin.models import CheckinDevice
from eventmgr.checkin.queries import find_device_of
from eventmgr.checkin.services.devices import GRACE
from eventmgr.db import db
from eventmgr.errors import BadValue, Refusal
from eventmgr.events.models import Event
from eventmgr.i18n import _
from eventmgr.log.services import Act
from eventmgr.web.rate_limits.limits import caller, limit, limit_failure
from eventmgr.web.tokens import token_hash

_WRONG = (60, 900)
_ASKED = (1200, 600)
"""So many requests a device may send in so many seconds: one in half a second."""


class Wiped(Refusal):
    """The device has no business here any more, and deletes what it has."""

    status = 410


class Unknown(Refusal):
    """No device's token."""

    status = 401


def device_asking(*, sends: bool = False) -> tuple[CheckinDevice, Event]:
    """The device whose token the request bears, and its event.

    Args:
        sends: it sends what it has kept, which it may do for some days after its end.

    Raises:
        BadValue: no token. Unknown: there is no such token. Wiped: the device was shut out, or has ended. TooMany: it asks too often.
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
    limit(f"checkin-device:{device.id}", *_ASKED, at=at)
    return device, event


def _end(device: CheckinDevice, *, sends: bool) -> datetime:
    return device.ends_at + GRACE if sends else device.ends_at


def act_of(device: CheckinDevice) -> Act:
    """What is done on a device, in the name that the organizers gave it."""
    return act_by_link(None, device.name)
