"""What the pages of badges, place cards and sign-in sheets ask."""

from __future__ import annotations

from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import INVITES, Event
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _
from eventmgr.on_site.seating.papers.queries import list_orders
from eventmgr.output.papers.asked import Asked
from eventmgr.output.papers.on_site.choices import (
    BADGE_SIZES,
    BLANKS,
    CARD_SIZES,
    LINES,
    SHEETS,
    USUAL_BLANKS,
    lines_of,
)
from eventmgr.output.papers.on_site.queries import list_occasions


def fields_of(name: str, event: Event, lang: str) -> list[Asked]:
    """The questions of the paper of that name, in order; none of one of which only people are chosen."""
    if name == "badges":
        return [
            Asked("size", _("Size"), "radio", BADGE_SIZES, (next(iter(BADGE_SIZES)),)),
            Asked("sheet", _("Paper"), "radio", SHEETS, (next(iter(SHEETS)),)),
        ]
    if name == "deskcards":
        return [
            Asked("size", _("Size"), "radio", CARD_SIZES, (next(iter(CARD_SIZES)),)),
            Asked("line", _("Under the name"), "radio", lines_of(event), (next(iter(LINES)),)),
            Asked("latin", _("Names"), "checkbox", {"1": _("Names in Latin letters too")}),
            *(
                [Asked("order", _("Order of the cards"), "select", orders)]
                if (orders := list_orders(event, lang))
                else []
            ),
        ]
    if name != "signin":
        return []
    return [
        Asked("of", _("To sign for"), "select", list_occasions(event, list_items(event.id), lang)),
        Asked("blanks", _("Columns to fill in"), "checkbox", BLANKS, USUAL_BLANKS),
        Asked(
            "apart",
            _("Pages"),
            "checkbox",
            {
                "1": _("Each delegation starts on a new page")
                if is_on(INVITES, event)
                else _("Each province/region starts on a new page")
            },
        ),
    ]
