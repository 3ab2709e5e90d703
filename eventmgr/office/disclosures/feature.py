"""Lists for recipients outside the house."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.registration.notes import BESIDE_LIST, OWN_RIGHTS
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.disclosures import manage, panels, receivers, trail, views
from eventmgr.office.disclosures.models import Disclosure
from eventmgr.office.disclosures.periods import PERIODS
from eventmgr.office.disclosures.switch import DISCLOSURES

_OFFICE = frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR})

FEATURE = Feature(
    "disclosures",
    switch=DISCLOSURES,
    numbers={
        "disclosed": Number(
            _l("People in a list for a recipient"),
            _l(
                "People with a place whom its filter finds (for a hotel or vehicle, only its own "
                "people), by whether they are in it, or why not."
            ),
            "the list of registrations that its page links",
        ),
    },
    blueprints=(views.bp, manage.bp),
    connect=receivers.connect,
    words=trail.WORDS,
    periods=PERIODS,
    typed_tables=(Disclosure,),
    holdings=(
        Holding(
            "disclosures",
            _l("Passed on to others"),
            {
                "handed_at": _l("Passed on at"),
                "recipient": _l("Receiving organization"),
                "purpose": _l("Purpose"),
                "items": _l("Information passed on"),
            },
            panels.held_of,
        ),
    ),
    offers={OWN_RIGHTS: panels.own, BESIDE_LIST: panels.list_link},
    permissions={panels.READ: _OFFICE, panels.EDIT: _OFFICE},
    unlisted={"/handed-over/": ()},
    menu=(
        MenuEntry(
            menu.EVENT,
            _l("Lists for recipients"),
            "disclosures_manage.index",
            80,
            menu.REGISTRATION,
            panels.READ,
            covers=True,
        ),
    ),
)
