"""Calendars to subscribe to."""

from __future__ import annotations

from eventmgr.event.delegations.panels import OWN_CALENDAR
from eventmgr.event.registration.notes import CALENDAR, FEED_PAGE
from eventmgr.ground.features import Feature, MenuEntry
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.timetables.panels import OWN_CALENDAR as OWN_MEETINGS
from eventmgr.output.calendars import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.output.calendars import panels, views
from eventmgr.tools.web.rendering.menus import SITE

FEATURE = Feature(
    "calendars",
    blueprints=(views.bp,),
    offers={
        CALENDAR: panels.own,
        FEED_PAGE: panels.feed_page,
        OWN_CALENDAR: panels.of_liaison,
        OWN_MEETINGS: panels.of_representative,
    },
    unlisted={"/feeds/": ()},
    menu=(MenuEntry(SITE, _l("Subscribe"), "calendars.subscribe", 20),),
)
