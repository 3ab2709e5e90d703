"""Words for plans, places, reasons and faults."""

from __future__ import annotations

import enum

from eventmgr.ground.enums import State
from eventmgr.ground.i18n import _, _l
from eventmgr.on_site.seating.places import Fault, Given, Place, PlanKind, TableUse, Why

KINDS = {PlanKind.ROSTRUM: _l("Rostrum"), PlanKind.HALL: _l("Hall seating"), PlanKind.MEAL: _l("Meal")}
PAPER_OF = {PlanKind.ROSTRUM: "rostrum-plan", PlanKind.HALL: "hall-plan", PlanKind.MEAL: "table-plan"}
"""The address of the paper that prints plans of a kind."""
USES = {
    TableUse.USUAL: _l("Usual table"),
    TableUse.LEADERS: _l("Leaders' table"),
    TableUse.HALAL: _l("Halal table"),
}


class PlanState(enum.Enum):
    """Whether participants see their seats."""

    DRAFT = "draft"
    PUBLISHED = "published"


STATES = {
    PlanState.DRAFT: State(_l("Not published"), "off"),
    PlanState.PUBLISHED: State(_l("Published"), "ok"),
}
FAULTS = {
    Fault.GONE: _l("no longer attends; the seat is free"),
    Fault.REPLACED: _l("has taken over from somebody else since the seat was given"),
    Fault.UNSEATED: _l("has no seat"),
    Fault.OUTSIDE: _l("has a seat that no longer exists"),
    Fault.ORDER: _l("seat does not match the order of rank"),
    Fault.DIET: _l("eats halal and sits at another table"),
}
_WHY = {
    Why.LOCKED: _l("locked by hand"),
    Why.STAYS: _l("stays"),
    Why.FIRST: _l("first in rank: the middle seat"),
    Why.FIRST_OF_PAIR: _l("first in rank: shares the middle with the second"),
    Why.FRONT_ROW: _l("leads a delegation: first row, from the middle outwards"),
    Why.PRESS: _l("media: the last seats at the back"),
    Why.BLOCK: _l("with the delegation, in the order of the list"),
    Why.BROKEN_BLOCK: _l("with the delegation, divided by an aisle or the end of a row"),
    Why.NEAR_OWN: _l("the free seat nearest to the delegation"),
    Why.LEADERS_TABLE: _l("leads a delegation: leaders' table"),
    Why.HALAL_TABLE: _l("eats halal: halal table"),
    Why.WITH_UNIT: _l("with the delegation"),
    Why.SPLIT_UNIT: _l("with part of the delegation: no table holds all of it"),
    Why.MAKES_ROOM: _l("makes room at the halal table"),
    Why.FREE_SEAT: _l("a free seat"),
}


def say_why(given: Given) -> str:
    """Why somebody is given a place, in the language spoken now."""
    if given.why is Why.BY_RANK:
        return _("number %(number)s in rank, counted from the middle", number=given.number)
    if given.why is Why.BACK_ROW:
        return _("number %(number)s in rank: the rows in front are full", number=given.number)
    return str(_WHY[given.why])


def say_place(kind: PlanKind, place: Place | None) -> str:
    """`Row 3, seat 12` or `Table 5`."""
    if place is None:
        return _("no seat")
    if kind is PlanKind.MEAL:
        return _("Table %(table)s", table=place[0])
    return _("Row %(row)s, seat %(seat)s", row=place[0], seat=place[1])
