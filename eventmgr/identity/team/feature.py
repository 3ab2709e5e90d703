"""Teams: who is in one, and who was invited."""

from __future__ import annotations

from eventmgr.ground.features import Feature, Words
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.models import TeamInvitation, TeamMember
from eventmgr.identity.team.roles import OWNERS, TeamRole

_ROLES = {"role": dict(TeamRole.choices())}

FEATURE = Feature(
    "team",
    roles=TeamRole,
    permissions={
        "team.read": frozenset(TeamRole),
        "team.manage": frozenset({TeamRole.OWNER, TeamRole.DEPUTY}),
        OWNERS: frozenset({TeamRole.OWNER}),
    },
    words=(
        Words(
            TeamMember,
            _l("Member of the team"),
            actions={"joined": _l("joined")},
            sentences={"joined": _l("%(name)s joined the team"), "removed": _l("%(name)s left the team")},
            fields={"role": _l("Role")},
            values=_ROLES,
        ),
        Words(
            TeamInvitation,
            _l("Invitation"),
            actions={"revoked": _l("revoked")},
            fields={"role": _l("Role")},
            values=_ROLES,
        ),
    ),
)
