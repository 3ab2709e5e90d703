"""The roles of a team, and their words."""

from __future__ import annotations

from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l


class TeamRole(LabelledEnum):
    """What a member of an event's team may do; see `access.py`. A deputy takes the owner's place while the owner is
    away."""

    OWNER = "owner", _l("Owner")
    DEPUTY = "deputy", _l("Deputy")
    EDITOR = "editor", _l("Editor")
    REGISTRAR = "registrar", _l("Registrar")
    CHECK_IN = "check_in", _l("Check-in staff")
    VIEWER = "viewer", _l("Viewer")


OWNERS = "team.owners"
"""What it needs to make owners, and to change, remove or invite them."""
TEAM_ROLES = {
    TeamRole.OWNER: _l("Owner: everything, and the team"),
    TeamRole.DEPUTY: _l("Deputy: everything except cancelling the event and changing owners"),
    TeamRole.EDITOR: _l("Editor: event, agenda, action items"),
    TeamRole.REGISTRAR: _l("Registrar: registrations, contacts, exports"),
    TeamRole.CHECK_IN: _l("Check-in: marks attendance"),
    TeamRole.VIEWER: _l("Viewer: read only, no contact details"),
}
