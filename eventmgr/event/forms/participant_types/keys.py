"""The types of participants that every event has, by their keys."""

from __future__ import annotations

from eventmgr.ground.enums import LabelledStrEnum
from eventmgr.ground.i18n import _l


class Role(LabelledStrEnum):
    """参会身份: as what somebody comes. A key is plain text wherever it is kept, for events have types of their own
    beside."""

    DELEGATE = "delegate", _l("Delegate")
    LEADER = "leader", _l("Head of delegation")
    CONTACT = "contact", _l("Delegation liaison")
    EXPERT = "expert", _l("Expert")
    SPEAKER = "speaker", _l("Speaker")
    COMPANY = "company", _l("Company representative")
    MEDIA = "media", _l("Media")
    STAFF = "staff", _l("Staff")


NO_ENTERPRISE = frozenset({Role.LEADER, Role.CONTACT, Role.EXPERT, Role.SPEAKER, Role.MEDIA, Role.STAFF})
"""Who does not come for an enterprise, so that its size is not asked; delegates may, and types of the event's own."""
LONGEST_KEY = 32
