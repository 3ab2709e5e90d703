"""Investment offers of the provinces as one place."""

from __future__ import annotations

from eventmgr.event.delegations.panels import OWN_PAGES
from eventmgr.event.events.panels import SITE_WORK
from eventmgr.event.registration.notes import OWN_WAY
from eventmgr.exchange.investment import manage as offers
from eventmgr.exchange.investment import receivers, trail, views
from eventmgr.exchange.investment.enquiries import letters, liaisons, manage, panels
from eventmgr.exchange.investment.enquiries import views as enquiries
from eventmgr.exchange.investment.enquiries.periods import PERIODS, handling
from eventmgr.exchange.investment.laws import LAWS
from eventmgr.exchange.investment.models import InvestmentEnquiry
from eventmgr.exchange.investment.offering import manage as offering
from eventmgr.exchange.investment.switch import INVESTMENT
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.handling import HANDLING
from eventmgr.matchmaking.listings.panels import LISTED_SECTIONS, LISTING_SECTIONS
from eventmgr.tools.web.rendering.menus import ACCOUNT, OF_EDITOR, SITE

FEATURE = Feature(
    "investment",
    switch=INVESTMENT,
    blueprints=(views.bp, enquiries.bp, enquiries.of_company, liaisons.bp, manage.bp, offers.bp, offering.bp),
    connect=receivers.connect,
    letters=letters.LETTERS,
    words=trail.WORDS,
    laws=LAWS,
    periods=PERIODS,
    typed_tables=(InvestmentEnquiry,),
    codes={"province": (InvestmentEnquiry.province_code,), "sector": (InvestmentEnquiry.sector_code,)},
    offers={
        LISTING_SECTIONS: panels.of_listing,
        LISTED_SECTIONS: panels.of_company,
        OWN_WAY: panels.own_way,
        OWN_PAGES: panels.of_liaison,
        SITE_WORK: panels.open_work,
        HANDLING: handling,
    },
    numbers={
        "offers_public": Number(
            _l("Published investment offers"),
            _l(
                "Parks, funds, subsidies, projects and services that everybody may read, within the filters of the page."
            ),
            "the list of investment offers",
        ),
        "enquiries_waiting": Number(
            _l("Enquiries about offers that await an answer"),
            _l(
                "Enquiries about offers of the provinces that the reader keeps that await an answer and are not overdue."
            ),
            "the list of enquiries in that state",
        ),
        "enquiries_late": Number(
            _l("Overdue enquiries about offers"),
            _l(
                "Enquiries about offers of the provinces that the reader keeps that have had no answer for more than ten days."
            ),
            "the list of enquiries that are overdue",
        ),
        "enquiries_unrecorded": Number(
            _l("Enquiries that led to a deal that is not recorded"),
            _l(
                "Enquiries about offers of the provinces that the reader keeps that were closed with a deal of which none is recorded."
            ),
            "the list of enquiries whose deal is not recorded",
        ),
    },
    unlisted={"/investment/enquiries/": ()},
    guides={
        "investment": ("investment", "investment_manage", "investment_offers_manage"),
        "enquiries": (
            "investment_enquiries",
            "investment_enquiries_own",
            "investment_enquiries_unit",
            "investment_enquiries_manage",
        ),
    },
    menu=(
        MenuEntry(SITE, _l("Invest"), "investment.index", 14, covers=True),
        MenuEntry(
            ACCOUNT,
            _l("Investment promotion"),
            "investment_manage.index",
            18,
            permission=OF_EDITOR,
            below=frozenset(
                {"investment_offers_manage.new", "investment_offers_manage.show", "investment_offers_manage.edit"}
            ),
            covers=True,
        ),
    ),
)
