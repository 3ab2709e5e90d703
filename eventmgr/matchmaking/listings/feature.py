"""Listings: what organizations offer and seek."""

from __future__ import annotations

from eventmgr.event.delegations.panels import OWN_PAGES
from eventmgr.event.events import menu
from eventmgr.event.events.panels import (
    ASIDE,
    DATES,
    HEAD,
    NEEDS,
    OPEN_WORK,
    SETTINGS,
    Need,
    SettingsPage,
    settings_pages,
)
from eventmgr.event.registration.notes import OWN_TABS
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.listings import forms, letters, manage, panels, receivers, trail, views
from eventmgr.matchmaking.listings import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.matchmaking.listings.board import everywhere, standards
from eventmgr.matchmaking.listings.board import manage as _board_manage  # noqa: F401 -- its pages hang themselves on the organizers'
from eventmgr.matchmaking.listings.board import panels as board_panels
from eventmgr.matchmaking.listings.board import views as board
from eventmgr.matchmaking.listings.board.papers import PAPERS
from eventmgr.matchmaking.listings.board.queries import ADDRESSES, ADDRESSES_AT_EVENTS
from eventmgr.matchmaking.listings.laws import LAWS
from eventmgr.matchmaking.listings.models import Listing, OrganizationProfile, ProfileKeeper
from eventmgr.matchmaking.listings.panels import EDIT, READ
from eventmgr.matchmaking.listings.periods import PERIODS
from eventmgr.matchmaking.listings.provincial import views as _provincial  # noqa: F401 -- its pages hang themselves on their blueprint
from eventmgr.matchmaking.listings.provincial.blueprint import bp as of_unit
from eventmgr.matchmaking.listings.services.setting import BOARD
from eventmgr.matchmaking.listings.switch import LISTINGS
from eventmgr.tools.web.rendering.menus import ACCOUNT, OF_ORGANIZATION, SITE
from eventmgr.tools.web.responses.stamps import Scope
from eventmgr.tools.web.sitemap import SINGLE, SITEMAP, Addresses, pages

_OFFICE = frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.EDITOR, TeamRole.REGISTRAR})

FEATURE = Feature(
    "listings",
    switch=LISTINGS,
    blueprints=(views.bp, manage.bp, of_unit, board.bp, everywhere.bp, standards.bp),
    connect=receivers.connect,
    letters=letters.LETTERS,
    words=trail.WORDS,
    laws=LAWS,
    periods=PERIODS,
    typed_tables=(Listing, OrganizationProfile, ProfileKeeper),
    codes={"topic": (Listing.topic_id,)},
    numbers={
        "listings": Number(
            _l("Listings"),
            _l("Supply and demand that organizations have entered at the event."),
            "the organizers' list of listings",
        ),
        "listings_public": Number(
            _l("Published listings"),
            _l(
                "Listings that everybody may read: published, valid and not confidential, within the "
                "filters of the page."
            ),
            "the board of listings",
        ),
        "likeness": Number(
            _l("Similarity"), _l("How similar two listings are, in percent."), "computed when one of them is saved"
        ),
        "profiles": Number(
            _l("Profiles"),
            _l("Organizations with a profile that are connected with the event."),
            "the organizers' list of profiles",
        ),
        "profiles_waiting": Number(
            _l("Changes of profiles that await review"),
            _l("Profiles that their keepers have changed since the last review."),
            "the organizers' list of profiles in that state",
        ),
    },
    holdings=(
        Holding(
            "profile_keeper",
            _l("Page of an organization"),
            {
                "organization": _l("Organization"),
                "name": _l("Name"),
                "email": _l("E-mail"),
                "mobile": _l("Mobile number"),
                "invited_at": _l("Invited on"),
                "seen_at": _l("Last change"),
            },
            panels.held_of,
        ),
    ),
    offers={
        SITEMAP: pages(
            Addresses("listings", "listings_everywhere.show", ADDRESSES),
            Addresses("event-listings", "listings_board.show", ADDRESSES_AT_EVENTS),
        ),
        SINGLE: standards.list_paths,
        NEEDS: Need(LISTINGS, panels.need),
        SETTINGS: settings_pages(
            SettingsPage(_l("Settings of listings"), "listings_manage.settings", EDIT, forms.SettingsForm)
        ),
        OPEN_WORK: panels.open_work,
        DATES: panels.dates,
        OWN_TABS: panels.own_tabs,
        OWN_PAGES: panels.liaison_page,
        ASIDE: board_panels.board_section,
        HEAD: board_panels.feed_links,
    },
    permissions={READ: _OFFICE, EDIT: _OFFICE},
    papers=PAPERS,
    scopes={
        "listings": Scope("SELECT 'front', sum(value) FROM site_revision WHERE scope IN ('site', ?)", constant=BOARD),
    },
    unlisted={"/companies/": ()},
    menu=(
        MenuEntry(SITE, _l("Supply and demand"), "listings_everywhere.index", 15),
        MenuEntry(
            menu.EVENT, _l("Supply and demand"), "listings_manage.index", 10, menu.MATCHMAKING, READ, covers=True
        ),
        MenuEntry(ACCOUNT, _l("My organization"), "listings.mine", 8, permission=OF_ORGANIZATION),
    ),
)
