"""Meetings of two."""

from __future__ import annotations

from eventmgr.delegations.panels import BELOW_LIST
from eventmgr.events.menu import CONTENT, EVENT
from eventmgr.events.panels import ASIDE, DATES, OPEN_WORK
from eventmgr.features import Feature, Holding, MenuEntry, Number
from eventmgr.i18n import _l
from eventmgr.invitations.panels import LEAVER
from eventmgr.meetings import receivers
from eventmgr.meetings.day.models import DayAct, MeetingResult
from eventmgr.meetings.menu import OFFICE, PARTY
from eventmgr.meetings.overview import manage as _overview  # noqa: F401 -- its pages stand in the blueprints below
from eventmgr.meetings.overview import views as _own_overview  # noqa: F401
from eventmgr.meetings.overview import work
from eventmgr.meetings.papers.printing import PAPERS
from eventmgr.meetings.parties import laws as laws_of_parties
from eventmgr.meetings.parties import letters, panels, periods
from eventmgr.meetings.parties import manage as parties
from eventmgr.meetings.parties import trail as trail_of_parties
from eventmgr.meetings.parties import views as own
from eventmgr.meetings.parties.labels import PERSON_FIELDS, STATES
from eventmgr.meetings.parties.models import MeetingParty, PartyAbsence, PartyExclusion, PartyRepresentative
from eventmgr.meetings.planning import laws, trail
from eventmgr.meetings.planning import manage as planning
from eventmgr.meetings.planning.access import DAY, EDIT, READ
from eventmgr.meetings.planning.labels import STAGES
from eventmgr.meetings.planning.models import MeetingAssistant, MeetingHall
from eventmgr.meetings.planning.receivers import list_dates as planned_dates
from eventmgr.meetings.requests import jobs as _request_jobs  # noqa: F401 -- what a worker does registers itself
from eventmgr.meetings.requests import labels as labels_of_requests
from eventmgr.meetings.requests import laws as laws_of_requests
from eventmgr.meetings.requests import letters as letters_of_requests
from eventmgr.meetings.requests import manage as requests_manage
from eventmgr.meetings.requests import panels as panels_of_requests
from eventmgr.meetings.requests import periods as periods_of_requests
from eventmgr.meetings.requests import trail as trail_of_requests
from eventmgr.meetings.requests import views as requests_views
from eventmgr.meetings.requests.models import MeetingCall, MeetingRequest, RequestMessage
from eventmgr.meetings.timetables import jobs as _timetable_jobs  # noqa: F401 -- as above
from eventmgr.meetings.timetables import labels as labels_of_timetables
from eventmgr.meetings.timetables import letters as letters_of_timetables
from eventmgr.meetings.timetables import manage as timetables
from eventmgr.meetings.timetables import panels as panels_of_timetables
from eventmgr.meetings.timetables import trail as trail_of_timetables
from eventmgr.meetings.timetables import views as own_timetable
from eventmgr.meetings.timetables.models import Publication, TimetableDraft
from eventmgr.registration.notes import OWN_WAY
from eventmgr.team.roles import TeamRole

_OFFICE = frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR})


FEATURE = Feature(
    "meetings",
    blueprints=(
        planning.bp,
        parties.bp,
        own.bp,
        requests_views.bp,
        requests_manage.bp,
        timetables.bp,
        own_timetable.bp,
    ),
    connect=receivers.connect,
    permissions={READ: _OFFICE | {TeamRole.EDITOR}, EDIT: _OFFICE, DAY: _OFFICE | {TeamRole.CHECK_IN}},
    menu=(
        MenuEntry(EVENT, _l("Meetings"), "meetings_manage.index", 25, CONTENT, READ, covers=True),
        MenuEntry(OFFICE, _l("Overview"), "meetings_manage.index", 0, permission=READ),
        MenuEntry(
            OFFICE, _l("Organizations in meetings"), "meeting_parties_manage.index", 10, permission=READ, covers=True
        ),
        MenuEntry(OFFICE, _l("Time and tables"), "meetings_manage.places", 60, permission=READ, below=planning.PLACES),
        MenuEntry(
            OFFICE, _l("Interpreters"), "meetings_manage.assistants", 70, permission=READ, below=planning.HELPERS
        ),
        MenuEntry(OFFICE, _l("Settings"), "meetings_manage.settings", 80, permission=EDIT, below=planning.SETTINGS),
        MenuEntry(PARTY, _l("Overview"), "meetings_own.index", 0),
        *panels_of_requests.MENU,
        *panels_of_timetables.MENU,
        MenuEntry(PARTY, _l("When you cannot"), "meetings_own.times", 60),
        MenuEntry(PARTY, _l("Settings"), "meetings_own.settings", 80),
    ),
    offers={
        DATES: planned_dates,
        OPEN_WORK: work.open_work,
        ASIDE: panels_of_timetables.public_numbers,
        OWN_WAY: panels.own_way,
        BELOW_LIST: panels.of_liaison,
        LEAVER: letters_of_requests.leaver,
    },
    words=(*trail.WORDS, *trail_of_parties.WORDS, *trail_of_requests.WORDS, *trail_of_timetables.WORDS),
    letters=(*letters.LETTERS, *letters_of_requests.LETTERS, *letters_of_timetables.LETTERS),
    papers=PAPERS,
    states=STAGES | STATES | labels_of_requests.STATES | labels_of_timetables.STATES,
    laws=laws.LAWS | laws_of_parties.LAWS | laws_of_requests.LAWS,
    periods=(*periods.PERIODS, *periods_of_requests.PERIODS),
    holdings=(
        Holding(
            "meeting_representatives",
            _l("Representative in meetings"),
            {
                "organization": _l("Organization"),
                **{name: PERSON_FIELDS[name] for name in ("name", "title", "mobile", "email")},
                "invited_at": _l("Link sent on"),
            },
            panels.held_of,
        ),
    ),
    numbers=labels_of_requests.NUMBERS
    | {
        "meeting_slots": Number(
            _l("Slots"), _l("Times at which meetings can be held, over all blocks."), "the blocks on the same page"
        ),
        "meeting_tables": Number(_l("Tables"), _l("Tables of all halls."), "the halls on the same page"),
        "meeting_places": Number(
            _l("Most meetings possible"), _l("Slots times tables: as many meetings can be held at most.")
        ),
        "meeting_parties": Number(
            _l("Organizations"), _l("Organizations in meetings that fit the filters."), "the list itself"
        ),
        "meeting_exclusions": Number(_l("Pairs"), _l("Pairs kept apart by hand."), "the list itself"),
        "meeting_assistants": Number(_l("People"), _l("Interpreters and moderators."), "the list itself"),
        "representatives_without_place": Number(
            _l("Representatives without a place"),
            _l("Representatives in meetings whose registration holds no place any more."),
            "the page that takes over registrations",
        ),
    },
    typed_tables=(
        MeetingAssistant,
        MeetingHall,
        MeetingParty,
        PartyAbsence,
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
