"""What switches invitations on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.invitations.models import Invitation
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l

INVITATIONS = Switch(
    "invitations",
    _l("Invitations"),
    _l("Invite people by personal link or by a code, with the participant type and delegation that you choose."),
    menu.REGISTRATION,
    contents=_l("the invitations and their links"),
    holds=has_rows(Invitation),
)
