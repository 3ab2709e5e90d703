"""The day itself."""

from __future__ import annotations

from eventmgr.event.events.panels import AT_HAND, OVERVIEW
from eventmgr.ground.features import Feature, MenuEntry
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.meeting_day import laws, letters, manage, panels, periods, trail
from eventmgr.matchmaking.meeting_day.floor.reading import NUMBERS
from eventmgr.matchmaking.meeting_day.models import DayAct, MeetingOffer, MeetingRepair, MeetingResult, MeetingScreen
from eventmgr.matchmaking.meeting_day.views import hall, host, own
from eventmgr.matchmaking.meeting_parties.panels import REPRESENTATIVE_TABS
from eventmgr.matchmaking.meeting_plans.access import DAY
from eventmgr.matchmaking.meeting_plans.menu import OFFICE, PARTY
from eventmgr.matchmaking.meeting_plans.switch import MEETINGS

FEATURE = Feature(
    "meeting_day",
    switch=MEETINGS,
    blueprints=(own.bp, hall.bp, host.bp, manage.bp),
    unlisted={"/matchmaking/": ()},
    menu=(
        MenuEntry(OFFICE, _l("Today"), "meetings_day.index", 55, permission=DAY, covers=True),
        MenuEntry(PARTY, _l("Today"), "meetings_today.index", 7, covers=True),
    ),
    offers={AT_HAND: panels.at_hand, OVERVIEW: panels.today, REPRESENTATIVE_TABS: panels.results_tab},
    words=trail.WORDS,
    letters=letters.LETTERS,
    laws=laws.LAWS,
    periods=periods.PERIODS,
    numbers=NUMBERS,
    typed_tables=(DayAct, MeetingRepair, MeetingOffer, MeetingScreen, MeetingResult),
)
