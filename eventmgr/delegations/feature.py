"""Delegations and their liaisons."""

from __future__ import annotations

from eventmgr.delegations import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.delegations import letters, manage, panels, periods, receivers, services, trail, views
from eventmgr.delegations.board.labels import STANDINGS
from eventmgr.delegations.models import Delegation, Liaison
from eventmgr.delegations.panels import EDIT, READ
from eventmgr.delegations.people import views as people
from eventmgr.delegations.provincial import views as provincial
from eventmgr.delegations.recommending import views as words
from eventmgr.events.menu import EVENT, PEOPLE
from eventmgr.events.panels import DATES, OPEN_WORK
from eventmgr.features import Feature, MenuEntry, Number
from eventmgr.i18n import _l
from eventmgr.team.roles import TeamRole
from eventmgr.web.rendering.menus import ACCOUNT, OF_UNIT

_OFFICE = frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR})

FEATURE = Feature(
    "delegations",
    blueprints=(views.bp, people.bp, words.bp, manage.bp, provincial.bp),
    connect=receivers.connect,
    letters=letters.LETTERS,
    words=trail.WORDS,
    states=STANDINGS,
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
    offers={OPEN_WORK: panels.open_work, DATES: services.list_dates},
    permissions={READ: _OFFICE, EDIT: _OFFICE},
    menu=(
        MenuEntry(EVENT, _l("Delegations"), "delegations_manage.index", 15, PEOPLE, READ, covers=True),
        MenuEntry(ACCOUNT, _l("My delegation"), "delegations_own.index", 7, permission=OF_UNIT),
    ),
)
