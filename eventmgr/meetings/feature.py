"""Meetings of two."""

from __future__ import annotations

from eventmgr.features import Feature
from eventmgr.meetings.day.models import DayAct, MeetingOffer, MeetingRepair, MeetingResult, MeetingScreen
from eventmgr.meetings.parties.models import MeetingParty, PartyExclusion, PartyRepresentative
from eventmgr.meetings.planning.models import MeetingAssistant, MeetingHall
from eventmgr.meetings.requests.models import MeetingCall, MeetingRequest, RequestMessage
from eventmgr.meetings.timetables.models import Publication, TimetableDraft

FEATURE = Feature(
    "meetings",
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
        MeetingRepair,
        MeetingOffer,
        MeetingScreen,
        MeetingResult,
    ),
    codes={
        "province": (MeetingParty.province_code,),
        "unit": (MeetingParty.unit_code,),
        "sector": (MeetingParty.sector_code,),
    },
)
