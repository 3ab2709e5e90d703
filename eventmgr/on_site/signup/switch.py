"""What switches sign-up for groups on at an event."""

from __future__ import annotations

from sqlalchemy import exists

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events import menu
from eventmgr.event.events.models import EventKind
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l
from eventmgr.on_site.signup.models import Signup

GROUPS = Switch(
    "groups",
    _l("Sign-up for groups"),
    _l("Let participants choose a group session, with places and a waiting list of its own."),
    menu.AGENDA,
    kinds=frozenset({EventKind.SECTOR_SEMINAR, EventKind.TRAINING}),
    fields=("group",),
    contents=_l("who has chosen which group"),
    holds=lambda event: exists().where(Signup.item_id == AgendaItem.id, AgendaItem.event_id == event.id),
)
