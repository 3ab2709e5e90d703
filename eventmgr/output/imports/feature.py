"""Lists that come in as sheets."""

from __future__ import annotations

from eventmgr.event.delegations.panels import BESIDE_BOARD
from eventmgr.event.delegations.panels import BESIDE_LIST as BESIDE_UNIT_LIST
from eventmgr.event.events.panels import BESIDE_AGENDA
from eventmgr.event.events.switch import DELEGATIONS
from eventmgr.event.registration.notes import BESIDE_LIST
from eventmgr.ground.features import Feature
from eventmgr.matchmaking.listings.panels import BESIDE_LISTINGS
from eventmgr.matchmaking.listings.switch import LISTINGS
from eventmgr.matchmaking.organizations.panels import BESIDE_ORGANIZATIONS
from eventmgr.output.imports import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.output.imports import manage, panels, receivers, trail
from eventmgr.output.imports.agenda import manage as agenda_file

FEATURE = Feature(
    "imports",
    blueprints=(
        *(pages for key, pages in manage.BLUEPRINTS.items() if key not in ("liaisons", "listings")),
        agenda_file.bp,
    ),
    offers={
        BESIDE_LIST: panels.import_link,
        BESIDE_AGENDA: panels.agenda_links,
        BESIDE_BOARD: panels.liaisons_link,
        BESIDE_UNIT_LIST: panels.unit_link,
        BESIDE_ORGANIZATIONS: panels.organizations_link,
        BESIDE_LISTINGS: panels.listings_link,
    },
    connect=receivers.connect,
    words=trail.WORDS,
)

OF_DELEGATIONS = Feature(
    "imports_of_delegations",
    switch=DELEGATIONS,
    blueprints=(manage.BLUEPRINTS["liaisons"], manage.BY_LIAISON),
)
OF_LISTINGS = Feature("imports_of_listings", switch=LISTINGS, blueprints=(manage.BLUEPRINTS["listings"],))
"""Sheets of rooms that an event can switch off."""
