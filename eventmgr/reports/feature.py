"""Documents to print."""

from __future__ import annotations

from eventmgr.checkin.panels import BESIDE_GUESTS
from eventmgr.events.menu import EVENT, RESULTS
from eventmgr.events.models import Event
from eventmgr.features import Feature, MenuEntry, Words
from eventmgr.i18n import _l
from eventmgr.reports import manage, panels, views
from eventmgr.reports.printing import PAPERS
from eventmgr.team.roles import TeamRole

FEATURE = Feature(
    "reports",
    words=(Words(Event, actions={"printed": _l("printed")}),),
    blueprints=(views.bp, manage.bp),
    papers=PAPERS,
    offers={BESIDE_GUESTS: panels.printed_at_desk},
    permissions={"reports.read": frozenset(TeamRole) - {TeamRole.CHECK_IN}},
    menu=(MenuEntry(EVENT, _l("Documents"), "reports_manage.index", 10, RESULTS, "reports.read", covers=True),),
)
