"""Check-in at the desk."""

from __future__ import annotations

from eventmgr.checkin import manage, panels
from eventmgr.events.menu import EVENT, PEOPLE
from eventmgr.events.panels import OVERVIEW
from eventmgr.features import Feature, MenuEntry
from eventmgr.i18n import _l
from eventmgr.registration.notes import BESIDE_LIST

FEATURE = Feature(
    "checkin",
    blueprints=(manage.bp,),
    offers={OVERVIEW: panels.arrivals, BESIDE_LIST: panels.desk_link},
    menu=(MenuEntry(EVENT, _l("Check-in"), "checkin_manage.index", 20, PEOPLE, "registrations.mark", covers=True),),
)
