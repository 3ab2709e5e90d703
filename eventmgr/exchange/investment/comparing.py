"""Investment offers side by side. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eventmgr.ground.i18n import _, _l, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.board.linking import Link
from eventmgr.matchmaking.listings.board.names import provinces_of
from eventmgr.matchmaking.listings.content.wording import listing_lines
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.tools.crosstabs.side_by_side import Comparison, Line, side_by_side

MOST_COMPARED = 4


def compare(offers: Sequence[Listing], links: Mapping[int, Sequence[Link]]) -> Comparison:
    """These side by side: whose and where, then the fields of their kinds, each price in a line of its own unit.

    Args:
        links: what each is linked with, as `links_of` finds it.
    """
    lines = [Line(*line) for line in side_by_side([_lines(offer, links.get(offer.id, ())) for offer in offers])]
    titles = [localized(offer.title) for offer in offers]
    return Comparison(_("Comparison of investment offers"), _l("Field"), titles, [("", lines)])


def _lines(offer: Listing, links: Sequence[Link]) -> list[tuple[Any, str]]:
    return [
        (_l("Organization"), organization_name(offer.organization)),
        (_l("Province/region"), provinces_of(offer)),
        (_l("Text"), localized(offer.text)),
        *listing_lines(offer),
        *((link.label, link.words) for link in links),
    ]
