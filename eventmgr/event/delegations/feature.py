"""Delegations and their liaisons."""

from __future__ import annotations

from eventmgr.event.delegations import forms, letters, manage, panels, periods, receivers, services, trail, views
from eventmgr.event.delegations import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.event.delegations.models import Delegation, Liaison
from eventmgr.event.delegations.panels import EDIT, READ
from eventmgr.event.delegations.people import views as people
from eventmgr.event.delegations.provincial import views as provincial
from eventmgr.event.delegations.recommending import views as words
from eventmgr.event.events import menu
from eventmgr.event.events.panels import DATES, NEEDS, OPEN_WORK, SETTINGS, Need, SettingsPage, settings_pages
from eventmgr.event.events.switch import DELEGATIONS
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.web.rendering.menus import ACCOUNT, OF_UNIT

_OFFICE = frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR})

FEATURE = Feature(
    "delegations",
    switch=DELEGATIONS,
    blueprints=(views.bp, people.bp, words.bp, manage.bp, provincial.bp),
    connect=receivers.connect,
    letters=letters.LETTERS,
    words=trail.WORDS,
    periods=periods.PERIODS,
    typed_tables=(Delegation, Liaison),
    codes={"unit": (Delegation.unit_code, Liaison.unit_code)},
    numbers={
        "delegations_behind": Number(
            _l("Overdue delegations"),
            _l("Invited delegations that have not done what was due by then."),
            "the board of delegations that its page links",
        ),
    },
    offers={
        NEEDS: Need(DELEGATIONS, panels.need),
        OPEN_WORK: panels.open_work,
        DATES: services.list_dates,
        SETTINGS: settings_pages(
            SettingsPage(_l("Deadlines and reminders"), "delegations_manage.settings", EDIT, forms.PlanForm)
        ),
    },
    permissions={READ: _OFFICE, EDIT: _OFFICE},
    unlisted={"/delegations/": ()},
    menu=(
        MenuEntry(menu.EVENT, _l("Delegations"), "delegations_manage.index", 10, menu.DELEGATIONS, READ, covers=True),
        MenuEntry(ACCOUNT, _l("My delegation"), "delegations_own.index", 7, permission=OF_UNIT),
    ),
)
