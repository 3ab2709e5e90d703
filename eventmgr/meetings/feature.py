"""Meetings of two."""

from __future__ import annotations

from eventmgr.events.menu import CONTENT, EVENT
from eventmgr.features import Feature, MenuEntry
from eventmgr.i18n import _l
from eventmgr.meetings.day.models import DayAct, MeetingResult
from eventmgr.meetings.menu import OFFICE, PARTY
from eventmgr.meetings.parties import views as own
from eventmgr.meetings.parties.models import MeetingParty, PartyExclusion, PartyRepresentative
from eventmgr.meetings.planning import manage as planning
from eventmgr.meetings.planning.access import DAY, EDIT, READ
from eventmgr.meetings.planning.models import MeetingAssistant, MeetingHall
from eventmgr.meetings.requests.models import MeetingCall, MeetingRequest, RequestMessage
from eventmgr.meetings.timetables import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.meetings.timetables import trail
from eventmgr.meetings.timetables.labels import DRAFTS, MEETINGS
from eventmgr.meetings.timetables.models import Publication, TimetableDraft
from eventmgr.team.roles import TeamRole

_OFFICE = frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR})

FEATURE = Feature(
    "meetings",
    blueprints=(planning.bp, own.bp),
    permissions={READ: _OFFICE | {TeamRole.EDITOR}, EDIT: _OFFICE, DAY: _OFFICE | {TeamRole.CHECK_IN}},
    menu=(
        MenuEntry(EVENT, _l("Meetings"), "meetings_manage.index", 25, CONTENT, READ, covers=True),
        MenuEntry(OFFICE, _l("Overview"), "meetings_manage.index", 0, permission=READ),
        MenuEntry(PARTY, _l("Overview"), "meetings_own.index", 0),
    ),
    words=trail.WORDS,
    states=DRAFTS | MEETINGS,
    typed_tables=(
        MeetingAssistant,
        MeetingHall,
        MeetingParty,
        PartyExclusion,
        PartyRepresentative,
        MeetingCall,
        MeetingRequest,
        RequestMessage,
        Publication,
        TimetableDraft,
        DayAct,
        MeetingResult,
    ),
    codes={
        "province": (MeetingParty.province_code,),
        "unit": (MeetingParty.unit_code,),
        "sector": (MeetingParty.sector_code,),
    },
)
