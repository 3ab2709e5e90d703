"""Seating: rostrum, hall, tables."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import NEEDS, Need
from eventmgr.event.registration.notes import NOTE
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.on_site.seating import manage, panels, receivers, trail
from eventmgr.on_site.seating.laws import LAWS
from eventmgr.on_site.seating.models import RostrumGuest, SeatingPlan
from eventmgr.on_site.seating.panels import EDIT, READ
from eventmgr.on_site.seating.papers.printing import PAPERS
from eventmgr.on_site.seating.periods import PERIODS
from eventmgr.on_site.seating.switch import SEATING

FEATURE = Feature(
    "seating",
    switch=SEATING,
    blueprints=(manage.bp,),
    connect=receivers.connect,
    offers={NEEDS: Need(SEATING, panels.need), NOTE: panels.note},
    permissions={
        READ: frozenset(TeamRole),
        EDIT: frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.EDITOR, TeamRole.REGISTRAR}),
    },
    menu=(MenuEntry(menu.EVENT, _l("Seating"), "seating_manage.index", 30, menu.HOSPITALITY, READ, covers=True),),
    words=trail.WORDS,
    laws=LAWS,
    periods=PERIODS,
    typed_tables=(SeatingPlan, RostrumGuest),
    papers=PAPERS,
    numbers={
        "seating_guests": Number(
            _l("To be seated"), _l("Participants for whom a seating plan needs a seat."), "the plan's list of people"
        ),
        "seating_seated": Number(_l("Seated"), _l("Those of them who have a seat."), "the plan's map"),
        "seating_faults": Number(
            _l("To be fixed"), _l("What is wrong with a plan after changes to the list."), "the plan's list of faults"
        ),
    },
    holdings=(
        Holding("seats", _l("Seats and tables"), {"plan": _l("Seating plan"), "seat": _l("Seat")}, panels.held_of),
    ),
)
