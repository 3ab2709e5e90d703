"""Calendars to subscribe to."""

from __future__ import annotations

from eventmgr.calendars import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.calendars import panels, views
from eventmgr.delegations.panels import OWN_CALENDAR
from eventmgr.features import Feature, MenuEntry
from eventmgr.i18n import _l
from eventmgr.meetings.timetables.panels import OWN_CALENDAR as OWN_MEETINGS
from eventmgr.registration.notes import CALENDAR, FEED_PAGE
from eventmgr.web.rendering.menus import SITE

FEATURE = Feature(
    "calendars",
    blueprints=(views.bp,),
    offers={
        CALENDAR: panels.own,
        FEED_PAGE: panels.feed_page,
        OWN_CALENDAR: panels.of_liaison,
        OWN_MEETINGS: panels.of_representative,
    },
    menu=(MenuEntry(SITE, _l("Subscribe"), "calendars.subscribe", 20),),
)
