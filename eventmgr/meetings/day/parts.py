"""What the day adds to the feature of its room."""

from __future__ import annotations

from enum import Enum

from eventmgr.events.panels import OVERVIEW
from eventmgr.features import MenuEntry, State
from eventmgr.i18n import _l
from eventmgr.meetings.day import laws, letters, manage, panels, periods, trail
from eventmgr.meetings.day.floor import figures
from eventmgr.meetings.day.labels import OFFERS, REPAIRS
from eventmgr.meetings.day.models import DayAct, MeetingOffer, MeetingRepair, MeetingResult, MeetingScreen
from eventmgr.meetings.day.views import hall, host, own
from eventmgr.meetings.menu import OFFICE, PARTY
from eventmgr.meetings.planning.access import DAY

BLUEPRINTS = (own.bp, hall.bp, host.bp, manage.bp)
LETTERS = letters.LETTERS
NUMBERS = figures.NUMBERS
WORDS = trail.WORDS
LAWS = laws.LAWS
PERIODS = periods.PERIODS
STATES: dict[Enum, State] = {**REPAIRS, **OFFERS}
PANELS = {OVERVIEW: panels.today}
MENU = (
    MenuEntry(OFFICE, _l("Today"), "meetings_day.index", 60, permission=DAY, covers=True),
    MenuEntry(PARTY, _l("Today"), "meetings_today.index", 5, covers=True),
)
TYPED = (DayAct, MeetingRepair, MeetingOffer, MeetingScreen, MeetingResult)
