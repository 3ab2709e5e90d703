"""The names of the types that every event has, and of the colours of badges."""

from __future__ import annotations

from eventmgr.event.participant_types.keys import Role
from eventmgr.ground.i18n import _, _l

BADGE_COLORS = {
    "red": _l("red"),
    "orange": _l("orange"),
    "yellow": _l("yellow"),
    "green": _l("green"),
    "blue": _l("blue"),
    "purple": _l("purple"),
    "grey": _l("grey"),
}
"""Of badges, handed out at the desk."""
ROLES = {
    Role.DELEGATE: _l("Delegate"),
    Role.LEADER: _l("Head of delegation"),
    Role.CONTACT: _l("Delegation liaison"),
    Role.EXPERT: _l("Expert"),
    Role.SPEAKER: _l("Speaker"),
    Role.COMPANY: _l("Company representative"),
    Role.MEDIA: _l("Media"),
    Role.STAFF: _l("Staff"),
}


def badge_words(color: str) -> str:
    """Which badge somebody gets at the desk."""
    return _("%(color)s badge", color=BADGE_COLORS[color])
