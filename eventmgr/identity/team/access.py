"""What the signed-in account may do at an event, whose number is all that is known of it here.

Which roles hold a permission each feature tells of its own (`feature.py`).
"""

from __future__ import annotations

from collections.abc import Callable

from flask import g

from eventmgr.ground.features import Panel, offered, roles_of
from eventmgr.identity.accounts.access import signed_in
from eventmgr.identity.accounts.models import User
from eventmgr.identity.team.queries import find_role
from eventmgr.identity.team.roles import TeamRole

BY_LEVEL: Panel[Callable[[User, int], TeamRole | None]] = Panel(
    "what an account's level lets it be where it is in no team"
)
"""Rooms upstairs know what an event's state and province say to a level."""


def may(event_id: int, permission: str) -> bool:
    """Whether the signed-in account may do `permission` (told by some feature) at that event."""
    user = signed_in()
    if user is None or user.is_admin:
        return user is not None
    role = role_of(user, event_id)
    return role is not None and role in roles_of(permission)


def role_of(user: User, event_id: int) -> TeamRole | None:
    """The account's role: that of the team, else what its level lets it be, else None. Asked once in a request."""
    roles: dict[tuple[int, int], TeamRole | None] = g.setdefault("team_roles", {})
    key = (user.id, event_id)
    if key not in roles:
        roles[key] = find_role(event_id, user.id) or _by_level(user, event_id)
    return roles[key]


def _by_level(user: User, event_id: int) -> TeamRole | None:
    return next((role for find in offered(BY_LEVEL) if (role := find(user, event_id))), None)
