"""Meetings of two."""

from __future__ import annotations

from eventmgr.events.menu import CONTENT, EVENT
from eventmgr.events.panels import OPEN_WORK
from eventmgr.features import Feature, MenuEntry, Number
from eventmgr.i18n import _l
from eventmgr.invitations.panels import LEAVER
from eventmgr.meetings import receivers
from eventmgr.meetings.day.models import DayAct, MeetingResult
from eventmgr.meetings.menu import OFFICE, PARTY
from eventmgr.meetings.papers.printing import PAPERS
from eventmgr.meetings.parties import views as own
from eventmgr.meetings.parties.models import MeetingParty, PartyExclusion, PartyRepresentative
from eventmgr.meetings.planning import manage as planning
from eventmgr.meetings.planning.access import DAY, EDIT, READ
from eventmgr.meetings.planning.models import MeetingAssistant, MeetingHall
from eventmgr.meetings.requests import jobs as _request_jobs  # noqa: F401 -- what a worker does registers itself
from eventmgr.meetings.requests import letters, panels, trail
from eventmgr.meetings.requests import manage as requests_manage
from eventmgr.meetings.requests import views as requests_views
from eventmgr.meetings.requests.labels import STATES
from eventmgr.meetings.requests.models import MeetingCall, MeetingRequest, RequestMessage
from eventmgr.meetings.timetables import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.meetings.timetables import letters as timetable_letters
from eventmgr.meetings.timetables import manage as timetables
from eventmgr.meetings.timetables import trail as timetable_trail
from eventmgr.meetings.timetables import views as own_timetable
from eventmgr.meetings.timetables.labels import DRAFTS, MEETINGS
from eventmgr.meetings.timetables.models import Publication, TimetableDraft
from eventmgr.team.roles import TeamRole

_OFFICE = frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR})


FEATURE = Feature(
    "meetings",
    blueprints=(planning.bp, own.bp, requests_views.bp, requests_manage.bp, timetables.bp, own_timetable.bp),
    connect=receivers.connect,
    papers=PAPERS,
    letters=letters.LETTERS + timetable_letters.LETTERS,
    words=trail.WORDS + timetable_trail.WORDS,
    states={**STATES, **DRAFTS, **MEETINGS},
    offers={LEAVER: letters.leaver, OPEN_WORK: panels.open_work},
    numbers={
        "meeting_requests": Number(
            _l("Meeting requests"),
            _l("Requests for meetings that fit the filters, by state."),
            "the board of requests that its page links",
        ),
        "meetings_across": Number(
            _l("Accepted meetings between two sides"),
            _l("Accepted requests between organizations of two sides, and their share of all accepted ones."),
            "the board of requests, “accepted, between two sides”",
        ),
        "meetings_mutual": Number(
            _l("Accepted meetings wished by both"),
            _l("Accepted requests of which the other side had asked as well."),
            "the board of requests, “accepted, wished by both”",
        ),
        "meeting_calls": Number(
            _l("Applications to a call for partners"),
            _l("Requests in answer to a call: those that wait, and those that were chosen of the partners wanted."),
            "the board of requests, by call",
        ),
        "reported_messages": Number(
            _l("Reported messages"),
            _l("Messages inside requests that their readers have reported and that are not hidden."),
            "the page of reported messages",
        ),
        "own_meetings": Number(
            _l("Meetings of an organization"),
            _l("Its accepted meetings and its own requests that wait, of as many as it may have."),
        ),
        "unanswered_requests": Number(
            _l("Unanswered requests of an organization"),
            _l("Requests that it sees and has not answered."),
            "the board of requests, “seen and not answered”",
        ),
    },
    permissions={READ: _OFFICE | {TeamRole.EDITOR}, EDIT: _OFFICE, DAY: _OFFICE | {TeamRole.CHECK_IN}},
    menu=(
        MenuEntry(EVENT, _l("Meetings"), "meetings_manage.index", 25, CONTENT, READ, covers=True),
        MenuEntry(OFFICE, _l("Overview"), "meetings_manage.index", 0, permission=READ),
        MenuEntry(OFFICE, _l("Timetable"), "meetings_timetables.index", 50, permission=READ, covers=True),
        MenuEntry(PARTY, _l("Overview"), "meetings_own.index", 0),
        MenuEntry(
            PARTY, _l("Find partners"), "meetings_requests.partners", 10, below=frozenset({"meetings_requests.partner"})
        ),
        MenuEntry(
            PARTY,
            _l("Requests received"),
            "meetings_requests.incoming",
            20,
            below=frozenset(
                {f"meetings_requests.{name}" for name in ("answered", "show", "decline", "propose", "edit", "withdraw")}
            ),
        ),
        MenuEntry(PARTY, _l("Requests sent"), "meetings_requests.outgoing", 30),
        MenuEntry(
            PARTY,
            _l("Calls for partners"),
            "meetings_requests.calls",
            40,
            below=frozenset({f"meetings_requests.{name}" for name in ("call", "new_call", "edit_call")}),
        ),
        MenuEntry(OFFICE, _l("Requests"), "meetings_requests_manage.index", 40, permission=READ, covers=True),
        MenuEntry(PARTY, _l("Timetable"), "meetings_own_timetable.index", 50, covers=True),
    ),
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
