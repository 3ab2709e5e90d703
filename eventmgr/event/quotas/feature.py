"""Places and who may have them."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import DATES, ODDITIES, SETTINGS, SettingsPage, settings_pages
from eventmgr.event.events.switch import DELEGATIONS
from eventmgr.event.quotas import trail
from eventmgr.event.quotas.planning import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.event.quotas.planning import manage, receivers, services
from eventmgr.event.quotas.planning.forms import PlanForm
from eventmgr.event.quotas.type_settings import manage as type_manage
from eventmgr.event.quotas.type_settings.forms import TypeForm
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole

FEATURE = Feature(
    "quotas",
    switch=DELEGATIONS,
    blueprints=(manage.bp,),
    connect=receivers.connect,
    words=trail.WORDS,
    offers={
        DATES: services.list_dates,
        ODDITIES: receivers.SUMS,
        SETTINGS: settings_pages(
            SettingsPage(_l("Reserve and sub-quotas"), "quotas_manage.plan", "quotas.edit", PlanForm)
        ),
    },
    numbers={
        "pool_left": Number(
            _l("Places left in the common pool"),
            _l(
                "Places of no delegation that are needed neither for people beyond a quota nor for "
                "places that must be kept."
            ),
        ),
        "quota_sum": Number(
            _l("Sum of the quotas"), _l("The quotas of all invited delegations added up, without the common pool.")
        ),
        "type_places": Number(
            _l("Places of a participant type"),
            _l("The most people of this type who may hold a place, as set by the organizers."),
        ),
    },
    permissions={
        "quotas.read": frozenset(TeamRole) - {TeamRole.CHECK_IN},
        "quotas.edit": frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR}),
    },
    menu=(
        MenuEntry(menu.EVENT, _l("Quotas"), "quotas_manage.index", 20, menu.DELEGATIONS, "quotas.read", covers=True),
    ),
)

TYPES = Feature(
    "participant_types",
    blueprints=(type_manage.bp,),
    offers={
        SETTINGS: settings_pages(
            SettingsPage(
                _l("Participant types"), "participant_types_manage.index", "quotas.read", TypeForm, is_below=True
            )
        )
    },
    menu=(
        MenuEntry(
            menu.EVENT,
            _l("Participant types"),
            "participant_types_manage.index",
            40,
            menu.REGISTRATION,
            "quotas.read",
            covers=True,
        ),
    ),
)
"""What is set for types of participants; every event has them."""
