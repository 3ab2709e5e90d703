"""Figures and charts of an event."""

from __future__ import annotations

from eventmgr.event.events.menu import EVENT, RESULTS
from eventmgr.event.events.panels import ASIDE
from eventmgr.ground.features import Feature, MenuEntry
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.insights import manage, panels, views

FEATURE = Feature(
    "insights",
    blueprints=(views.bp, manage.bp),
    offers={ASIDE: panels.who_comes},
    permissions={"insights.read": frozenset(TeamRole) - {TeamRole.CHECK_IN}},
    menu=(MenuEntry(EVENT, _l("Statistics"), "insights_manage.index", 20, RESULTS, "insights.read", covers=True),),
)
