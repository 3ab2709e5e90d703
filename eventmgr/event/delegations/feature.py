"""Delegations and their liaisons; the exchange papers that delegations submit."""

from __future__ import annotations

from eventmgr.event.delegations import forms, letters, manage, panels, periods, receivers, services, trail, views
from eventmgr.event.delegations import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.event.delegations.exchange_papers import manage as papers_manage
from eventmgr.event.delegations.exchange_papers import panels as papers_panels
from eventmgr.event.delegations.exchange_papers import printing as papers_printing
from eventmgr.event.delegations.exchange_papers import views as papers
from eventmgr.event.delegations.models import Delegation, ExchangePaper, Liaison, PaperVersion
from eventmgr.event.delegations.panels import DUE_PAGES, EDIT, READ
from eventmgr.event.delegations.people import views as people
from eventmgr.event.delegations.provincial import views as provincial
from eventmgr.event.delegations.recommending import views as words
from eventmgr.event.delegations.switch import EXCHANGE_PAPERS
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

PAPERS = Feature(
    "exchange_papers",
    switch=EXCHANGE_PAPERS,
    blueprints=(papers.bp, papers_manage.bp),
    letters=letters.OF_PAPERS,
    words=trail.OF_PAPERS,
    typed_tables=(ExchangePaper, PaperVersion),
    codes={"unit": (ExchangePaper.unit_code,)},
    papers=papers_printing.PAPERS,
    numbers={
        "exchange_papers_unchecked": Number(
            _l("Exchange papers to check"),
            _l("Exchange papers whose newest version nobody has accepted or returned."),
            "the list of exchange papers to check",
        ),
    },
    guides={"exchange-papers": ("exchange_papers", "exchange_papers_manage")},
    offers={OPEN_WORK: papers_panels.open_work, DUE_PAGES: papers_panels.way_to_own},
    menu=(
        MenuEntry(
            menu.EVENT, _l("Exchange papers"), "exchange_papers_manage.index", 11, menu.DELEGATIONS, READ, covers=True
        ),
    ),
)
