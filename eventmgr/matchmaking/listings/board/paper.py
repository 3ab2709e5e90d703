"""A list of supply or demand on paper, in landscape. Loads ReportLab, for documents only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, _n, format_date, format_instant, language, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.board.names import province_of, sectors_of, topic_of
from eventmgr.matchmaking.listings.board.sheet import VIA_ORGANIZERS, Numbered
from eventmgr.matchmaking.listings.labels import LISTING_FIELDS
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.grid import Grid, Row
from eventmgr.tools.typesetting.pages import Sheet
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    CELL_BOLD,
    CELL_NUMBER,
    CELL_SOFT,
    COLUMN,
    COLUMN_NUMBER,
    FACTS,
    SUBTITLE,
    TITLE,
    WIDE,
)
from eventmgr.tools.typesetting.text import Span, TextBlock, para
from eventmgr.tools.web.rendering.zones import said_span

_NUMBER, _ORGANIZATION, _TOPIC, _KIND, _CONTACT, _VALID = 28.0, 128.0, 104.0, 62.0, 62.0, 62.0
_SMALL = CELL.but(size=9.5, leading=13.5)
_SOFT = CELL_SOFT.but(size=8.5, leading=12)
_PAD = 3.0


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
    event, title = paper.event, localized(paper.event.title)
    organizations = {row.listing.organization_id for row in paper.rows}
    said = [
        _n("%(num)s listing", "%(num)s listings", len(paper.rows)),
        _n("%(num)s organization", "%(num)s organizations", len(organizations)),
        *paper.narrowed,
    ]
    if paper.at is not None:
        said.append(_("As of %(when)s", when=format_instant(paper.at, event.timezone)))
    story = [
        para(title, TITLE, OutlineEntry(paper.name)),
        para(paper.name, SUBTITLE),
        para(said_span(event.starts_at, event.ends_at, event.timezone), FACTS),
        para(" · ".join(said), FACTS.but(align="left", size=9, before=6, after=2)),
        para(_contact(event), FACTS.but(align="left", size=9, before=0, after=6)),
        _table(paper) if paper.rows else para(_("Nothing has been published yet."), BODY),
    ]
    sheet = Sheet(
        title=f"{title} · {paper.name}",
        author=localized(event.hosts[0].name) if event.hosts else title,
        head=(title, paper.name),
        lang=language(),
        is_wide=True,
    )
    return build_pages(story, sheet)


def _contact(event: Event) -> str:
    """Whom to write to: the organizers, as the page of the event names them."""
    known = [event.contact.get(name, "") for name in ("name", "phone", "email")]
    return _("%(label)s: %(value)s", label=_("Contact via the organizers"), value=" ".join(filter(None, known)) or "—")


def _table(paper: ListPaper) -> Grid:
    fixed = (_NUMBER, _ORGANIZATION, _TOPIC, _KIND, _CONTACT, _VALID)
    widths = (_NUMBER, _ORGANIZATION, WIDE - sum(fixed), _TOPIC, _KIND, _CONTACT, _VALID)
    heads = (
        _("Organization"), _("Title and text"), _("Topic and sector"), str(LISTING_FIELDS["kind"]), _("Contact details"),
        str(LISTING_FIELDS["valid_until"]),
    )  # fmt: skip
    head = Row((para(_("No."), COLUMN_NUMBER), *(para(words, COLUMN) for words in heads)), fill="wash")
    return Grid(widths, [head], _rows(paper))


def _rows(paper: ListPaper) -> Iterator[Row]:
    place: str | None = None
    for row in paper.rows:
        now = province_of(row.listing.organization) or _("Province/region not given")
        if now != place:
            yield Row((para(now, CELL_BOLD, OutlineEntry(now, level=1)),), wide=True, keep=True, fill="wash")
            place = now
        yield Row(
            (
                para(str(row.number), CELL_NUMBER),
                para(organization_name(row.listing.organization), _SMALL),
                _said(row.listing),
                _field(row.listing),
                para(str(row.listing.kind.label), _SOFT),
                para(str(VIA_ORGANIZERS), _SOFT),
                para(_valid(row.listing), _SOFT),
            ),
            pad=_PAD,
        )


def _said(listing: Listing) -> TextBlock:
    spans = [Span(localized(listing.title), bold=True), Span(f"\n{localized(listing.text)}")]
    return para(spans, _SMALL)


def _field(listing: Listing) -> TextBlock:
    flags = [str(LISTING_FIELDS[name]) for name in ("free_of_charge", "domestic_replacement") if getattr(listing, name)]
    return para("\n".join(filter(None, (topic_of(listing), _(", ").join(sectors_of(listing)), *flags))), _SOFT)


def _valid(listing: Listing) -> str:
    return format_date(listing.valid_until, weekday=False) if listing.valid_until else "—"
