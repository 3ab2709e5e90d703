"""Registrations: who takes part in an event."""

from __future__ import annotations

from eventmgr.events.menu import EVENT, PEOPLE
from eventmgr.events.models import TeamRole
from eventmgr.events.panels import CARD, OVERVIEW, UNIT_COUNTS
from eventmgr.features import Feature, MenuEntry
from eventmgr.i18n import _l
from eventmgr.registration import manage, panels, receivers, trail, views
from eventmgr.registration.labels import STATES
from eventmgr.registration.manage import retention

_OFFICE = frozenset({TeamRole.OWNER, TeamRole.REGISTRAR})

FEATURE = Feature(
    "registration",
    words=trail.WORDS,
    states=STATES,
    blueprints=(views.bp, manage.bp, retention.bp),
    connect=receivers.connect,
    offers={
        CARD: panels.card,
        OVERVIEW: panels.numbers,
        UNIT_COUNTS: panels.places_by_unit,
    },
    permissions={
        "registrations.read": frozenset(TeamRole),
        "registrations.contact": _OFFICE,
        "registrations.stay": _OFFICE,
        "registrations.sensitive": _OFFICE,
        "registrations.answers": _OFFICE,
        "registrations.office": _OFFICE,
        "registrations.edit": _OFFICE,
        "registrations.export": _OFFICE,
        "registrations.delete": frozenset({TeamRole.OWNER}),
    },
    menu=(
        MenuEntry(
            EVENT, _l("Registrations"), "registration_manage.index", 10, PEOPLE, "registrations.read", covers=True
        ),
        MenuEntry(EVENT, _l("Personal information"), "retention_manage.index", 50, PEOPLE, "registrations.delete"),
    ),
)
"""Which field of a registration belongs to which permission stands in `access.py`."""
