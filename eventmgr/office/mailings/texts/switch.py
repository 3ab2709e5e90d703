"""What switches short messages on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.office.mailings.models import ShortMessage

TEXTING = Switch(
    "texting",
    _l("Short messages"),
    _l("Send a short message to people who have no e-mail address."),
    menu.LETTERS,
    contents=_l("the short messages that were sent"),
    holds=has_rows(ShortMessage),
)
