"""Robots of group chats."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.ground.features import Feature, MenuEntry
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.grouprobots import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.office.grouprobots import manage, trail
from eventmgr.office.grouprobots.switch import ROBOTS

FEATURE = Feature(
    "grouprobots",
    switch=ROBOTS,
    blueprints=(manage.bp,),
    words=trail.WORDS,
    permissions={manage.PERMISSION: frozenset({TeamRole.OWNER, TeamRole.DEPUTY})},
    menu=(
        MenuEntry(
            menu.EVENT, _l("Group robot"), "grouprobots_manage.edit", 40, menu.LETTERS, manage.PERMISSION, covers=True
        ),
    ),
)
