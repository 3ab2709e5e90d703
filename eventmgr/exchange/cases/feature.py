"""Cases that stay between the events."""

from __future__ import annotations

from eventmgr.exchange.cases import manage, panels, trail, views
from eventmgr.exchange.cases.laws import LAWS
from eventmgr.exchange.cases.models import Case, CaseMark, CaseMetric
from eventmgr.exchange.cases.queries import ADDRESSES
from eventmgr.exchange.cases.services import SCOPE
from eventmgr.exchange.cases.switch import CASES
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.panels import COMPANY_SECTIONS
from eventmgr.tools.web.rendering.menus import ACCOUNT, OF_EDITOR, SITE
from eventmgr.tools.web.responses.stamps import Scope
from eventmgr.tools.web.sitemap import SITEMAP, Addresses

FEATURE = Feature(
    "cases",
    switch=CASES,
    blueprints=(views.bp, views.marks, manage.bp),
    words=trail.WORDS,
    laws=LAWS,
    typed_tables=(Case, CaseMetric),
    of_organizations=(Case, CaseMark),
    codes={"province": (Case.province_code,)},
    offers={
        COMPANY_SECTIONS: panels.of_company,
        SITEMAP: Addresses("cases", "cases.show", "case_slug", ADDRESSES),
    },
    numbers={
        "cases_public": Number(
            _l("Published cases"),
            _l("Cases that everybody may read, within the filters of the page."),
            "the list of cases",
        ),
        "cases": Number(
            _l("Cases"),
            _l("Cases that the reader keeps, within the filters of the page."),
            "the list of cases of those who keep them",
        ),
        "case_wants": Number(
            _l("Want to learn from a case"),
            _l("Organizations that have marked the case, each counted once."),
            "the page of the case",
        ),
        "case_likeness": Number(
            _l("Similarity"),
            _l("How similar a case is to another case or to a supply, in percent."),
            "computed when the case is opened by whoever keeps it",
        ),
    },
    scopes={
        "cases": Scope("SELECT 'front', sum(value) FROM site_revision WHERE scope IN ('site', ?)", constant=SCOPE),
    },
    menu=(
        MenuEntry(SITE, _l("Cases"), "cases.index", 17, covers=True),
        MenuEntry(ACCOUNT, _l("Cases"), "cases_manage.index", 11, permission=OF_EDITOR, covers=True),
    ),
)
