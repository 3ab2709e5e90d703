"""Words for kinds of items and roles of speakers."""

from __future__ import annotations

from eventmgr.agenda.models import ItemKind, SpeakerRole
from eventmgr.i18n import _l

KINDS = {
    ItemKind.TALK: _l("Talk"),
    ItemKind.PANEL: _l("Panel"),
    ItemKind.GROUP: _l("Group discussion"),
    ItemKind.CEREMONY: _l("Opening, closing"),
    ItemKind.VISIT: _l("Visit"),
    ItemKind.BREAK: _l("Break"),
    ItemKind.MEAL: _l("Meal"),
    ItemKind.OTHER: _l("Other"),
}
ROLES = {
    SpeakerRole.SPEAKER: _l("Speaker"),
    SpeakerRole.CHAIR: _l("Chair"),
    SpeakerRole.PANELIST: _l("Panelist"),
    SpeakerRole.CONVENER: _l("Convener"),
    SpeakerRole.RECORDER: _l("Recorder"),
    SpeakerRole.GUIDE: _l("Guide"),
}
QUIET = (ItemKind.BREAK, ItemKind.MEAL)
"""Kinds drawn quietly: nobody chooses between them."""
