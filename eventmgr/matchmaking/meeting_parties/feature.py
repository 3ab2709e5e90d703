"""Who takes part."""

from __future__ import annotations

from eventmgr.event.delegations.panels import BELOW_LIST
from eventmgr.event.events.panels import OPEN_WORK
from eventmgr.event.registration.notes import OWN_TABS
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.panels import BY_LINK, COMPANY_SECTIONS, SPEAKS_FOR
from eventmgr.matchmaking.meeting_parties import laws, letters, manage, panels, periods, receivers, trail, views
from eventmgr.matchmaking.meeting_parties.labels import PERSON_FIELDS
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyAbsence, PartyExclusion, PartyRepresentative
from eventmgr.matchmaking.meeting_plans.access import READ
from eventmgr.matchmaking.meeting_plans.menu import OFFICE, PARTY
from eventmgr.matchmaking.meeting_plans.panels import OFFICE_STEPS
from eventmgr.matchmaking.meeting_plans.switch import MEETINGS

FEATURE = Feature(
    "meeting_parties",
    switch=MEETINGS,
    blueprints=(manage.bp, views.bp),
    connect=receivers.connect,
    unlisted={"/meetings/": ()},
    menu=(
        MenuEntry(
            OFFICE, _l("Organizations in meetings"), "meeting_parties_manage.index", 10, permission=READ, covers=True
        ),
        MenuEntry(PARTY, _l("Overview"), "meetings_own.index", 0),
        MenuEntry(PARTY, _l("Absences"), "meetings_own.times", 60),
        MenuEntry(PARTY, _l("Settings"), "meetings_own.settings", 80),
    ),
    offers={
        OFFICE_STEPS: panels.office_steps,
        panels.OWN_STEPS: panels.own_steps,
        OPEN_WORK: panels.open_work,
        OWN_TABS: panels.own_tabs,
        BY_LINK: panels.page_by_link,
        SPEAKS_FOR: panels.speaks_for,
        BELOW_LIST: panels.of_liaison,
        COMPANY_SECTIONS: panels.of_company,
    },
    words=trail.WORDS,
    letters=letters.LETTERS,
    laws=laws.LAWS,
    periods=periods.PERIODS,
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
    numbers={
        "meeting_parties": Number(
            _l("Organizations"), _l("Organizations in meetings that match the filters."), "the list itself"
        ),
        "meeting_exclusions": Number(_l("Pairs"), _l("Pairs kept apart by hand."), "the list itself"),
        "party_limits": Number(
            _l("Limits of an organization"), _l("The most meetings it may have, and how many it is guaranteed.")
        ),
        "uninvited_representatives": Number(
            _l("Representatives without a link"),
            _l("Representatives with an e-mail address who have never been sent the link to their pages."),
            "the list of organizations",
        ),
        "new_parties": Number(
            _l("New organizations"),
            _l("Organizations that would be added by taking over registrations."),
            "the table on the same page",
        ),
        "new_representatives": Number(
            _l("New representatives"),
            _l("People with confirmed registrations of these types who represent nobody yet."),
        ),
        "leaving_representatives": Number(
            _l("Representatives removed"),
            _l(
                "Representatives whose registration no longer holds a place and who would be removed by "
                "taking over registrations."
            ),
        ),
        "representatives_without_place": Number(
            _l("Representatives without a place"),
            _l("Representatives in meetings whose registration no longer holds a place."),
            "the page that takes over registrations",
        ),
    },
    typed_tables=(MeetingParty, PartyAbsence, PartyExclusion, PartyRepresentative),
    codes={
        "province": (MeetingParty.province_code,),
        "unit": (MeetingParty.unit_code,),
        "sector": (MeetingParty.sector_code,),
    },
)
