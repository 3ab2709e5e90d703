"""What switches the desk off at a site, and on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.exchange.desk.models import Desk, DeskAnswer, DeskRequest
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l

DESK = Switch(
    "desk",
    _l("Consultation desk"),
    _l("Take questions without an account, answer them in time, and publish what others will ask too."),
    contents=_l("the requests and the published answers, which nobody can read while this is off"),
)
EVENT_DESK = Switch(
    "event_desk",
    _l("Consultation desk of the event"),
    _l("Take questions about the event without an account, answer them in time, and publish what others will ask too."),
    menu.LETTERS,
    contents=_l("the questions to the event's desk and its published answers"),
    holds=has_rows(Desk, DeskRequest, DeskAnswer),
    needs=DESK,
)
