"""Lists that come in as sheets."""

from __future__ import annotations

from eventmgr.delegations.panels import BESIDE_BOARD
from eventmgr.delegations.panels import BESIDE_LIST as BESIDE_UNIT_LIST
from eventmgr.events.panels import BESIDE_AGENDA
from eventmgr.features import Feature
from eventmgr.imports import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.imports import manage, panels, receivers, trail
from eventmgr.imports.agenda import manage as agenda_file
from eventmgr.listings.panels import BESIDE_LISTINGS
from eventmgr.organizations.panels import BESIDE_ORGANIZATIONS
from eventmgr.registration.notes import BESIDE_LIST

FEATURE = Feature(
    "imports",
    blueprints=(*manage.BLUEPRINTS, agenda_file.bp),
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
