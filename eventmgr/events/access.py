"""Who may do what with an event; every organizer's page asks here.

Which roles hold a permission each feature tells of its own (`feature.py`).
"""

from __future__ import annotations

from flask import g

from eventmgr.accounts.access import signed_in, staff_required
from eventmgr.accounts.models import User
from eventmgr.errors import NotAllowed, NotFound
from eventmgr.events.models import Event, TeamRole
from eventmgr.events.queries import find_event, find_role
from eventmgr.events.reach import reach_of
from eventmgr.features import roles_of
from eventmgr.i18n import _


def event_for(slug: str, permission: str) -> Event:
    """The event of that address, if the signed-in user may do `permission` there.

    Raises:
        SignInRequired: nobody is signed in.
        NotFound: no such event, or none that this user may know of: both answer alike.
        NotAllowed: the user's role does not reach that far.
    """
    user = staff_required()
    event = find_event(slug)
    if event is None or not _sees(user, event):
        raise NotFound(_("There is no such event."))
    if not may(event, permission):
        raise NotAllowed(_("Your role in this event does not allow this. Ask its owner."))
    return event


def may(event: Event, permission: str) -> bool:
    """Whether the signed-in user may do `permission` (told by some feature) at `event`."""
    user = signed_in()
    if user is None:
        return False
    role = role_of(user, event)
    return user.is_admin or (role is not None and role in roles_of(permission))


def role_of(user: User, event: Event) -> TeamRole | None:
    """The user's role: that of the team, else viewer where the level lets the user look on (never at a draft), else
    None."""
    roles: dict[tuple[int, int], TeamRole | None] = g.setdefault("team_roles", {})
    key = (user.id, event.id)
    if key not in roles:
        roles[key] = find_role(event.id, user.id) or (TeamRole.VIEWER if reach_of(user).shows(event) else None)
    return roles[key]


def _sees(user: User, event: Event) -> bool:
    return user.is_admin or role_of(user, event) is not None
