"""A list of supply or demand on paper, in landscape. Loads ReportLab, for documents only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries.occasion import get_occasion
from eventmgr.ground.columns import label_of, labels_of
from eventmgr.ground.i18n import _, _n, format_date, format_instant, language, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.board.names import province_of, sectors_of, topic_of
from eventmgr.matchmaking.listings.board.sheet import VIA_ORGANIZERS, Numbered
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.front import front, sheet_of
from eventmgr.tools.typesetting.grid import Grid, Row
from eventmgr.tools.typesetting.lists import Column
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    CELL_BOLD,
    WIDE,
)
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import Span, TextBlock, para

_SMALL = CELL.but(size=9.5, leading=13.5)


@dataclass(frozen=True)
class ListPaper:
    """What is printed.

    Args:
        name: of the list, such as 供给清单.
        rows: by province in official order.
        narrowed: the filters in words.
        at: as of when; None: it is not said, so that the same list is the same file.
    """

    event: Event
    name: str
    rows: Sequence[Numbered]
    narrowed: Sequence[str] = ()
    at: datetime | None = None


def build(paper: ListPaper, *, fallback_fonts: Sequence[str] | None = None) -> bytes:
    """The list as a PDF in the language spoken: a row for each listing under the heading of its province.

    Args:
        fallback_fonts: None: those that whoever prints has chosen already.
    """
    if fallback_fonts is not None:
        fonts.use_fallbacks(fallback_fonts)
    event, occasion = paper.event, get_occasion(paper.event, language())
    organizations = {row.listing.organization_id for row in paper.rows}
    facts = [
        _n("%(num)s listing", "%(num)s listings", len(paper.rows)),
        _n("%(num)s organization", "%(num)s organizations", len(organizations)),
        *paper.narrowed,
    ]
    if paper.at is not None:
        facts.append(_("As of %(when)s", when=format_instant(paper.at, event.timezone)))
    story = [
        *front(occasion, paper.name, lines=[" · ".join(facts), _contact(event)], with_place=False),
        _table(paper) if paper.rows else para(_("Nothing has been published yet."), BODY),
    ]
    return build_pages(story, sheet_of(occasion, paper.name, language(), is_wide=True))


def _contact(event: Event) -> str:
    """Whom to write to: the organizers, as the page of the event names them."""
    known = [event.contact.get(name, "") for name in ("name", "phone", "email")]
    return _("%(label)s: %(value)s", label=_("Contact via the organizers"), value=" ".join(filter(None, known)) or "—")


def _table(paper: ListPaper) -> Grid:
    columns = (
        Column(_("No."), width=28.0, kind="number"),
        Column(_("Organization"), width=128.0),
        Column(_("Title and text")),
        Column(_("Topic and sector"), width=104.0, kind="soft"),
        Column(label_of(Listing.kind), width=62.0, kind="soft"),
        Column(_("Contact details"), width=62.0, kind="soft"),
        Column(label_of(Listing.valid_until), width=62.0, kind="soft"),
    )
    return table(columns, _rows(paper), room=WIDE, pad=3.0, size=0.95)


def _rows(paper: ListPaper) -> Iterator[Any]:
    place: str | None = None
    for row in paper.rows:
        now = province_of(row.listing.organization) or _("Province/region not given")
        if now != place:
            yield Row((para(now, CELL_BOLD, OutlineEntry(now, level=1)),), wide=True, keep=True, fill="wash")
            place = now
        yield (
            str(row.number),
            organization_name(row.listing.organization),
            _block_of(row.listing),
            _field(row.listing),
            str(row.listing.kind.label),
            str(VIA_ORGANIZERS),
            _valid(row.listing),
        )


def _block_of(listing: Listing) -> TextBlock:
    spans = [Span(localized(listing.title), bold=True), Span(f"\n{localized(listing.text)}")]
    return para(spans, _SMALL)


def _field(listing: Listing) -> str:
    flags = [
        str(labels_of(Listing)[name]) for name in ("free_of_charge", "domestic_replacement") if getattr(listing, name)
    ]
    return "\n".join(filter(None, (topic_of(listing), _(", ").join(sectors_of(listing)), *flags)))


def _valid(listing: Listing) -> str:
    return format_date(listing.valid_until, weekday=False) if listing.valid_until else "—"
