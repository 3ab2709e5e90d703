"""Words for plans, places, reasons and faults."""

from __future__ import annotations

from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _, _l
from eventmgr.on_site.seating.places import Given, Place, PlanKind, Why

PAPER_OF = {PlanKind.ROSTRUM: "rostrum-plan", PlanKind.HALL: "hall-plan", PlanKind.MEAL: "table-plan"}
"""The address of the paper that prints plans of a kind."""


class PlanState(LabelledEnum):
    """Whether participants see their seats."""

    DRAFT = "draft", _l("Not published"), Tone.OFF
    PUBLISHED = "published", _l("Published"), Tone.OK


def say_why(given: Given) -> str:
    """Why somebody is given a place, in the language spoken now."""
    if given.why is Why.BY_RANK:
        return _("number %(number)s in rank, counted from the middle", number=given.number)
    if given.why is Why.BACK_ROW:
        return _("number %(number)s in rank: the rows in front are full", number=given.number)
    return str(given.why.label)


def say_place(kind: PlanKind, place: Place | None) -> str:
    """`Row 3, seat 12` or `Table 5`."""
    if place is None:
        return _("no seat")
    if kind is PlanKind.MEAL:
        return _("Table %(table)s", table=place[0])
    return _("Row %(row)s, seat %(seat)s", row=place[0], seat=place[1])
