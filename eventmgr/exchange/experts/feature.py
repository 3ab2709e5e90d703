"""Experts by field, with what they agreed to show."""

from __future__ import annotations

from eventmgr.exchange.desk.panels import FITTING_EXPERTS
from eventmgr.exchange.entries.panels import BESIDE_DIRECTORY, ORGANIZATION_SECTIONS
from eventmgr.exchange.experts import letters, manage, panels, receivers, trail, views
from eventmgr.exchange.experts.laws import LAWS
from eventmgr.exchange.experts.models import Expert
from eventmgr.exchange.experts.periods import PERIODS, handling
from eventmgr.exchange.experts.services import SCOPE
from eventmgr.exchange.experts.switch import EXPERTS
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.handling import HANDLING
from eventmgr.tools.web.rendering.menus import ACCOUNT, OF_EDITOR
from eventmgr.tools.web.responses.stamps import Scope

FEATURE = Feature(
    "experts",
    switch=EXPERTS,
    blueprints=(views.bp, manage.bp),
    connect=receivers.connect,
    letters=letters.LETTERS,
    words=trail.WORDS,
    laws=LAWS,
    periods=PERIODS,
    typed_tables=(Expert,),
    of_organizations=(Expert,),
    codes={"province": (Expert.province_code,)},
    offers={
        BESIDE_DIRECTORY: panels.beside_directory,
        ORGANIZATION_SECTIONS: panels.of_organization,
        FITTING_EXPERTS: panels.for_request,
        HANDLING: handling,
    },
    numbers={
        "experts_public": Number(
            _l("Experts in the list"),
            _l("Experts who agreed to be found by everybody, within the filters of the page."),
            "the public list of experts",
        ),
    },
    scopes={
        "experts": Scope("SELECT 'front', sum(value) FROM site_revision WHERE scope IN ('site', ?)", constant=SCOPE),
    },
    unlisted={"/experts/own/": ()},
    guides={"experts": ("experts", "experts_manage")},
    menu=(MenuEntry(ACCOUNT, _l("Experts"), "experts_manage.index", 19, permission=OF_EDITOR, covers=True),),
)
