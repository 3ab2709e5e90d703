"""Cases that stay between the events."""

from __future__ import annotations

from eventmgr.event.events.panels import SITE_WORK
from eventmgr.event.registration.notes import OWN_TABS, OWN_WAY
from eventmgr.exchange.cases import manage, panels, receivers, trail, views
from eventmgr.exchange.cases.adopting import letters
from eventmgr.exchange.cases.adopting import manage as adopting_manage
from eventmgr.exchange.cases.adopting import views as adopting
from eventmgr.exchange.cases.laws import LAWS
from eventmgr.exchange.cases.models import Case, CaseAdoption, CaseMark, CaseMetric
from eventmgr.exchange.cases.queries import ADDRESSES
from eventmgr.exchange.cases.services import SCOPE
from eventmgr.exchange.cases.switch import CASES
from eventmgr.exchange.entries.panels import ORGANIZATION_SECTIONS
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.panels import COMPANY_SECTIONS
from eventmgr.tools.web.rendering.menus import ACCOUNT, OF_EDITOR, SITE
from eventmgr.tools.web.responses.stamps import Scope
from eventmgr.tools.web.sitemap import SINGLE, SITEMAP, Addresses, pages

FEATURE = Feature(
    "cases",
    switch=CASES,
    blueprints=(views.bp, views.marks, manage.bp, adopting.bp, adopting.of_keeper, adopting_manage.bp),
    connect=receivers.connect,
    letters=letters.LETTERS,
    words=trail.WORDS,
    laws=LAWS,
    typed_tables=(Case, CaseMetric, CaseAdoption),
    of_organizations=(Case, CaseMark, CaseAdoption),
    codes={"province": (Case.province_code, CaseAdoption.province_code)},
    offers={
        COMPANY_SECTIONS: panels.of_company,
        ORGANIZATION_SECTIONS: panels.of_organization,
        OWN_TABS: panels.own_tabs,
        OWN_WAY: panels.own_way,
        SITE_WORK: panels.open_work,
        SINGLE: panels.lists,
        SITEMAP: pages(Addresses("cases", "cases.show", ADDRESSES)),
    },
    holdings=(
        Holding(
            "case_marks",
            _l("Cases marked “Wants to learn from it”"),
            {"case": _l("Case"), "marked_at": _l("Marked at")},
            panels.held_of,
        ),
    ),
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
        "case_adoptions": Number(
            _l("Adoptions of cases"),
            _l(
                "Organizations that have adopted a case, in their own words and as published by those who keep the case; of one case, of a "
                "pair of provinces, or of all."
            ),
            "the page of the case, and who learned from whom",
        ),
        "case_wants_pairs": Number(
            _l("Want to learn from cases of a province"),
            _l(
                "Organizations of one province that want to learn from cases of another; each counted once for each case."
            ),
            "who learned from whom",
        ),
        "adoptions_waiting": Number(
            _l("Adoptions that await review"),
            _l("Adoptions that organizations have reported, of the cases that the reader keeps."),
            "the list of adoptions in that state",
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
    guides={
        "cases": ("cases", "cases_manage", "case_adoptions_manage"),
        "learning": ("case_marks", "case_learning", "case_adoptions"),
    },
    menu=(
        MenuEntry(SITE, _l("Cases"), "cases.index", 17, covers=True),
        MenuEntry(ACCOUNT, _l("Cases"), "cases_manage.index", 11, permission=OF_EDITOR, covers=True),
    ),
)
