"""The lists of supply and of demand, as documents of the event and for whoever reads the board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _, _l, language
from eventmgr.matchmaking.listings.board import queries
from eventmgr.matchmaking.listings.board.filtering import BoardFilter, words_of
from eventmgr.matchmaking.listings.board.names import side_name
from eventmgr.matchmaking.listings.board.sheet import in_official_order
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.matchmaking.listings.models import Listing, Side
from eventmgr.matchmaking.listings.services import settings_of


def list_name(event: Event, side: Side) -> str:
    """What the list of a side is called: 供给清单, or by the event's own name of the side."""
    return _("%(side)s list", side=side_name(side, settings_of(event).side_name(side)))


def public_paper(
    event: Event,
    side: Side,
    filters: BoardFilter,
    *,
    at: datetime,
    says_when: bool = False,
    fallback_fonts: Sequence[str] | None = None,
) -> bytes:
    """What everybody reads of that side, as a PDF in the language spoken.

    Args:
        at: as of when; printed where `says_when`.
        fallback_fonts: None: those that whoever prints has chosen already.
    """
    wanted = replace(filters, side=side)
    listings = queries.list_for_files(event.id, wanted, day=day_of(at))
    return made_paper(
        event,
        list_name(event, side),
        listings,
        words_of(filters.without_side(), language()),
        at=at if says_when else None,
        fallback_fonts=fallback_fonts,
    )


def made_paper(
    event: Event,
    name: str,
    listings: Sequence[Listing],
    narrowed: Sequence[str],
    *,
    at: datetime | None,
    fallback_fonts: Sequence[str] | None = None,
) -> bytes:
    """These listings as a PDF in the language spoken."""
    from eventmgr.matchmaking.listings.board.paper import ListPaper, build  # noqa: PLC0415 - loads ReportLab, for documents only

    paper = ListPaper(event, name, in_official_order(listings), narrowed, at)
    return build(paper, fallback_fonts=fallback_fonts)


def is_for(event: Event) -> bool:
    """Whether the event collects listings, or everybody may read any of it."""
    return settings_of(event).is_collecting or queries.is_any_public(event.id, day=day_of(clock.now()))


def _paper(side: Side, event: Event, _lang: str, printing: Printing) -> bytes:
    return public_paper(event, side, BoardFilter(), at=printing.at or clock.now(), says_when=True)


def _lacks_listings(side: Side, event: Event) -> str:
    is_any = queries.is_any_public(event.id, day=day_of(clock.now()), side=side)
    return "" if is_any else _("Nothing has been published yet.")


PAPERS = (
    Paper(
        "supply-list",
        _l("List of supply"),
        _l("What organizations offer, by province in official order. Confidential listings are not included."),
        partial(_paper, Side.SUPPLY),
        opens=("event.read",),
        is_for=is_for,
        lacks=partial(_lacks_listings, Side.SUPPLY),
    ),
    Paper(
        "demand-list",
        _l("List of demand"),
        _l("What organizations seek, by province in official order. Confidential listings are not included."),
        partial(_paper, Side.DEMAND),
        opens=("event.read",),
        is_for=is_for,
        lacks=partial(_lacks_listings, Side.DEMAND),
    ),
)
