"""The directory's organizations."""

from __future__ import annotations

from eventmgr.event.registration.notes import ORGANIZATION_PAGES
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.organizations import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.matchmaking.organizations import manage, panels, trail
from eventmgr.tools.web.rendering.menus import ACCOUNT

FEATURE = Feature(
    "organizations",
    blueprints=(manage.bp,),
    words=trail.WORDS,
    offers={ORGANIZATION_PAGES: panels.pages_of},
    numbers={
        "organizations": Number(
            _l("Organizations"),
            _l("Organizations that people at the reader's events come from; for administrators all."),
        ),
        "from_there": Number(
            _l("People from an organization"),
            _l("Registrations from there at events that the reader sees, in any state."),
        ),
    },
    menu=(MenuEntry(ACCOUNT, _l("Organizations"), "organizations_manage.index", 15),),
)
