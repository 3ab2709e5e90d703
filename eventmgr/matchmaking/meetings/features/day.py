"""The day itself."""

from __future__ import annotations

from eventmgr.event.events.panels import OVERVIEW
from eventmgr.ground.features import Feature, MenuEntry
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meetings.day import laws, letters, manage, panels, periods, trail
from eventmgr.matchmaking.meetings.day.floor.figures import NUMBERS
from eventmgr.matchmaking.meetings.day.models import DayAct, MeetingOffer, MeetingRepair, MeetingResult, MeetingScreen
from eventmgr.matchmaking.meetings.day.views import hall, host, own
from eventmgr.matchmaking.meetings.menu import OFFICE, PARTY
from eventmgr.matchmaking.meetings.planning.access import DAY

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
    laws=laws.LAWS,
    periods=periods.PERIODS,
    numbers=NUMBERS,
    typed_tables=(DayAct, MeetingRepair, MeetingOffer, MeetingScreen, MeetingResult),
)
