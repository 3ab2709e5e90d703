"""What switches delegations on at an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.models import INVITES, EventKind, InvitedUnit
from eventmgr.ground.db import has_rows
from eventmgr.ground.features import Switch
from eventmgr.ground.i18n import _l

DELEGATIONS = Switch(
    INVITES,
    _l("Delegations"),
    _l("Invite provinces and other bodies, give each its places, and let their liaisons report who comes."),
    menu.DELEGATIONS,
    kinds=frozenset(
        {EventKind.SECTOR_SEMINAR, EventKind.MATCHMAKING, EventKind.STUDY_VISIT, EventKind.TRAINING, EventKind.EXPO}
    ),
    contents=_l("the invited delegations, their places, and what their liaisons have entered"),
    holds=has_rows(InvitedUnit),
)
