"""Acts for tests: as a device tells them."""

from __future__ import annotations

import itertools
import uuid

from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.programme.checkin import services
from eventmgr.programme.checkin.acts.kinds import CheckinKind
from eventmgr.programme.checkin.models import CheckinDevice, CheckinList
from eventmgr.programme.checkin.services import Draft, Teller
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor
from eventmgr.tools.web.tokens import token_hash
from tests.factories import NOON, keep

_numbers = itertools.count(1)


def draft(kind=CheckinKind.IN, *, at=None, place=None, **values):
    """An act of now; `place` is the registration that it is about."""
    if place is not None:
        values["registration_id"] = place.id
    return Draft(values.pop("key", None) or str(uuid.uuid4()), kind, at or clock.now(), **values)


def make_device(event, *, token="", **values):
    """A device that serves the list of arrivals until two days after NOON; with `token` a paired one."""
    defaults = {
        "event_id": event.id,
        "name": f"手机{next(_numbers)}",
        "list_ids": [0],
        "created_at": NOON,
        "ends_at": event.ends_at,
        "token_hash": token_hash(token) if token else None,
    }
    return keep(CheckinDevice(**defaults | values))


def make_list(event, kind, **values):
    """An open list."""
    return keep(CheckinList(event_id=event.id, kind=kind, title={"zh": "名单"}, created_at=NOON, **values))


def take(event, *drafts, device=None):
    """Taken in now, told by that device or on a page."""
    teller = Teller(device.name if device else "林慧", device.id if device else None)
    act = Act(Actor(ActorKind.PARTICIPANT, None, teller.name), clock.now())
    return write(lambda: services.take(event, drafts, teller, act=act))
