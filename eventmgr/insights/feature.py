"""Figures and charts of an event."""

from __future__ import annotations

from eventmgr.events.menu import EVENT, RESULTS
from eventmgr.events.panels import ASIDE
from eventmgr.features import Feature, MenuEntry
from eventmgr.i18n import _l
from eventmgr.insights import manage, panels, views
from eventmgr.team.roles import TeamRole

FEATURE = Feature(
    "insights",
    blueprints=(views.bp, manage.bp),
    offers={ASIDE: panels.who_comes},
    permissions={"insights.read": frozenset(TeamRole) - {TeamRole.CHECK_IN}},
    menu=(MenuEntry(EVENT, _l("Statistics"), "insights_manage.index", 20, RESULTS, "insights.read", covers=True),),
)
