"""What is typed to invite, to join, and to change a role."""

from __future__ import annotations

from typing import Any

from eventmgr.ground.i18n import _l
from eventmgr.identity.accounts.forms import email_address
from eventmgr.identity.team.models import TeamMember
from eventmgr.identity.team.roles import TEAM_ROLES, TeamRole
from eventmgr.tools.web.forms import CodeSelect, Form, LineField, PersonNameField, Required


class InviteForm(Form):
    """Invites somebody to join the team."""

    email = LineField(_l("E-mail"), [Required(), email_address], longest=254)
    role = CodeSelect(
        _l("Role"), [Required()], choices=[(role.value, words) for role, words in TEAM_ROLES.items()], default="editor"
    )

    @property
    def chosen(self) -> TeamRole:
        """The role that was chosen."""
        return TeamRole(self.role.data)


class RoleForm(Form):
    """Another role for a member."""

    role = CodeSelect(_l("Role"), [Required()], choices=[(role.value, words) for role, words in TEAM_ROLES.items()])

    @staticmethod
    def read(member: TeamMember) -> dict[str, Any]:
        """The member's role as the form shows it."""
        return {"role": member.role.value}

    @property
    def chosen(self) -> TeamRole:
        """The role that was chosen."""
        return TeamRole(self.role.data)


class JoinForm(Form):
    """The name of somebody who was invited and has no account."""

    name = PersonNameField(_l("Your name"), [Required()], longest=50)
