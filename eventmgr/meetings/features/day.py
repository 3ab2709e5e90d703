"""The day itself."""

from __future__ import annotations

from eventmgr.events.panels import OVERVIEW
from eventmgr.features import Feature, MenuEntry
from eventmgr.i18n import _l
from eventmgr.meetings.day import laws, letters, manage, panels, periods, trail
from eventmgr.meetings.day.floor.figures import NUMBERS
from eventmgr.meetings.day.labels import OFFERS, REPAIRS
from eventmgr.meetings.day.models import DayAct, MeetingOffer, MeetingRepair, MeetingResult, MeetingScreen
from eventmgr.meetings.day.views import hall, host, own
from eventmgr.meetings.menu import OFFICE, PARTY
from eventmgr.meetings.planning.access import DAY

FEATURE = Feature(
    "meetings.day",
    blueprints=(own.bp, hall.bp, host.bp, manage.bp),
    menu=(
        MenuEntry(OFFICE, _l("Today"), "meetings_day.index", 55, permission=DAY, covers=True),
        MenuEntry(PARTY, _l("Today"), "meetings_today.index", 7, covers=True),
    ),
    offers={OVERVIEW: panels.today},
    words=trail.WORDS,
    letters=letters.LETTERS,
    states={**REPAIRS, **OFFERS},
    laws=laws.LAWS,
    periods=periods.PERIODS,
    numbers=NUMBERS,
    typed_tables=(DayAct, MeetingRepair, MeetingOffer, MeetingScreen, MeetingResult),
)
