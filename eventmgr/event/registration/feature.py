"""Registrations: who takes part in an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import (
    ANSWERS,
    AT_HAND,
    BUTTON,
    CARD,
    LAST_LOOK,
    OFFERS,
    OPEN_WORK,
    OVERVIEW,
    PLACES_OF_EVENTS,
    PREVIEWS,
    SETTINGS,
    TRAIL,
    UNIT_COUNTS,
    UNIT_ROWS,
    WORK_OF_EVENTS,
    SettingsPage,
    settings_pages,
)
from eventmgr.event.invitations.panels import PAGE, REGISTERED, USES
from eventmgr.event.registration import panels, receivers, trail
from eventmgr.event.registration.access import narrow_trail, rows_of
from eventmgr.event.registration.asking.queries import list_registered_mailboxes, list_uses
from eventmgr.event.registration.counting.figures import NUMBERS
from eventmgr.event.registration.deciding import manage as undoing
from eventmgr.event.registration.laws import LAWS
from eventmgr.event.registration.letters.samples import LETTERS
from eventmgr.event.registration.models import ColumnSet, Registration
from eventmgr.event.registration.notes import OWN_TABS
from eventmgr.event.registration.office_list import manage as office_list
from eventmgr.event.registration.own_page import views as own_page
from eventmgr.event.registration.retaining import manage as retention
from eventmgr.event.registration.retaining.services.retaining import PERIODS
from eventmgr.event.registration.waiting import manage as waiting
from eventmgr.event.registration.waiting.forms import QueuePlanForm
from eventmgr.ground.features import Feature, MenuEntry
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.web.responses.stamps import Scope

_OFFICE = frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR})

FEATURE = Feature(
    "registration",
    numbers=NUMBERS,
    laws=LAWS,
    typed_tables=(Registration, ColumnSet),
    codes={
        "province": (Registration.province_code,),
        "unit": (Registration.unit_code,),
        "sector": (Registration.sector_code,),
    },
    periods=PERIODS,
    template_names={"rows_of": rows_of},
    typed_codes=frozenset({"check-in"}),
    scopes={
        "event": Scope(
            "SELECT 'event:' || id, page_version, coalesce(value, 0) FROM event"
            " LEFT JOIN registration_tally_version ON event_id = event.id WHERE slug = ?",
            argument="slug",
        ),
    },
    words=trail.WORDS,
    letters=LETTERS,
    blueprints=(own_page.bp, undoing.bp, office_list.bp, retention.bp, waiting.bp),
    connect=receivers.connect,
    offers={
        PAGE: panels.invitation_page,
        USES: list_uses,
        REGISTERED: list_registered_mailboxes,
        CARD: panels.card,
        BUTTON: panels.button,
        OFFERS: panels.offers,
        OVERVIEW: panels.numbers,
        AT_HAND: panels.at_hand,
        PLACES_OF_EVENTS: panels.places_of_events,
        WORK_OF_EVENTS: panels.work_of_events,
        LAST_LOOK: panels.last_look,
        TRAIL: narrow_trail,
        OPEN_WORK: panels.open_work,
        OWN_TABS: panels.own_tabs,
        UNIT_COUNTS: panels.places_by_unit,
        UNIT_ROWS: panels.rows_of_unit,
        ANSWERS: panels.answers,
        PREVIEWS: panels.preview,
        SETTINGS: settings_pages(
            SettingsPage(_l("Rule of the waiting list"), "waiting_manage.plan", "registrations.edit", QueuePlanForm)
        ),
    },
    permissions={
        "registrations.read": frozenset(TeamRole),
        "registrations.contact": _OFFICE,
        "registrations.stay": _OFFICE,
        "registrations.sensitive": _OFFICE,
        "registrations.identity": _OFFICE,
        "registrations.answers": _OFFICE,
        "registrations.office": _OFFICE,
        "registrations.edit": _OFFICE,
        "registrations.mark": frozenset(TeamRole) - {TeamRole.VIEWER},
        "registrations.export": _OFFICE,
        "registrations.reveal": _OFFICE,
        "registrations.delete": frozenset({TeamRole.OWNER, TeamRole.DEPUTY}),
        "registrations.hold": frozenset({TeamRole.OWNER}),
    },
    unlisted={"/my/": ()},
    menu=(
        MenuEntry(
            menu.EVENT,
            _l("Registrations"),
            "registration_manage.index",
            10,
            menu.REGISTRATION,
            "registrations.read",
            covers=True,
        ),
        MenuEntry(
            menu.EVENT, _l("Waiting list"), "waiting_manage.index", 20, menu.REGISTRATION, "quotas.read", covers=True
        ),
        MenuEntry(
            menu.EVENT,
            _l("Personal information"),
            "retention_manage.index",
            60,
            menu.REGISTRATION,
            "registrations.delete",
        ),
    ),
)
"""Which field of a registration belongs to which permission stands in `access.py`."""
