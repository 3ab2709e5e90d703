"""Robots of group chats."""

from __future__ import annotations

from eventmgr.events.menu import EVENT, PEOPLE
from eventmgr.features import Feature, MenuEntry
from eventmgr.grouprobots import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.grouprobots import manage, trail
from eventmgr.i18n import _l
from eventmgr.team.roles import TeamRole

FEATURE = Feature(
    "grouprobots",
    blueprints=(manage.bp,),
    words=trail.WORDS,
    permissions={manage.PERMISSION: frozenset({TeamRole.OWNER, TeamRole.DEPUTY})},
    menu=(MenuEntry(EVENT, _l("Group robot"), "grouprobots_manage.edit", 60, PEOPLE, manage.PERMISSION, covers=True),),
)
